import type { IdNumber } from './id-number.ts';
import { isSoleKey } from './id-number.ts';
import { compareNameKeys, foldedKey, foldedWords, strictKey } from './name.ts';
import { isOneEditApart } from './one-edit.ts';
import {
  isDoubtful,
  type PartialDate,
  samePartialDate,
  withDayAndMonthSwapped,
} from './partial-date.ts';

/** What two persons are compared by. Phone and address are no identity. */
export type Comparable = {
  fullName: string;
  sex: 'male' | 'female' | null;
  birthDate: PartialDate | null;
  number: IdNumber | null;
  oldNumber: string | null;
};

/** How each field of one person stands to the other's: what the desk shows as "only the marks differ". */
export type Comparison = {
  fullName: 'same' | 'marks' | 'y-i' | 'order' | 'shorter' | 'near' | 'different';
  sex: 'same' | 'missing' | 'different';
  birthDate: 'same' | 'coarser' | 'doubtful' | 'swapped' | 'near' | 'missing' | 'different';
  number: 'same' | 'old-number' | 'near' | 'other-kind' | 'missing' | 'different';
};

/**
 * `same`: all four fields are the same after normalisation, the two may be linked without asking.
 * `likely` and `possible` are for a person to decide; `different` needs no task.
 */
export type Likeness = 'same' | 'likely' | 'possible' | 'different';

export function comparePersons(a: Comparable, b: Comparable): Comparison {
  return {
    fullName: compareFullNames(a.fullName, b.fullName),
    sex: a.sex === null || b.sex === null ? 'missing' : a.sex === b.sex ? 'same' : 'different',
    birthDate: compareBirthDates(a.birthDate, b.birthDate),
    number: compareNumbers(a, b),
  };
}

/** [M1]–[M5] Whether two records are one person, with the comparison it rests on. */
export function judgeSamePerson(
  a: Comparable,
  b: Comparable,
): { likeness: Likeness; fields: Comparison } {
  const fields = comparePersons(a, b);
  return { likeness: likenessOf(fields, a.number), fields };
}

function likenessOf(fields: Comparison, number: IdNumber | null): Likeness {
  const { fullName, sex, birthDate } = fields;
  if ([fullName, sex, birthDate, fields.number].every((each) => each === 'same')) return 'same';
  const isNameSure = fullName === 'same' || fullName === 'marks' || fullName === 'y-i';
  const isNameLike = fullName !== 'different';
  const isBirthLike = birthDate !== 'different' && birthDate !== 'missing';
  if (fields.number === 'same' || fields.number === 'old-number') {
    // [M3] A number alone points at one person only if it is a personal ID.
    if (isNameLike || birthDate === 'same') return 'likely';
    const isShared = fields.number === 'same' && number !== null && isSoleKey(number);
    return isShared ? 'possible' : 'different';
  }
  if (sex === 'different' || !isNameLike) return 'different';
  if (isNameSure && birthDate === 'same') {
    // [M4] Namesakes born on one day exist; two personal IDs that differ may also be a replaced one.
    return fields.number === 'different' ? 'possible' : 'likely';
  }
  if (fields.number === 'different') return 'different';
  if (fields.number === 'near') return isBirthLike ? 'likely' : 'possible';
  return isBirthLike && (isNameSure || birthDate === 'same') ? 'possible' : 'different';
}

function compareFullNames(a: string, b: string): Comparison['fullName'] {
  const keys = compareNameKeys(a, b);
  if (keys.strict) return 'same';
  if (keys.folded) return 'marks';
  const withI = (name: string) => strictKey(name).replaceAll('Y', 'I');
  if (withI(a) === withI(b)) return 'y-i';
  const wordsA = foldedWords(a);
  const wordsB = foldedWords(b);
  if (wordsA.toSorted().join(' ') === wordsB.toSorted().join(' ')) return 'order';
  if (isShortened(wordsA, wordsB) || isShortened(wordsB, wordsA)) return 'shorter';
  return isOneEditApart(foldedKey(a), foldedKey(b)) ? 'near' : 'different';
}

/** First and last word stand, words between them are missing: "Nguyễn Hoà" for "Nguyễn Thị Hoà". */
function isShortened(short: string[], long: string[]): boolean {
  if (short.length < 2 || short.length >= long.length) return false;
  if (short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false;
  let at = 0;
  for (const word of long) if (word === short[at]) at++;
  return at === short.length;
}

function compareBirthDates(a: PartialDate | null, b: PartialDate | null): Comparison['birthDate'] {
  if (a === null || b === null) return 'missing';
  if (samePartialDate(a, b)) return 'same';
  if (a.value.startsWith(b.value) || b.value.startsWith(a.value)) return 'coarser';
  const isSameYear = a.value.slice(0, 4) === b.value.slice(0, 4);
  if (isSameYear && (isDoubtful(a) || isDoubtful(b))) return 'doubtful';
  if (withDayAndMonthSwapped(a)?.value === b.value) return 'swapped';
  return isOneEditApart(a.value, b.value) ? 'near' : 'different';
}

function compareNumbers(a: Comparable, b: Comparable): Comparison['number'] {
  const numbersOf = (each: Comparable) => [each.number?.value ?? null, each.oldNumber];
  const [numberA, oldA] = numbersOf(a);
  const [numberB, oldB] = numbersOf(b);
  if (a.number && b.number && a.number.kind === b.number.kind && numberA === numberB) return 'same';
  const isOld =
    (numberA !== null && numberA === oldB) ||
    (numberB !== null && numberB === oldA) ||
    (oldA !== null && oldA === oldB);
  if (isOld) return 'old-number';
  if (a.number === null || b.number === null) return 'missing';
  if (a.number.kind !== b.number.kind) return 'other-kind';
  return isOneEditApart(a.number.value, b.number.value) ? 'near' : 'different';
}

/**
 * [M6] Keys under which a possible double is looked for: records sharing one are worth comparing. The
 * name key ignores marks and the order of words; the year keeps it from joining half a commune.
 */
export function candidateKeys(person: Comparable): string[] {
  const keys: string[] = [];
  if (person.number !== null) keys.push(`number:${person.number.value}`);
  if (person.oldNumber !== null) keys.push(`number:${person.oldNumber}`);
  const words = foldedWords(person.fullName).toSorted().join(' ');
  if (words !== '' && person.birthDate !== null) {
    keys.push(`name:${words}:${person.birthDate.value.slice(0, 4)}`);
  }
  return [...new Set(keys)];
}
