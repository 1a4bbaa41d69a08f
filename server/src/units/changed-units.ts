import { addDays, Day } from '@khop/shared/time';
import { levelOfCode, type Unit, type UnitRef, unitKey } from '@khop/shared/unit';
import { makeGathering, type UnitList } from './gather.ts';
import { type Chunks, type ListRow, nameIn, readListFile } from './list-file.ts';

export const CHANGE_FILES = { units: 'units.csv', changes: 'unit-changes.csv' } as const;

/**
 * Reads a merge or split that comes between two national lists: `units.csv` (edition, code, name,
 * parent, valid_from) holds the new units, `unit-changes.csv` (from_edition, from_code, to_edition,
 * to_code) what they were made of. What became something else ends on the day before.
 * @param stored the units the office has
 */
export async function readChanged(
  files: { units: Chunks; changes: Chunks },
  stored: readonly Unit[],
): Promise<UnitList> {
  const gathering = makeGathering();
  const known = new Map(stored.map((unit) => [unitKey(unit), unit]));
  const columns = ['edition', 'code', 'name', 'parent', 'valid_from'] as const;
  const { problems } = gathering;
  for await (const row of readListFile(CHANGE_FILES.units, files.units, columns, problems)) {
    const code = row.text('code');
    const level = levelOfCode(code);
    const validFrom = row.text('valid_from');
    const parent = row.text('parent') === '' ? null : row.text('parent');
    const name = nameIn(row, 'name');
    if (level === null) row.refuse('code', code === '' ? 'missing' : 'not-a-code');
    if (!isDay(validFrom)) row.refuse('valid_from', 'not-a-day');
    const isPlaced =
      level === 'province' || [...known.values()].some((each) => each.code === parent);
    if (!isPlaced) row.refuse('parent', parent === null ? 'missing' : 'unknown-parent');
    const edition = row.text('edition');
    if (edition === '' || edition.includes(':')) row.refuse('edition', 'missing');
    if (level === null || name === null || !isDay(validFrom)) continue;
    // Told before: its end, if it has one by now, stays.
    const validTo = known.get(unitKey({ edition, code }))?.validTo ?? null;
    const wrong = gathering.put({ edition, code, level, name, parent, validFrom, validTo });
    if (wrong !== null) row.refuse('code', wrong);
  }
  for (const unit of gathering.units.values()) known.set(unitKey(unit), unit);
  const links = ['from_edition', 'from_code', 'to_edition', 'to_code'] as const;
  for await (const row of readListFile(CHANGE_FILES.changes, files.changes, links, problems)) {
    const from = findIn(known, row, 'from_edition', 'from_code');
    const to = findIn(known, row, 'to_edition', 'to_code');
    if (from === null || to === null) continue;
    if (to.validFrom === null || (from.validFrom !== null && to.validFrom <= from.validFrom)) {
      row.refuse('to_code', 'goes-back');
      continue;
    }
    gathering.connect(from, to, 'list');
    const ended = { ...from, validTo: addDays(to.validFrom, -1) };
    gathering.units.set(unitKey(from), ended);
    known.set(unitKey(from), ended);
  }
  return gathering.list();
}

type Links = 'from_edition' | 'from_code' | 'to_edition' | 'to_code';

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

function isDay(text: string): boolean {
  return Day.safeParse(text).success && !Number.isNaN(Date.parse(text));
}
