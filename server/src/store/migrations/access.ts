import type { Engine } from '../store.ts';
import { type Schema, textOn } from './dialect.ts';

export async function accessTables(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .createTable('site')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('commune_edition', text, (column) => column.notNull())
    .addColumn('commune_code', text, (column) => column.notNull())
    .addColumn('commune_name', text, (column) => column.notNull())
    .addColumn('points', text, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('account')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('user', text, (column) => column.notNull().unique())
    .addColumn('full_name', text, (column) => column.notNull())
    .addColumn('role', text, (column) => column.notNull())
    .addColumn('site', text)
    .addColumn('commune', text)
    .addColumn('password', text, (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('account_site').on('account').column('site').execute();
  await db.schema
    .createTable('device')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('site', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('token_hash', text, (column) => column.notNull().unique())
    .addColumn('enrolled_by', text, (column) => column.notNull())
    .addColumn('enrolled_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema
    .createTable('enrolment')
    .addColumn('code_hash', text, (column) => column.primaryKey().notNull())
    .addColumn('site', text, (column) => column.notNull())
    .addColumn('made_by', text, (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('device', text)
    .execute();
  await db.schema
    .createTable('session')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('token_hash', text, (column) => column.notNull().unique())
    .addColumn('account', text, (column) => column.notNull())
    .addColumn('granted', text, (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('session_account').on('session').column('account').execute();
}
