import type { Identity, IdentityField } from '@khop/shared/identity';
import { displayName } from '@khop/shared/name';
import { type Comparison, comparePersons } from '@khop/shared/person-match';

/**
 * How two claims about one field stand to each other: = ≈ ≠, + where only one side says anything.
 * `why` is what a person should see first; null where the sign alone says it.
 */
export type Difference = {
  sign: 'same' | 'near' | 'different' | 'only-left' | 'only-right';
  why: Why | null;
};

type Why =
  | 'writing'
  | Exclude<Comparison['fullName'], 'same' | 'different'>
  | `date-${Exclude<Comparison['birthDate'], 'same' | 'missing' | 'different'>}`
  | 'year'
  | 'number-near'
  | 'number-kind'
  | 'old-number';

const SAME: Difference = { sign: 'same', why: null };
const DIFFERENT: Difference = { sign: 'different', why: null };

/** One field of two identities, or null where neither says anything. */
export function compareField(
  field: IdentityField,
  left: Identity,
  right: Identity,
): Difference | null {
  if (left[field] === null && right[field] === null) return null;
  if (right[field] === null) return { sign: 'only-left', why: null };
  if (left[field] === null) return { sign: 'only-right', why: null };
  const compared = comparePersons(left, right);
  switch (field) {
    case 'fullName':
      if (compared.fullName === 'different') return DIFFERENT;
      if (compared.fullName !== 'same') return { sign: 'near', why: compared.fullName };
      // The same name to the law; the registry is asked with another writing all the same [I3].
      return displayName(left.fullName) === displayName(right.fullName)
        ? SAME
        : { sign: 'near', why: 'writing' };
    case 'birthDate':
      return compareBirthDates(compared.birthDate, left, right);
    case 'number':
      return compareNumbers(compared.number);
    case 'sex':
    case 'oldNumber':
    case 'nationality':
      return left[field] === right[field] ? SAME : DIFFERENT;
  }
}

function compareBirthDates(
  compared: Comparison['birthDate'],
  left: Identity,
  right: Identity,
): Difference {
  if (compared === 'same') return SAME;
  if (compared !== 'different' && compared !== 'missing')
    return { sign: 'near', why: `date-${compared}` };
  const yearOf = ({ birthDate }: Identity) => birthDate?.value.slice(0, 4);
  return yearOf(left) === yearOf(right) ? DIFFERENT : { sign: 'different', why: 'year' };
}

function compareNumbers(compared: Comparison['number']): Difference {
  switch (compared) {
    case 'same':
      return SAME;
    case 'near':
      return { sign: 'near', why: 'number-near' };
    case 'old-number':
      return { sign: 'near', why: 'old-number' };
    case 'other-kind':
      return { sign: 'different', why: 'number-kind' };
    case 'different':
    case 'missing':
      return DIFFERENT;
  }
}

/** In the order a card is read. */
const ORDER: readonly IdentityField[] = [
  'fullName',
  'birthDate',
  'sex',
  'number',
  'oldNumber',
  'nationality',
];

/** Both identities field by field; nationality only where it differs. */
export function compareIdentities(
  left: Identity,
  right: Identity,
): { field: IdentityField; difference: Difference }[] {
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
