import { sql } from 'kysely';
import type { Engine } from '../store.ts';
import { type Schema, shortRows, textOn } from './dialect.ts';

/** What the population database was asked, so that nobody finds out the truth by asking. */
export async function oracleTables(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema.alterTable('job').addColumn('released_by', text).execute();
  await sql`create index job_held on job (run_at) where state = 'held'`.execute(db);
  await db.schema
    .createTable('oracle_asked')
    .addColumn('citizen', text, (column) => column.notNull())
    .addColumn('variant', text, (column) => column.notNull())
    .addColumn('subject', text, (column) => column.notNull())
    .addColumn('officer', text, (column) => column.notNull())
    .addColumn('asked_on', text, (column) => column.notNull())
    .addColumn('field_hashes', text, (column) => column.notNull())
    .addColumn('released_by', text)
    .addPrimaryKeyConstraint('oracle_asked_key', ['citizen', 'variant'])
    .modifyEnd(shortRows(engine))
    .execute();
  await db.schema
    .createIndex('oracle_asked_subject')
    .on('oracle_asked')
    .column('subject')
    .execute();
  await db.schema
    .createIndex('oracle_asked_officer')
    .on('oracle_asked')
    .columns(['officer', 'asked_on'])
    .execute();
  await db.schema
    .createTable('oracle_alert')
    .addColumn('citizen', text, (column) => column.notNull())
    .addColumn('field', text, (column) => column.notNull())
    .addColumn('subject', text, (column) => column.notNull())
    .addColumn('officer', text, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('oracle_alert_key', ['citizen', 'field'])
    .modifyEnd(shortRows(engine))
    .execute();
}
