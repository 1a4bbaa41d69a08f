import type { UnitKey } from '@khop/shared/entry';
import { type UnitTable, unitKey, unitTable } from '@khop/shared/unit';
import type { Reads } from './store.ts';
import { changesFrom, findStoredUnit } from './units.ts';

/** More steps than there are editions: a circle in the list ends the walk. */
const MOST_STEPS = 20;

/** A unit and all it became, as a table for the law: a handful of rows out of thousands. */
export async function readSuccession(reads: Reads, unit: UnitKey): Promise<UnitTable> {
  const first = await findStoredUnit(reads, unit);
  const units = new Map(first === null ? [] : [[unitKey(first), first]]);
  const changes = [];
  let last = [...units.values()];
  for (let step = 0; last.length > 0 && step < MOST_STEPS; step++) {
    const found = (await Promise.all(last.map((each) => changesFrom(reads, each)))).flat();
    changes.push(...found);
    const next = found.map(({ to }) => to).filter((to) => !units.has(unitKey(to)));
    last = (await Promise.all(next.map((each) => findStoredUnit(reads, each)))).filter(
      (each) => each !== null,
    );
    for (const each of last) units.set(unitKey(each), each);
  }
  return unitTable(units.values(), changes);
}
