import type { Engine } from '../store.ts';
import { type Schema, shortRows, textOn } from './dialect.ts';

/** Sessions of the desk, and what beside a password proves who sits there. */
export async function secondFactorTables(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .alterTable('account')
    .addColumn('must_change_password', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('account')
    .addColumn('second_factor', text, (column) => column.notNull().defaultTo('required'))
    .execute();
  await db.schema
    .alterTable('session')
    .addColumn('kind', text, (column) => column.notNull().defaultTo('tablet'))
    .execute();
  await db.schema.alterTable('session').addColumn('agent', text).execute();
  await db.schema.alterTable('session').addColumn('proved_at', 'bigint').execute();
  await db.schema
    .createTable('factor')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('account', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('secret', text, (column) => column.notNull())
    .addColumn('credential', text, (column) => column.unique())
    .addColumn('host', text)
    .addColumn('counter', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('factor_account').on('factor').column('account').execute();
  await db.schema
    .createTable('recovery_code')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('account', text, (column) => column.notNull())
    .addColumn('code_hash', text, (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
  await db.schema.createIndex('recovery_account').on('recovery_code').column('account').execute();
  await db.schema
    .createTable('half_session')
    .addColumn('token_hash', text, (column) => column.primaryKey().notNull())
    .addColumn('account', text, (column) => column.notNull())
    .addColumn('agent', text, (column) => column.notNull())
    .addColumn('has_factor', 'integer', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .modifyEnd(shortRows(engine))
    .execute();
  await db.schema
    .createTable('ceremony')
    .addColumn('owner', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('secret', text, (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('ceremony_key', ['owner', 'kind'])
    .modifyEnd(shortRows(engine))
    .execute();
}
