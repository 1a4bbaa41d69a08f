import * as z from 'zod/mini';
import { UNIT_EDITIONS } from './data/unit-editions.ts';
import { Day } from './time.ts';

export const UnitLevel = z.enum(['province', 'district', 'commune', 'hamlet']);
export type UnitLevel = z.infer<typeof UnitLevel>;

/**
 * An administrative unit as one edition of the national list knows it. Its key is (edition, code):
 * codes are used again under other names [U1].
 */
export const Unit = z.object({
  edition: z.string(),
  /** Two digits a province, three a district, five a commune; a hamlet is `<commune>.<its number>`. */
  code: z.string(),
  level: UnitLevel,
  /** With its kind, as it is written: "Phường Ba Đình". */
  name: z.string(),
  /** Code of the unit it belongs to. */
  parent: z.nullable(z.string()),
  /** First and last local day it stands; null: no bound is known. */
  validFrom: z.nullable(Day),
  validTo: z.nullable(Day),
});
export type Unit = z.infer<typeof Unit>;

export const UnitRef = z.object({ edition: z.string(), code: z.string() });
export type UnitRef = z.infer<typeof UnitRef>;

/** One unit, or a part of it, became another. A unit that was split has several rows. */
export const UnitChange = z.object({ from: UnitRef, to: UnitRef });
export type UnitChange = z.infer<typeof UnitChange>;

/** Units and changes made findable; built once from rows handed in. */
export type UnitTable = {
  units: ReadonlyMap<string, Unit>;
  /** Units by their code alone, of whatever edition. */
  byCode: ReadonlyMap<string, readonly Unit[]>;
  next: ReadonlyMap<string, readonly string[]>;
  previous: ReadonlyMap<string, readonly string[]>;
};

export function unitKey({ edition, code }: UnitRef): string {
  return `${edition}:${code}`;
}

/** What a code says about its level; null: no code of a unit. */
export function levelOfCode(code: string): UnitLevel | null {
  if (/^\d{5}\.\d{1,3}$/.test(code)) return 'hamlet';
  if (!/^\d+$/.test(code)) return null;
  if (code.length === 2) return 'province';
  if (code.length === 3) return 'district';
  return code.length === 5 ? 'commune' : null;
}

export function unitTable(units: Iterable<Unit>, changes: Iterable<UnitChange>): UnitTable {
  const next = new Map<string, string[]>();
  const previous = new Map<string, string[]>();
  for (const change of changes) {
    add(next, unitKey(change.from), unitKey(change.to));
    add(previous, unitKey(change.to), unitKey(change.from));
  }
  const byKey = new Map(Array.from(units, (unit) => [unitKey(unit), unit]));
  const byCode = new Map<string, Unit[]>();
  for (const unit of byKey.values()) add(byCode, unit.code, unit);
  return { units: byKey, byCode, next, previous };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else if (!values.includes(value)) values.push(value);
}

export function findUnit(table: UnitTable, ref: UnitRef): Unit | null {
  return table.units.get(unitKey(ref)) ?? null;
}

export function standsOn({ validFrom, validTo }: Unit, day: Day): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo);
}

/** [U5] The unit a code means on a day: the one of that code that stands then. */
export function unitOn(table: UnitTable, code: string, day: Day): Unit | null {
  return table.byCode.get(code)?.findLast((unit) => standsOn(unit, day)) ?? null;
}

/**
 * [U4] The units above on a day, nearest first: district and province, or the province alone since
 * 1 Jul 2025. Of a unit that does not stand on that day, those above it on its nearest day.
 */
export function ancestorsOn(table: UnitTable, ref: UnitRef, day: Day): Unit[] {
  const ancestors: Unit[] = [];
  let unit = findUnit(table, ref);
  while (unit !== null && unit.parent !== null) {
    unit = parentOf(table, unit, unit.parent, day);
    // A list with a circle in it must not hang the screen.
    if (unit === null || ancestors.includes(unit)) break;
    ancestors.push(unit);
  }
  return ancestors;
}

function parentOf(table: UnitTable, unit: Unit, parent: string, day: Day): Unit | null {
  const { edition, validFrom, validTo } = unit;
  const from = validFrom !== null && day < validFrom ? validFrom : day;
  const near = validTo !== null && from > validTo ? validTo : from;
  // An edition may list only what changed: the units above then stand in an earlier one.
  return unitOn(table, parent, near) ?? findUnit(table, { edition, code: parent });
}

/**
 * [U2] What became of a unit in a later edition. One answer is certain; several mean it was split, and
 * a clerk says which [U3]. None: the table does not know. A code that stands in both editions proves
 * nothing, only a change row does [U1].
 */
export function successorsOf(table: UnitTable, ref: UnitRef, edition: string): Unit[] {
  return follow(table, table.next, ref, (unit) => unit.edition === edition);
}

/** [U2] What a unit is on a day: itself while it stands, else what it became. */
export function successorsOn(table: UnitTable, ref: UnitRef, day: Day): Unit[] {
  return follow(table, table.next, ref, (unit) => standsOn(unit, day));
}

/** The units of an earlier edition this one was made of, whole or in part. */
export function predecessorsOf(table: UnitTable, ref: UnitRef, edition: string): Unit[] {
  return follow(table, table.previous, ref, (unit) => unit.edition === edition);
}

function follow(
  table: UnitTable,
  steps: UnitTable['next'],
  ref: UnitRef,
  isWanted: (unit: Unit) => boolean,
): Unit[] {
  const found: Unit[] = [];
  const seen = new Set([unitKey(ref)]);
  for (const key of seen) {
    const unit = table.units.get(key);
    if (unit !== undefined && isWanted(unit)) found.push(unit);
    else for (const step of steps.get(key) ?? []) seen.add(step);
  }
  return found;
}

/** The edition in force on a local day. */
export function editionOn(day: Day, editions = UNIT_EDITIONS): string {
  return (
    editions.findLast((each) => each.validFrom === null || each.validFrom <= day)?.edition ?? ''
  );
}
