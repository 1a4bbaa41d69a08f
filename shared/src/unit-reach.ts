import { communeScope } from './protocol/pull.ts';
import type { Day } from './time.ts';
import {
  ancestorsOn,
  findUnit,
  standsOn,
  successorsOn,
  type Unit,
  type UnitRef,
  type UnitTable,
  unitKey,
} from './unit.ts';

// Who answers for a place must see the persons recorded there under whatever code: records keep the
// unit as it was recorded, and are never rewritten when units merge.

/** The scope of a unit above the communes; no record lies in it, communes are reached from it. */
export function areaScope(unit: UnitRef): string {
  return `area:${unitKey(unit)}`;
}

/** Every place in the country. */
export const COUNTRY_SCOPE = 'country';

/** The scope that stands for a unit: a hamlet's is its commune's, since records know no hamlet. */
export function unitScope(ref: UnitRef): string {
  const commune = communeOfHamlet(ref);
  return commune.code.length === 5 ? communeScope(commune) : areaScope(ref);
}

/**
 * [U7] The unit that goes on in this one's place: its only successor, made of nothing else. A new
 * edition or name alone ends nobody's place; a merge or split does, and then nothing goes on.
 */
export function continuationOf(table: UnitTable, ref: UnitRef): UnitRef {
  let now = unitKey(ref);
  const seen = new Set([now]);
  for (;;) {
    const [next, ...others] = table.next.get(now) ?? [];
    if (next === undefined || others.length > 0 || seen.has(next)) break;
    if (table.previous.get(next)?.length !== 1) break;
    seen.add(next);
    now = next;
  }
  return table.units.get(now) ?? ref;
}

/**
 * [U6] Scopes of the communes whose records whoever answers for this unit sees: the communes in it,
 * and all that these were made of, whole or in part.
 */
export function reachOf(table: UnitTable, ref: UnitRef, below = communesBelow(table)): string[] {
  const root = continuationOf(table, communeOfHamlet(ref));
  const unit = findUnit(table, root);
  const isAbove = unit !== null && unit.level !== 'commune';
  const keys = new Set(isAbove ? below.get(unitKey(unit)) : [unitKey(root)]);
  for (const key of keys) for (const earlier of table.previous.get(key) ?? []) keys.add(earlier);
  const scopes = new Set<string>();
  // A unit the table does not know stands for itself: an office works without the national list.
  if (unit === null && root.code.length === 5) scopes.add(communeScope(root));
  for (const key of keys) {
    const each = table.units.get(key);
    // Five island districts became communes: nobody resided in them by their district's code.
    if (each?.level === 'commune') scopes.add(communeScope(each));
  }
  return [...scopes];
}

function communeOfHamlet({ edition, code }: UnitRef): UnitRef {
  return { edition, code: code.replace(/\.\d+$/, '') };
}

/** Keys of the communes below each unit, as of the days both stand. */
export function communesBelow(table: UnitTable): ReadonlyMap<string, readonly string[]> {
  const below = new Map<string, string[]>();
  for (const unit of table.units.values()) {
    if (unit.level !== 'commune') continue;
    for (const above of daysOf(unit).flatMap((day) => ancestorsOn(table, unit, day))) {
      const keys = below.get(unitKey(above)) ?? [];
      if (!keys.includes(unitKey(unit))) keys.push(unitKey(unit));
      below.set(unitKey(above), keys);
    }
  }
  return below;
}

/** A unit may outlive the one above it: its first day and its last tell both. */
function daysOf({ validFrom, validTo }: Unit): Day[] {
  return [validFrom ?? '0000-01-01', validTo ?? '9999-12-31'];
}

/**
 * [U8] Where a residence recorded under some code lies on a day. `split`: it became several units, and
 * until a clerk confirms which, each of them lists the person. `unknown`: the table does not know it,
 * and it stands for itself.
 */
export function residenceOn(
  table: UnitTable,
  ref: UnitRef,
  day: Day,
): { state: 'stands' | 'moved' | 'split' | 'unknown'; units: Unit[] } {
  const recorded = findUnit(table, ref);
  if (recorded !== null && standsOn(recorded, day)) return { state: 'stands', units: [recorded] };
  const units = successorsOn(table, ref, day);
  if (units.length === 0) return { state: 'unknown', units };
  return { state: units.length === 1 ? 'moved' : 'split', units };
}
