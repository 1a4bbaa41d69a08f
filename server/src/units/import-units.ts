import { type Unit, unitKey } from '@khop/shared/unit';
import { recordAct } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import { type KnownChange, putUnits, readUnitChanges, readUnits } from '../store/units.ts';
import type { UnitList } from './gather.ts';
import type { UnitNote, UnitProblem } from './unit-problem.ts';

export type UnitReport = {
  units: number;
  /** New or told otherwise than before; nothing is ever taken away. */
  changedUnits: number;
  newConnections: number;
  /** What would be, or was, entered, one by one. */
  told: UnitTold[];
  notes: UnitNote[];
  problems: UnitProblem[];
};

export type UnitTold =
  | { kind: 'unit-added' | 'unit-changed' | 'unit-ended'; unit: Unit }
  | { kind: 'units-connected'; change: KnownChange };

/** [U10] Takes a list in as a whole, or, where anything is wrong with it, not at all; `dry` only tells. */
export async function importUnits(
  store: Store,
  list: UnitList,
  options: { by: string; isWhole: boolean; dry?: boolean },
): Promise<UnitReport> {
  return store.write(async (tx) => {
    const stored = await readUnits(tx);
    const known = new Map(stored.map((unit) => [unitKey(unit), unit]));
    const changes = await readUnitChanges(tx);
    const connected = new Set(changes.map(({ from, to }) => `${unitKey(from)}>${unitKey(to)}`));
    const units = list.units.map((unit) => withKnownDays(known.get(unitKey(unit)), unit));
    const changed = units.filter((unit) => !isSame(known.get(unitKey(unit)), unit));
    const fresh = list.changes.filter(
      ({ from, to }) => !connected.has(`${unitKey(from)}>${unitKey(to)}`),
    );
    const all = new Map([...known, ...units.map((unit) => [unitKey(unit), unit] as const)]);
    const problems = [...list.problems, ...standingTwice([...all.values()], list)];
    const notes = [...list.notes, ...(options.isWhole ? leftOut(stored, list.units) : [])];
    const report = { units: list.units.length, notes, problems };
    if (problems.length > 0) {
      return { ...report, changedUnits: 0, newConnections: 0, told: [] };
    }
    if (options.dry !== true && (changed.length > 0 || fresh.length > 0)) {
      await putUnits(tx, changed, fresh);
      const object = `${changed.length}:${fresh.length}`;
      await recordAct(tx, { who: options.by, act: 'units-imported', object });
    }
    const told = [
      ...changed.map((unit) => ({ kind: kindOf(known.get(unitKey(unit)), unit), unit })),
      ...fresh.map((change) => ({ kind: 'units-connected' as const, change })),
    ];
    return { ...report, changedUnits: changed.length, newConnections: fresh.length, told };
  });
}

/** An end the office knows stays, and so do the days of a hamlet, which no national list tells. */
function withKnownDays(stored: Unit | undefined, unit: Unit): Unit {
  if (stored === undefined) return unit;
  if (unit.level !== 'hamlet') return { ...unit, validTo: unit.validTo ?? stored.validTo };
  const { validFrom, validTo } = stored;
  return { ...unit, validFrom, validTo: validTo ?? unit.validTo };
}

function kindOf(
  stored: Unit | undefined,
  unit: Unit,
): 'unit-added' | 'unit-changed' | 'unit-ended' {
  if (stored === undefined) return 'unit-added';
  return isSame({ ...stored, validTo: unit.validTo }, unit) ? 'unit-ended' : 'unit-changed';
}

function isSame(stored: Unit | undefined, unit: Unit): boolean {
  return (
    stored !== undefined &&
    stored.level === unit.level &&
    stored.name === unit.name &&
    stored.parent === unit.parent &&
    stored.validFrom === unit.validFrom &&
    stored.validTo === unit.validTo
  );
}

/** [U5] A code must mean one unit on every day. Told beside the row that brought one of the two. */
function standingTwice(units: readonly Unit[], { places }: UnitList): UnitProblem[] {
  const problems: UnitProblem[] = [];
  for (const [code, same] of Map.groupBy(units, (unit) => unit.code)) {
    for (const [index, one] of same.entries()) {
      const other = same.slice(index + 1).find((each) => areAtOnce(one, each));
      if (other === undefined) continue;
      const place = places.get(unitKey(other)) ?? places.get(unitKey(one));
      const where = place ?? { file: '*', row: null, field: 'code' };
      problems.push({ ...where, reason: 'stands-twice', value: code });
    }
  }
  return problems;
}

function areAtOnce(one: Unit, other: Unit): boolean {
  const isBefore = (a: Unit, b: Unit) =>
    a.validTo !== null && b.validFrom !== null && a.validTo < b.validFrom;
  return !isBefore(one, other) && !isBefore(other, one);
}

/** Units the office has of an edition that the list holds whole, and the list does not name. */
function leftOut(stored: readonly Unit[], units: readonly Unit[]): UnitNote[] {
  const editions = new Set(units.map(({ edition }) => edition));
  const told = new Set(units.map(unitKey));
  return stored
    .filter((unit) => unit.level !== 'hamlet')
    .filter((unit) => editions.has(unit.edition) && !told.has(unitKey(unit)))
    .map((unit) => ({ about: unit.name, kind: 'not-in-list' as const, detail: unitKey(unit) }));
}
