import { addDays, Day } from '@khop/shared/time';
import { levelOfCode, type Unit, type UnitRef, unitKey } from '@khop/shared/unit';
import { type Gathering, makeGathering, type UnitList } from './gather.ts';
import { readHamlets } from './hamlets.ts';
import { type ListRow, type ListSource, nameIn, readListFile } from './list-file.ts';

export const CHANGE_FILES = { units: 'units.csv', changes: 'unit-changes.csv' } as const;

/** A merge or split, with what became of which, and hamlets; what is not told is null. */
export type ChangeLists = Record<'units' | 'changes' | 'hamlets', ListSource | null>;

export const UNIT_COLUMNS = ['edition', 'code', 'name', 'parent', 'valid_from'] as const;
export const CHANGE_COLUMNS = ['from_edition', 'from_code', 'to_edition', 'to_code'] as const;

/**
 * Reads a merge or split that comes between two national lists: `units.csv` (edition, code, name,
 * parent, valid_from) holds the new units, `unit-changes.csv` (from_edition, from_code, to_edition,
 * to_code) what they were made of. What became something else ends on the day before, and its hamlets
 * with it. A list of hamlets may come along, of communes that stand today or later.
 * @param stored the units the office has
 */
export async function readChanged(
  lists: ChangeLists,
  stored: readonly Unit[],
  today: Day,
): Promise<UnitList> {
  const gathering = makeGathering();
  const known = new Map(stored.map((unit) => [unitKey(unit), unit]));
  if (lists.units !== null) await readUnitsOf(gathering, lists.units, known);
  for (const unit of gathering.units.values()) known.set(unitKey(unit), unit);
  if (lists.changes !== null) await readChangesOf(gathering, lists.changes, known);
  if (lists.hamlets !== null) {
    const standing = [...known.values()].filter(
      ({ level, validTo }) => level === 'commune' && (validTo === null || validTo >= today),
    );
    // Where a commune of that code begins later, its hamlets are meant.
    const byCode = Map.groupBy(standing, ({ code }) => code);
    const communeOf = (code: string) =>
      byCode.get(code)?.reduce((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? b : a)) ??
      null;
    await readHamlets(gathering, lists.hamlets, communeOf);
  }
  return gathering.list();
}

type Known = Map<string, Unit>;

async function readUnitsOf(gathering: Gathering, list: ListSource, known: Known): Promise<void> {
  const codes = new Set([...known.values()].map(({ code }) => code));
  for await (const row of readListFile(list, UNIT_COLUMNS, gathering.problems)) {
    const code = row.text('code');
    const level = levelOfCode(code);
    const validFrom = dayIn(row.text('valid_from'));
    const parent = row.text('parent') === '' ? null : row.text('parent');
    const name = nameIn(row, 'name');
    if (level === null) row.refuse('code', code === '' ? 'missing' : 'not-a-code');
    if (validFrom === null) row.refuse('valid_from', 'not-a-day');
    const isPlaced = level === 'province' || (parent !== null && codes.has(parent));
    if (!isPlaced) row.refuse('parent', parent === null ? 'missing' : 'unknown-parent');
    const edition = row.text('edition');
    if (edition === '' || edition.includes(':')) row.refuse('edition', 'missing');
    if (level === null || name === null || validFrom === null) continue;
    codes.add(code);
    // Told before: its end, if it has one by now, stays.
    const validTo = known.get(unitKey({ edition, code }))?.validTo ?? null;
    const unit = { edition, code, level, name, parent, validFrom, validTo };
    const wrong = gathering.put(unit);
    if (wrong !== null) row.refuse('code', wrong);
    else gathering.place(unit, row, 'code');
  }
}

async function readChangesOf(gathering: Gathering, list: ListSource, known: Known): Promise<void> {
  for await (const row of readListFile(list, CHANGE_COLUMNS, gathering.problems)) {
    const from = findIn(known, row, 'from_edition', 'from_code');
    const to = findIn(known, row, 'to_edition', 'to_code');
    if (from === null || to === null) continue;
    if (to.validFrom === null || (from.validFrom !== null && to.validFrom <= from.validFrom)) {
      row.refuse('to_code', 'goes-back');
      continue;
    }
    gathering.connect(from, to, 'list');
    const validTo = addDays(to.validFrom, -1);
    for (const unit of [from, ...hamletsOf(known, from)]) {
      if (unit !== from && unit.validTo !== null && unit.validTo <= validTo) continue;
      const ended = { ...unit, validTo };
      gathering.units.set(unitKey(unit), ended);
      known.set(unitKey(unit), ended);
    }
  }
}

function hamletsOf(known: Known, { edition, code, level }: Unit): Unit[] {
  if (level !== 'commune') return [];
  return [...known.values()].filter((unit) => unit.parent === code && unit.edition === edition);
}

type Links = (typeof CHANGE_COLUMNS)[number];

function findIn(
  known: ReadonlyMap<string, Unit>,
  row: ListRow<Links>,
  edition: Links,
  code: Links,
): Unit | null {
  const ref: UnitRef = { edition: row.text(edition), code: row.text(code) };
  const unit = known.get(unitKey(ref)) ?? null;
  if (unit === null) row.refuse(code, 'unknown-unit');
  return unit;
}

/** `2027-01-01`, or as it is written on paper: `1/1/2027`. */
function dayIn(text: string): Day | null {
  const paper = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = paper ?? [];
  const iso = paper === null ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!Day.safeParse(iso).success || Number.isNaN(Date.parse(iso))) return null;
  return addDays(iso, 0) === iso ? iso : null;
}
