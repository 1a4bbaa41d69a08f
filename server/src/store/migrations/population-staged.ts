import type { Engine } from '../store.ts';
import { type Schema, textOn } from './dialect.ts';

/** Rows of a population list on the way in, by list: read by nobody until all of them are there. */
export async function populationStagedTable(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .createTable('population_staged')
    .addColumn('list', text, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('number', text)
    .addColumn('old_number', text)
    .addColumn('full_name', text, (column) => column.notNull())
    .addColumn('sex', text, (column) => column.notNull())
    .addColumn('birth', text, (column) => column.notNull())
    .addColumn('birth_precision', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('population_staged_key', ['list', 'id'])
    .execute();
}
