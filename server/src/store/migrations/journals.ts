import { sql } from 'kysely';
import type { Engine } from '../store.ts';
import { makeAppendOnly, type Schema, shortRows, textOn } from './dialect.ts';

export async function journalTables(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .createTable('office')
    .addColumn('nth', 'integer', (column) => column.primaryKey())
    .addColumn('epoch', text, (column) => column.notNull().unique())
    .addColumn('journal', text, (column) => column.notNull())
    .addColumn('reason', text, (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('fork')
    .addColumn('scope', text, (column) => column.notNull())
    .addColumn('epoch', text, (column) => column.notNull())
    .addColumn('head', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('fork_key', ['scope', 'epoch'])
    .modifyEnd(shortRows(engine))
    .execute();
  await db.schema
    .createTable('journal')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('device', text)
    .addColumn('head', 'bigint', (column) => column.notNull())
    .addColumn('head_hash', text, (column) => column.notNull())
    .addColumn('safe', 'bigint', (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('fork_at', 'bigint')
    .addColumn('receipts', 'bigint', (column) => column.notNull())
    .addColumn('receipt_hash', text, (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .modifyEnd(shortRows(engine))
    .execute();
  await db.schema
    .createTable('entry')
    .addColumn('journal', text, (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('id', text)
    .addColumn('kind', text)
    .addColumn('subject', text)
    .addColumn('operator', text)
    .addColumn('text', text, (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull())
    .addColumn('device', text)
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('problem', text)
    .addColumn('replaced_by', text)
    .addPrimaryKeyConstraint('entry_key', ['journal', 'seq'])
    .execute();
  // Few rows, asked at every push: does something wait for this subject, is something to mend?
  await sql`create index entry_waiting on entry (subject)
    where state = 'quarantined'`.execute(db);
  await sql`create index entry_to_mend on entry (id)
    where state = 'quarantined'`.execute(db);
  await makeAppendOnly(db, engine, 'entry', [
    'journal',
    'seq',
    'id',
    'kind',
    'subject',
    'operator',
    'text',
    'hash',
    'device',
    'received_at',
  ]);
}
