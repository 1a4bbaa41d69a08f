import { displayName } from '@khop/shared/name';
import { levelOfCode, type UnitLevel } from '@khop/shared/unit';
import { readCsvRows } from '../registry/csv-rows.ts';
import type { UnitProblem } from './unit-problem.ts';

export type Chunks = AsyncIterable<string> | Iterable<string>;

/** A row of a list by its columns, with what reading it needs to tell. */
export type ListRow<Column extends string> = {
  row: number;
  text: (column: Column) => string;
  refuse: (column: Column, reason: UnitProblem['reason']) => void;
};

/**
 * Rows of one file of a list of units; the first row names the columns. All that is wrong goes into
 * `problems`, and a file that lacks a column gives no row.
 */
export async function* readListFile<Column extends string>(
  file: string,
  chunks: Chunks,
  columns: readonly Column[],
  problems: UnitProblem[],
): AsyncGenerator<ListRow<Column>> {
  let places: Map<Column, number> | null = null;
  for await (const csv of readCsvRows(chunks)) {
    const { row } = csv;
    if ('problem' in csv) {
      problems.push({ file, row, field: '*', reason: 'unreadable' });
      continue;
    }
    if (places === null) {
      const titles = csv.fields.map((title) => title.trim());
      places = new Map(columns.map((column) => [column, titles.indexOf(column)]));
      const missing = columns.filter((column) => !titles.includes(column));
      for (const field of missing) {
        problems.push({ file, row, field, reason: 'missing-column' });
      }
      if (missing.length > 0) return;
      continue;
    }
    const place = places;
    const text = (column: Column) => displayName(csv.fields[place.get(column) ?? -1] ?? '');
    const refuse = (field: Column, reason: UnitProblem['reason']) => {
      problems.push({ file, row, field, reason, value: text(field) });
    };
    yield { row, text, refuse };
  }
  if (places === null) {
    for (const field of columns) problems.push({ file, row: 1, field, reason: 'missing-column' });
  }
}

/** The code of a level, or null after saying what is wrong with it. */
export function codeIn<Column extends string>(
  row: ListRow<Column>,
  column: Column,
  level: UnitLevel,
): string | null {
  const code = row.text(column);
  if (levelOfCode(code) === level) return code;
  const isShort = /^\d+$/.test(code) && levelOfCode(code.padStart(DIGITS[level], '0')) === level;
  row.refuse(column, code === '' ? 'missing' : isShort ? 'lost-zero' : 'not-a-code');
  return null;
}

const DIGITS: Record<UnitLevel, number> = { province: 2, district: 3, commune: 5, hamlet: 5 };

export function nameIn<Column extends string>(row: ListRow<Column>, column: Column): string | null {
  const name = row.text(column);
  if (name === '') row.refuse(column, 'missing');
  return name === '' ? null : name;
}
