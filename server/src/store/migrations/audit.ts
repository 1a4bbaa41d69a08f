import type { Engine } from '../store.ts';
import { makeAppendOnly, type Schema, shortRows, textOn } from './dialect.ts';

export async function auditTable(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .createTable('audit')
    .addColumn('chain', text, (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('who', text, (column) => column.notNull())
    .addColumn('act', text, (column) => column.notNull())
    .addColumn('object', text, (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_key', ['chain', 'seq'])
    .modifyEnd(shortRows(engine))
    .execute();
  await makeAppendOnly(db, engine, 'audit', ['chain', 'seq', 'at', 'who', 'act', 'object', 'hash']);
}
