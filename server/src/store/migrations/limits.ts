import type { Engine } from '../store.ts';
import { type Schema, shortRows, textOn } from './dialect.ts';

/** How much of what may be tried has been tried: one row for each account or address, by its hash. */
export async function limitTable(db: Schema, engine: Engine): Promise<void> {
  await db.schema
    .createTable('try_limit')
    .addColumn('key', textOn(engine), (column) => column.primaryKey().notNull())
    .addColumn('spent_until', 'bigint', (column) => column.notNull())
    .modifyEnd(shortRows(engine))
    .execute();
  await db.schema.createIndex('try_limit_spent').on('try_limit').column('spent_until').execute();
}
