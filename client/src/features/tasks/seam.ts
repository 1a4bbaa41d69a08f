import type { IdNumber } from '@khop/shared/id-number';
import type { Identity, IdentityField } from '@khop/shared/identity';
import { displayName, foldedKey, foldedWords, strictKey } from '@khop/shared/name';
import {
  type PartialDate,
  samePartialDate,
  withDayAndMonthSwapped,
} from '@khop/shared/partial-date';

/**
 * How two claims about one field stand to each other: = ≈ ≠, + where only one side says anything.
 * `why` is what a person should see first; null where the sign alone says it.
 */
export type Difference = {
  sign: 'same' | 'near' | 'different' | 'only-left' | 'only-right';
  why:
    | 'marks'
    | 'writing'
    | 'one-letter'
    | 'missing-word'
    | 'day-and-month'
    | 'precision'
    | 'one-digit'
    | 'two-digits-swapped'
    | 'year'
    | 'number-kind'
    | null;
};

type SeamRow = { field: IdentityField; difference: Difference };

const SAME: Difference = { sign: 'same', why: null };
const DIFFERENT: Difference = { sign: 'different', why: null };
const near = (why: Difference['why']): Difference => ({ sign: 'near', why });

/** [N3] [N4] Names: the same writing, the same but for the place of a tone, for marks, for a letter. */
export function compareNames(left: string, right: string): Difference {
  if (displayName(left) === displayName(right)) return SAME;
  if (strictKey(left) === strictKey(right)) return near('writing');
  const [leftKey, rightKey] = [foldedKey(left), foldedKey(right)];
  if (leftKey === rightKey) return near('marks');
  if (isOneEdit(leftKey, rightKey)) return near('one-letter');
  const [leftWords, rightWords] = [foldedWords(left), foldedWords(right)];
  if (isPartOf(leftWords, rightWords) || isPartOf(rightWords, leftWords)) {
    return near('missing-word');
  }
  return DIFFERENT;
}

export function compareDates(left: PartialDate, right: PartialDate): Difference {
  if (samePartialDate(left, right)) return SAME;
  const swapped = withDayAndMonthSwapped(left);
  if (swapped !== null && samePartialDate(swapped, right)) return near('day-and-month');
  if (left.value.startsWith(right.value) || right.value.startsWith(left.value)) {
    return near('precision');
  }
  if (isOneDigitOff(left.value, right.value)) return near('one-digit');
  return left.value.slice(0, 4) === right.value.slice(0, 4)
    ? DIFFERENT
    : { sign: 'different', why: 'year' };
}

export function compareNumbers(left: IdNumber, right: IdNumber): Difference {
  if (left.kind !== right.kind) return { sign: 'different', why: 'number-kind' };
  return compareDigits(left.value, right.value);
}

function compareDigits(left: string, right: string): Difference {
  if (left === right) return SAME;
  if (isOneDigitOff(left, right)) return near('one-digit');
  if (areTwoSwapped(left, right)) return near('two-digits-swapped');
  return DIFFERENT;
}

/** One field of two identities, or null where neither says anything. */
export function compareField(
  field: IdentityField,
  left: Identity,
  right: Identity,
): Difference | null {
  if (left[field] === null && right[field] === null) return null;
  if (right[field] === null) return { sign: 'only-left', why: null };
  if (left[field] === null) return { sign: 'only-right', why: null };
  if (field === 'fullName') return compareNames(left.fullName, right.fullName);
  if (field === 'birthDate' && left.birthDate && right.birthDate)
    return compareDates(left.birthDate, right.birthDate);
  if (field === 'number' && left.number && right.number)
    return compareNumbers(left.number, right.number);
  if (field === 'oldNumber' && left.oldNumber && right.oldNumber)
    return compareDigits(left.oldNumber, right.oldNumber);
  return left[field] === right[field] ? SAME : DIFFERENT;
}

const ORDER: readonly IdentityField[] = [
  'fullName',
  'birthDate',
  'sex',
  'number',
  'oldNumber',
  'nationality',
];

/** Both identities field by field, in the order a card is read. Nationality only where it differs. */
export function compareIdentities(left: Identity, right: Identity): SeamRow[] {
  return ORDER.flatMap((field) => {
    const difference = compareField(field, left, right);
    if (difference === null) return [];
    if (field === 'nationality' && difference.sign === 'same') return [];
    return [{ field, difference }];
  });
}

/** The words of one name, each marked when the word in its place in the other name is another. */
export function markWords(name: string, other: string): { word: string; differs: boolean }[] {
  const otherWords = displayName(other).split(' ');
  const words = displayName(name).split(' ');
  return words.map((word, at) => ({
    word,
    differs:
      words.length === otherWords.length ? word !== otherWords[at] : !otherWords.includes(word),
  }));
}

function isOneDigitOff(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  return [...left].filter((digit, at) => digit !== right[at]).length === 1;
}

function areTwoSwapped(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  const off = [...left].flatMap((digit, at) => (digit === right[at] ? [] : [at]));
  const [first, second] = off;
  return (
    off.length === 2 &&
    first !== undefined &&
    second === first + 1 &&
    left[first] === right[second] &&
    left[second] === right[first]
  );
}

/** One letter put in, left out or changed. */
function isOneEdit(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  return long.length === short.length
    ? short.slice(at + 1) === long.slice(at + 1)
    : short.slice(at) === long.slice(at + 1);
}

/** Every word of `part` stands in `whole`, in order. */
function isPartOf(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const word of whole) if (word === part[at]) at++;
  return part.length > 1 && part.length < whole.length && at === part.length;
}
