import { sql } from 'kysely';
import type { Engine } from '../store.ts';
import { type Schema, textOn } from './dialect.ts';

/** What the desk should look at though the entry counts; decided when the entry came, and kept. */
export async function entryFlag(db: Schema, engine: Engine): Promise<void> {
  await db.schema.alterTable('entry').addColumn('flag', textOn(engine)).execute();
  await sql`create index entry_flagged on entry (subject) where flag is not null`.execute(db);
}
