import { readIdNumber } from '@khop/shared/id-number';
import { displayName, foldedKey } from '@khop/shared/name';
import { readPartialDate } from '@khop/shared/partial-date';
import { readCsvRows } from './csv-rows.ts';
import type { Citizen } from './match.ts';

/** Columns by their folded titles, as lists from different offices write them. */
const COLUMNS = {
  number: ['SODINHDANH', 'SODINHDANHCANHAN', 'CCCD', 'SOCCCD', 'CCCDCMND', 'SOCCCDCMND', 'NUMBER'],
  oldNumber: ['CMND', 'SOCMND', 'OLDNUMBER'],
  fullName: ['HOVATEN', 'HOTEN', 'FULLNAME'],
  sex: ['GIOITINH', 'SEX'],
  birthDate: ['NGAYSINH', 'NGAYTHANGNAMSINH', 'NAMSINH', 'BIRTHDATE'],
} as const;
type Column = keyof typeof COLUMNS;

/** One fault of one row, with what to do about it. Never the value: lists are printed and mailed. */
export type RowProblem = { row: number; field: Column | 'row'; reason: RowReason; cure: RowCure };
export type RowReason =
  | 'missing'
  | 'unreadable'
  | 'impossible'
  | 'lost-zero'
  | 'scientific'
  | 'too-long'
  | 'no-number';
export type RowCure =
  | 'fill-in'
  | 'write-as-text'
  | 'check-source'
  | 'add-leading-zero'
  | 'split-row';

export type PopulationRow = { row: number; citizen: Citizen } | { problems: RowProblem[] };
export type HeaderProblem = { missing: Column[] };

/**
 * Reads a population list (CSV, UTF-8): good rows as citizens, bad rows as all their problems at
 * once. The first row names the columns in any order; others are ignored. Throws nothing for
 * content; a list without the four fields gives one `missing` and nothing else.
 */
export async function* readPopulation(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<PopulationRow | HeaderProblem> {
  let places: Record<Column, number> | null = null;
  for await (const csv of readCsvRows(chunks)) {
    if ('problem' in csv) {
      yield { problems: [{ row: csv.row, field: 'row', reason: 'too-long', cure: 'split-row' }] };
      continue;
    }
    if (places === null) {
      places = placesIn(csv.fields);
      const missing = missingIn(places);
      if (missing.length > 0) {
        yield { missing };
        return;
      }
      continue;
    }
    yield readCitizen(csv.row, csv.fields, places);
  }
  if (places === null) yield { missing: ['number', 'fullName', 'sex', 'birthDate'] };
}

function placesIn(titles: readonly string[]): Record<Column, number> {
  const keys = titles.map(foldedKey);
  const place = (column: Column) =>
    keys.findIndex((key) => (COLUMNS[column] as readonly string[]).includes(key));
  return {
    number: place('number'),
    oldNumber: place('oldNumber'),
    fullName: place('fullName'),
    sex: place('sex'),
    birthDate: place('birthDate'),
  };
}

function missingIn(places: Record<Column, number>): Column[] {
  const missing: Column[] = (['fullName', 'sex', 'birthDate'] as const).filter(
    (column) => places[column] < 0,
  );
  if (places.number < 0 && places.oldNumber < 0) missing.unshift('number');
  return missing;
}

function readCitizen(
  row: number,
  fields: readonly string[],
  places: Record<Column, number>,
): PopulationRow {
  const problems: RowProblem[] = [];
  const textOf = (column: Column) => fields[places[column]] ?? '';
  const refuse = (field: Column, reason: RowReason, cure: RowCure) => {
    problems.push({ row, field, reason, cure });
  };

  // Many lists write both numbers into one column: what was read says which it is.
  let number: string | null = null;
  let oldNumber: string | null = null;
  for (const column of ['number', 'oldNumber'] as const) {
    const read = readIdNumber(textOf(column));
    if ('kind' in read) {
      if (read.kind === 'personal-id') number = read.value;
      else if (read.kind === 'cmnd') oldNumber = read.value;
      else refuse(column, 'unreadable', 'check-source');
    } else if (read.problem === 'id-lost-zero') refuse(column, 'lost-zero', 'add-leading-zero');
    else if (read.problem === 'id-scientific') refuse(column, 'scientific', 'write-as-text');
    else if (read.problem !== 'id-missing') refuse(column, 'unreadable', 'check-source');
  }
  if (problems.length === 0 && number === null && oldNumber === null) {
    refuse('number', 'no-number', 'fill-in');
  }

  const fullName = displayName(textOf('fullName'));
  if (fullName === '') refuse('fullName', 'missing', 'fill-in');

  const sex = SEX_BY_WORD[foldedKey(textOf('sex'))];
  if (sex === undefined) refuse('sex', 'unreadable', 'fill-in');

  const birthDate = readPartialDate(textOf('birthDate'));
  if ('problem' in birthDate) {
    if (birthDate.problem === 'date-impossible') refuse('birthDate', 'impossible', 'check-source');
    else
      refuse(
        'birthDate',
        birthDate.problem === 'date-missing' ? 'missing' : 'unreadable',
        'fill-in',
      );
  }

  if (problems.length > 0 || sex === undefined || 'problem' in birthDate) return { problems };
  return { row, citizen: { number, oldNumber, fullName, sex, birthDate } };
}

const SEX_BY_WORD: Record<string, 'male' | 'female' | undefined> = {
  NAM: 'male',
  NU: 'female',
  MALE: 'male',
  FEMALE: 'female',
  M: 'male',
  F: 'female',
  '1': 'male',
  '2': 'female',
};
