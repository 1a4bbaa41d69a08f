import type { Engine } from '../store.ts';
import { type Schema, textOn } from './dialect.ts';

/** The list the police handed over, for the embedded registry. */
export async function populationTable(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .createTable('population')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('number', text)
    .addColumn('old_number', text)
    .addColumn('full_name', text, (column) => column.notNull())
    .addColumn('sex', text, (column) => column.notNull())
    .addColumn('birth', text, (column) => column.notNull())
    .addColumn('birth_precision', text, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('population_number').on('population').column('number').execute();
  await db.schema.createIndex('population_old').on('population').column('old_number').execute();
}
