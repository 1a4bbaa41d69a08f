import { accept, type CardReading, emptyCard, type IdCard, refuse } from './card-reading.ts';
import { idNumberWarnings, readIdNumber } from './id-number.ts';
import { hasForeignLetter, isGarbled } from './mojibake.ts';
import { displayName } from './name.ts';
import { readPartialDate } from './partial-date.ts';
import type { Day } from './time.ts';

// The layout of the 2021 and 2024 cards: number | old number | name | birth date | sex | address |
// issue date, and in 2024 more fields, which are not read and never stored [C3].
const OLD_NUMBER = 1;
const NAME = 2;
const BIRTH_DATE = 3;
const SEX = 4;
const ADDRESS = 5;
const ISSUED_ON = 6;

const LONGEST_NAME = 200;
const LONGEST_ADDRESS = 500;

const isDateShaped = (field = '') =>
  /^(\d{4}|\d{6}|\d{8}|\d{1,2}([/.-])\d{1,2}\2\d{4})$/.test(field);
// A damaged "Nữ" is still "N" and a sign or two that are no ASCII letters.
const isSexShaped = (field = '') => /^(nam|nu|n[^a-z\d|]{0,3})$/i.test(field);

/** The fields between the bars, blanks trimmed. `warnings` are what the whole text has earned. */
export function readCardFields(
  fields: string[],
  warnings: string[],
  today: Day | null,
): CardReading {
  const [first = ''] = fields;
  const number = first.replace(/ /g, '');
  const known = /^\d{12}$/.test(number) ? { number } : null;
  if (/^[\d*]*\*[\d*]*$/.test(number) && fields.length > 2) return refuse('masked');
  const isInPlace =
    isSexShaped(fields[SEX]) ||
    (isDateShaped(fields[BIRTH_DATE]) && !isSexShaped(fields[BIRTH_DATE]));
  const isShifted =
    isSexShaped(fields[SEX - 1]) && (isDateShaped(fields[BIRTH_DATE - 1]) || !isInPlace);
  const isDamaged = isGarbled(fields.join('|'));
  if (isShifted && /^\d+$/.test(number)) {
    return refuse(isDamaged ? 'text-damaged' : 'old-number-slot-missing', known);
  }
  const isLong = fields.length > ADDRESS;
  if (isInPlace && isLong && (known !== null || isDateShaped(fields[BIRTH_DATE]))) {
    return readInPlace(fields, warnings, today);
  }
  if (known === null) return refuse('not-an-id-card');
  if (isDamaged) return refuse('text-damaged', known);
  return refuse(isLong ? 'not-an-id-card' : 'incomplete', known);
}

function readInPlace(fields: string[], warnings: string[], today: Day | null): CardReading {
  const at = (place: number) => fields[place] ?? '';
  const card: IdCard = {
    ...emptyCard,
    number: readNumber(at(0), warnings),
    oldNumber: readOldNumber(at(OLD_NUMBER), warnings),
    birthDate: readBirthDate(at(BIRTH_DATE), warnings, today),
    issuedOn: readIssuedOn(at(ISSUED_ON), warnings, today),
    sex: readSex(at(SEX)),
  };
  const written = [at(NAME), at(ADDRESS), at(SEX)];
  // [C9] A letter lost anywhere makes every letter doubtful; digits are not touched by it.
  if (written.some(isGarbled)) return refuse('text-damaged', card);
  const isAscii = written.every((field) => /^[ -~]*$/.test(field));
  const isBareN = /^n$/i.test(at(SEX));
  if (isBareN || hasLostVowels(at(NAME), 'name') || hasLostVowels(at(ADDRESS), 'address')) {
    // [C10] A scanner dropped every byte above ASCII: "Nguyn". "N" can only have been "Nữ".
    if (isBareN) card.sex = 'female';
    warnings.push('name-unconfirmed', 'address-unconfirmed');
  } else {
    card.fullName = readName(at(NAME), warnings);
    card.address = readAddress(at(ADDRESS), warnings);
    if (isAscii && card.fullName !== null) warnings.push('name-no-marks');
  }
  warnings.push(...sexWarnings(at(SEX)));
  if (written.some(hasForeignLetter)) warnings.push('name-suspect');
  if (card.birthDate !== null && card.issuedOn !== null) {
    const { value } = card.birthDate;
    if (value > card.issuedOn.slice(0, value.length)) warnings.push('birth-after-issue');
  }
  if (card.number !== null) {
    warnings.push(...idNumberWarnings(card.number, card).map((warning) => warning.code));
  }
  return accept(card, warnings);
}

/** [C4] Kept as it stands, also when its length is wrong: a lost zero is proposed by the form. */
function readNumber(field: string, warnings: string[]): string | null {
  const digits = field.replace(/ /g, '');
  if (/^\d{1,20}$/.test(digits)) {
    if (digits.length === 9) warnings.push('id-length');
    return digits;
  }
  warnings.push(digits === '' ? 'id-missing' : 'id-unreadable');
  return null;
}

function readOldNumber(field: string, warnings: string[]): string | null {
  if (field === '') return null;
  const read = readIdNumber(field);
  if (!('problem' in read) && read.kind === 'cmnd') return read.value;
  const digits = field.replace(/ /g, '');
  const isDigits = /^\d{1,20}$/.test(digits);
  warnings.push(isDigits ? 'old-number-length' : 'old-number-unreadable');
  return isDigits ? digits : null;
}

/** [C6] An impossible date is refused alone; the rest of the card stands. */
export function readBirthDate(field: string, warnings: string[], today: Day | null) {
  const date = readPartialDate(field);
  if ('problem' in date) {
    const isMissing = date.problem === 'date-missing';
    warnings.push(isMissing ? 'birth-date-missing' : 'birth-date-impossible');
    return null;
  }
  if (today !== null && date.value > today.slice(0, date.value.length)) {
    warnings.push('birth-date-future');
    return null;
  }
  return date;
}

function readIssuedOn(field: string, warnings: string[], today: Day | null): Day | null {
  const date = readPartialDate(field);
  if ('problem' in date || date.precision !== 'day') {
    warnings.push(field === '' ? 'issued-on-missing' : 'issued-on-impossible');
    return null;
  }
  if (today !== null && date.value > today) {
    warnings.push('issued-on-future');
    return null;
  }
  return date.value;
}

function readSex(field: string): IdCard['sex'] {
  const lower = field.toLowerCase();
  if (lower === 'nam') return 'male';
  return lower === 'nữ' || lower === 'nu' ? 'female' : null;
}

/** The sex is one of two words: where it is damaged, so may be the letters of the name. */
function sexWarnings(field: string): string[] {
  if (field === '') return ['sex-missing'];
  if (/^nu?$/i.test(field)) return ['sex-no-marks', 'name-suspect'];
  return readSex(field) === null ? ['sex-unreadable', 'name-suspect'] : [];
}

/** [C7] Eth and its like become the Đ they were meant to be; everything else stays as on the card. */
function vietnamese(field: string): string {
  return displayName(field)
    .replace(/[\u00d0\u0189]/g, 'Đ')
    .replace(/[\u00f0\u0256]/g, 'đ');
}

export function readName(field: string, warnings: string[]): string | null {
  const name = vietnamese(field);
  if (name === '') {
    warnings.push('name-missing');
    return null;
  }
  if (name.length > LONGEST_NAME || !/\p{L}/u.test(name)) {
    warnings.push('name-unreadable');
    return null;
  }
  if (/[^\p{L}\p{M} '-]/u.test(name)) warnings.push('name-symbol');
  return name;
}

function readAddress(field: string, warnings: string[]): string | null {
  const address = vietnamese(field);
  // Eight digits are the issue date one place too early: not an address, and not moved [C5].
  if (address === '' || address.length > LONGEST_ADDRESS || /^\d{8}$/.test(address)) {
    warnings.push(address === '' ? 'address-missing' : 'address-unreadable');
    return null;
  }
  return address;
}

/**
 * "Th", "Vn", "Phng": no Vietnamese syllable is without a vowel. Single consonants are names of their
 * own (K, H'); in an address capitals and pairs are abbreviations.
 */
function hasLostVowels(field: string, place: 'name' | 'address'): boolean {
  return field
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/\P{L}+/u)
    .filter((word) => !/[aeiouyæøœ]/i.test(word))
    .some((word) => (place === 'name' ? word.length > 1 : word.length > 2 && /\p{Ll}/u.test(word)));
}
