import type { Engine } from '../store.ts';
import { type Schema, shortRows, textOn } from './dialect.ts';

/** Administrative units of all editions, what became of which, and what each place reaches [U6]. */
export async function unitTables(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .createTable('unit')
    .addColumn('edition', text, (column) => column.notNull())
    .addColumn('code', text, (column) => column.notNull())
    .addColumn('level', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('parent', text)
    .addColumn('valid_from', text)
    .addColumn('valid_to', text)
    .addPrimaryKeyConstraint('unit_key', ['edition', 'code'])
    .modifyEnd(shortRows(engine))
    .execute();
  await db.schema.createIndex('unit_code').on('unit').column('code').execute();
  await db.schema
    .createTable('unit_change')
    .addColumn('from_edition', text, (column) => column.notNull())
    .addColumn('from_code', text, (column) => column.notNull())
    .addColumn('to_edition', text, (column) => column.notNull())
    .addColumn('to_code', text, (column) => column.notNull())
    .addColumn('basis', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('unit_change_key', [
      'from_edition',
      'from_code',
      'to_edition',
      'to_code',
    ])
    .modifyEnd(shortRows(engine))
    .execute();
  await db.schema
    .createTable('unit_reach')
    .addColumn('above', text, (column) => column.notNull())
    .addColumn('scope', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('unit_reach_key', ['above', 'scope'])
    .modifyEnd(shortRows(engine))
    .execute();
}
