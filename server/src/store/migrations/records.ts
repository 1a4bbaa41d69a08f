import type { Engine } from '../store.ts';
import { type Schema, shortRows, textOn } from './dialect.ts';

export async function recordTables(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .createTable('record')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('type', text, (column) => column.notNull())
    .addColumn('number', text)
    .addColumn('number_kind', text)
    .addColumn('name_folded', text)
    .addColumn('birth', text)
    .addColumn('check_state', text)
    .addColumn('cause', text)
    .addColumn('since', 'bigint')
    .addColumn('commune', text)
    .addColumn('site', text)
    // Last: what lists look at is then read without the long body before it.
    .addColumn('body', text, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('record_number')
    .on('record')
    .column('number')
    .where('number', 'is not', null)
    .execute();
  await db.schema
    .createTable('scope_head')
    .addColumn('scope', text, (column) => column.primaryKey().notNull())
    .addColumn('head', 'bigint', (column) => column.notNull())
    .modifyEnd(shortRows(engine))
    .execute();
  await db.schema
    .createTable('feed')
    .addColumn('scope', text, (column) => column.notNull())
    .addColumn('record', text, (column) => column.notNull())
    .addColumn('pos', 'bigint', (column) => column.notNull())
    .addColumn('gone', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('feed_key', ['scope', 'record'])
    .modifyEnd(shortRows(engine))
    .execute();
  await db.schema.createIndex('feed_pos').on('feed').columns(['scope', 'pos']).unique().execute();
}
