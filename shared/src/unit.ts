import * as z from 'zod/mini';
import { UNIT_EDITIONS } from './data/unit-editions.ts';
import { Day } from './time.ts';

/**
 * An administrative unit as one edition of the national list knows it. Its key is (edition, code):
 * codes are used again under other names [U1].
 */
export const Unit = z.object({
  edition: z.string(),
  /** Two digits a province, three a district, five a commune. */
  code: z.string(),
  level: z.enum(['province', 'district', 'commune']),
  /** With its kind, as it is written: "Phường Ba Đình". */
  name: z.string(),
  /** Code of the unit it belongs to in the same edition. */
  parent: z.nullable(z.string()),
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
  next: ReadonlyMap<string, readonly string[]>;
  previous: ReadonlyMap<string, readonly string[]>;
};

export function unitKey({ edition, code }: UnitRef): string {
  return `${edition}:${code}`;
}

export function unitTable(units: Iterable<Unit>, changes: Iterable<UnitChange>): UnitTable {
  const next = new Map<string, string[]>();
  const previous = new Map<string, string[]>();
  for (const change of changes) {
    add(next, unitKey(change.from), unitKey(change.to));
    add(previous, unitKey(change.to), unitKey(change.from));
  }
  return { units: new Map(Array.from(units, (unit) => [unitKey(unit), unit])), next, previous };
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else if (!values.includes(value)) values.push(value);
}

export function findUnit(table: UnitTable, ref: UnitRef): Unit | null {
  return table.units.get(unitKey(ref)) ?? null;
}

/** The units above, nearest first: district and province, or the province alone since 1 Jul 2025. */
export function ancestorsOf(table: UnitTable, ref: UnitRef): Unit[] {
  const ancestors: Unit[] = [];
  let unit = findUnit(table, ref);
  while (unit !== null && unit.parent !== null) {
    unit = findUnit(table, { edition: unit.edition, code: unit.parent });
    // A list with a circle in it must not hang the screen.
    if (unit === null || ancestors.includes(unit)) break;
    ancestors.push(unit);
  }
  return ancestors;
}

/**
 * [U2] What became of a unit in a later edition. One answer is certain; several mean it was split, and
 * a clerk says which [U3]. None: the table does not know. A code that stands in both editions proves
 * nothing, only a change row does [U1].
 */
export function successorsOf(table: UnitTable, ref: UnitRef, edition: string): Unit[] {
  return follow(table, table.next, ref, edition);
}

/** The units of an earlier edition this one was made of, whole or in part. */
export function predecessorsOf(table: UnitTable, ref: UnitRef, edition: string): Unit[] {
  return follow(table, table.previous, ref, edition);
}

function follow(table: UnitTable, steps: UnitTable['next'], ref: UnitRef, edition: string): Unit[] {
  const found: Unit[] = [];
  const seen = new Set([unitKey(ref)]);
  for (const key of seen) {
    const unit = table.units.get(key);
    if (unit?.edition === edition) found.push(unit);
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
