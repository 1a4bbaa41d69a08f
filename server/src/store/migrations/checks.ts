import { sql } from 'kysely';
import type { Engine } from '../store.ts';
import { type Schema, shortRows, textOn } from './dialect.ts';

export async function checkTables(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .createTable('job')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('subject', text, (column) => column.notNull())
    .addColumn('dedupe_key', text, (column) => column.notNull())
    .addColumn('payload', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('run_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('lease_until', 'bigint')
    .addColumn('lease_by', text)
    .addColumn('last_problem', text)
    .modifyEnd(shortRows(engine))
    .execute();
  // One live job per question, however often it is asked for.
  await sql`create unique index job_live on job (dedupe_key)
    where state in ('waiting', 'leased')`.execute(db);
  await sql`create index job_due on job (kind, run_at)
    where state in ('waiting', 'leased')`.execute(db);
  await db.schema
    .createTable('answer')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('job', text, (column) => column.notNull())
    .addColumn('asked_at', 'bigint', (column) => column.notNull())
    .addColumn('answered_at', 'bigint', (column) => column.notNull())
    .addColumn('registry', text, (column) => column.notNull())
    .addColumn('officer', text, (column) => column.notNull())
    .addColumn('outcome', text, (column) => column.notNull())
    .addColumn('raw', text, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('answer_job').on('answer').column('job').execute();
}
