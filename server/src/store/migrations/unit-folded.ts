import { foldedKey } from '@khop/shared/name';
import type { Kysely } from 'kysely';
import type { Engine } from '../store.ts';
import { type Schema, textOn } from './dialect.ts';

type After = { unit: Record<'edition' | 'code' | 'name' | 'folded', string> };

/** A unit is found by its name however it is typed. */
export async function unitFolded(db: Schema, engine: Engine): Promise<void> {
  await db.schema
    .alterTable('unit')
    .addColumn('folded', textOn(engine), (column) => column.notNull().defaultTo(''))
    .execute();
  const units = db as Kysely<After>;
  const names = await units.selectFrom('unit').select('name').distinct().execute();
  for (const { name } of names) {
    const folded = foldedKey(name);
    await units.updateTable('unit').set({ folded }).where('name', '=', name).execute();
  }
}
