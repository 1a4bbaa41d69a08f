import { sql } from 'kysely';
import type { Engine } from '../store.ts';
import { makeAppendOnly, type Schema, shortRows, textOn } from './dialect.ts';

/** Who signed what, and the keys with which it is proved. */
export async function signatureTables(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .createTable('office_key')
    .addColumn('use', text, (column) => column.primaryKey().notNull())
    .addColumn('public_key', text, (column) => column.notNull())
    .addColumn('private_key', text, (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('operator_key')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('account', text, (column) => column.notNull())
    .addColumn('device', text, (column) => column.notNull())
    .addColumn('public_key', text, (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .modifyEnd(shortRows(engine))
    .execute();
  await makeAppendOnly(db, engine, 'operator_key', ['id', 'account', 'device', 'public_key']);
  await makeAppendOnly(db, engine, 'office_key', ['use', 'public_key', 'private_key']);
  for (const column of ['public_key', 'approved_by']) {
    await db.schema.alterTable('device').addColumn(column, text).execute();
  }
  await db.schema.alterTable('device').addColumn('approved_at', 'bigint').execute();
  for (const column of ['key', 'sig']) {
    await db.schema.alterTable('entry').addColumn(column, text).execute();
  }
  const table = engine === 'sqlite' ? sql`` : sql`on entry`;
  for (const name of ['entry_keeps', 'entry_stays', 'entry_whole']) {
    await sql`drop trigger if exists ${sql.raw(name)} ${table}`.execute(db);
  }
  await makeAppendOnly(db, engine, 'entry', [
    'journal',
    'seq',
    'id',
    'kind',
    'subject',
    'operator',
    'text',
    'key',
    'sig',
    'hash',
    'device',
    'received_at',
  ]);
}
