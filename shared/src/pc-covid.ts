import { accept, type CardReading, emptyCard, refuse } from './card-reading.ts';
import { readBirthDate, readName } from './id-card-fields.ts';
import { idNumberWarnings, readIdNumber } from './id-number.ts';
import { hasMarks } from './name.ts';
import type { Day } from './time.ts';

// `number|NAME NO MARKS|yyyy-MM-dd|0/1|QID|EXT` (1405/QĐ-BTTTT); `*` masks what the person hid.
const DATE = /^[\d*]{4}-[\d*]{2}-[\d*]{2}$/;

export function isPcCovid(fields: string[]): boolean {
  const [, , date = '', sex = ''] = fields;
  return fields.length > 3 && DATE.test(date) && /^[01*]?$/.test(sex);
}

/**
 * [C11] A look-up key only: its name bears no marks, so a person confirms it. The number may be a
 * personal ID, a CMND or a passport.
 */
export function readPcCovid(fields: string[], warnings: string[], today: Day | null): CardReading {
  const [first = '', name = '', date = '', sex = ''] = fields;
  if ([first, name, date, sex].some((field) => field.includes('*'))) return refuse('masked');
  const number = readIdNumber(first);
  const card = { ...emptyCard };
  warnings.push('lookup-only');
  if ('problem' in number) warnings.push(number.problem);
  else if (number.kind === 'cmnd') card.oldNumber = number.value;
  else card.number = number.value;
  card.fullName = readName(name, warnings);
  if (card.fullName !== null && !hasMarks(card.fullName)) warnings.push('name-no-marks');
  card.birthDate = readBirthDate(date, warnings, today);
  if (sex === '') warnings.push('sex-missing');
  else card.sex = sex === '0' ? 'female' : 'male';
  if (!('problem' in number)) {
    warnings.push(...idNumberWarnings(number, card).map((warning) => warning.code));
  }
  return accept(card, warnings);
}
