import type { Engine } from '../store.ts';
import { type Schema, textOn } from './dialect.ts';

/** On which tablet a session was opened, and whether a site asks for two persons to take a tablet in. */
export async function deviceCare(db: Schema, engine: Engine): Promise<void> {
  await db.schema.alterTable('session').addColumn('device', textOn(engine)).execute();
  await db.schema
    .alterTable('site')
    .addColumn('two_persons', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
