import type { Engine } from '../store.ts';
import { type Schema, textOn } from './dialect.ts';

/** When and by whom a restored office was said to have heard enough tablets [S8]. */
export async function recovery(db: Schema, engine: Engine): Promise<void> {
  await db.schema.alterTable('office').addColumn('released_at', 'bigint').execute();
  await db.schema.alterTable('office').addColumn('released_by', textOn(engine)).execute();
}
