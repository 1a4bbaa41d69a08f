import { displayName, foldedKey } from '@khop/shared/name';
import { levelOfCode, type UnitLevel } from '@khop/shared/unit';
import type { SheetRows } from '../excel/read-workbook.ts';
import { readCsvRows } from '../registry/csv-rows.ts';
import type { UnitProblem } from './unit-problem.ts';

export type Chunks = AsyncIterable<string> | Iterable<string>;

/** Where a list comes from: a file or a sheet by its name, its rows, and what its columns are called. */
export type ListSource = {
  name: string;
  rows: () => AsyncIterable<ListLine> | Iterable<ListLine>;
  titleOf: (column: string) => string;
};
type ListLine = { row: number; fields: string[] } | { row: number; problem: string };

export function csvList(name: string, chunks: Chunks): ListSource {
  return { name, rows: () => readCsvRows(chunks), titleOf: (column) => column };
}

/** A sheet without a row is left out, and so is none of the list's faults. */
export function sheetList(
  sheet: string,
  columns: Readonly<Record<string, string>>,
  read: readonly SheetRows[],
): ListSource | null {
  const { rows = [] } = read.find(({ name }) => name === sheet) ?? {};
  if (rows.length === 0) return null;
  return {
    name: sheet,
    rows: () => rows.map(({ row, cells }) => ({ row, fields: cells })),
    titleOf: (column) => columns[column] ?? column,
  };
}

/** A row of a list by its columns, with what reading it needs to tell. */
export type ListRow<Column extends string> = {
  row: number;
  /** The file or sheet it stands in. */
  file: string;
  text: (column: Column) => string;
  titleOf: (column: Column) => string;
  refuse: (column: Column, reason: UnitProblem['reason']) => void;
};

/**
 * Rows of one file or sheet of a list of units; the first row names the columns. All that is wrong goes
 * into `problems`, and a list that lacks a column gives no row.
 */
export async function* readListFile<Column extends string>(
  { name: file, rows, titleOf }: ListSource,
  columns: readonly Column[],
  problems: UnitProblem[],
): AsyncGenerator<ListRow<Column>> {
  let places: Map<Column, number> | null = null;
  for await (const line of rows()) {
    const { row } = line;
    if ('problem' in line) {
      problems.push({ file, row, field: '*', reason: 'unreadable' });
      continue;
    }
    if (places === null) {
      const titles = line.fields.map(titleKey);
      places = new Map(columns.map((each) => [each, titles.indexOf(titleKey(titleOf(each)))]));
      const missing = columns.filter((each) => !titles.includes(titleKey(titleOf(each))));
      for (const each of missing) {
        problems.push({ file, row, field: titleOf(each), reason: 'missing-column' });
      }
      if (missing.length > 0) return;
      continue;
    }
    const place = places;
    const text = (column: Column) => displayName(line.fields[place.get(column) ?? -1] ?? '');
    const refuse = (column: Column, reason: UnitProblem['reason']) => {
      problems.push({ file, row, field: titleOf(column), reason, value: text(column) });
    };
    yield { row, file, text, titleOf, refuse };
  }
  if (places === null) {
    for (const each of columns) {
      problems.push({ file, row: 1, field: titleOf(each), reason: 'missing-column' });
    }
  }
}

/** `old_code` is one word of a machine; a title of a sheet may be typed without its marks. */
function titleKey(title: string): string {
  return title.includes('_') ? title.trim() : foldedKey(title);
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
