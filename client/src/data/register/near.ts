import type { Identity } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import { displayName, foldedWords, strictKey } from '@khop/shared/name';
import { withDayAndMonthSwapped } from '@khop/shared/partial-date';
import type { Outline } from './outline.ts';

/** Why somebody may be the person being written down. Codes; the screen has the words. */
export type NearReason =
  | 'same-number'
  | 'same-old-number'
  | 'same-name'
  | 'same-name-but-marks'
  | 'same-birth-date'
  | 'swapped-birth-date'
  | 'same-birth-year'
  | 'other-sex';

const MOST = 10;
const WEIGHT: Record<NearReason, number> = {
  'same-number': 100,
  'same-old-number': 80,
  'same-name': 30,
  'same-name-but-marks': 24,
  'same-birth-date': 30,
  'swapped-birth-date': 20,
  'same-birth-year': 10,
  'other-sex': -15,
};

type Sought = { identity: Identity; folded: string; family: string; given: string; strict: string };

function reasonsFor(sought: Sought, outline: Outline): NearReason[] {
  const reasons: NearReason[] = [];
  const a = sought.identity;
  const b = outline.identity;
  const numbers = [a.number?.value, a.oldNumber].filter((each) => each != null);
  if (a.number !== null && a.number.value === b.number?.value) reasons.push('same-number');
  else if (numbers.some((each) => each === b.oldNumber || each === b.number?.value)) {
    reasons.push('same-old-number');
  }
  const isFolded = sought.folded !== '' && sought.folded === outline.folded;
  if (isFolded) {
    reasons.push(strictKey(b.fullName) === sought.strict ? 'same-name' : 'same-name-but-marks');
  }
  // Family and given name alone are shared by hundreds; with the very birth date they are one person.
  const isAlike =
    isFolded || (outline.folded.startsWith(sought.family) && outline.folded.endsWith(sought.given));
  const birth = isAlike ? birthReason(a, b) : null;
  if (birth !== null) reasons.push(birth);
  if (a.sex !== null && b.sex !== null && a.sex !== b.sex) reasons.push('other-sex');
  return reasons;
}

function birthReason(a: Identity, b: Identity): NearReason | null {
  if (a.birthDate === null || b.birthDate === null) return null;
  if (a.birthDate.value === b.birthDate.value) {
    return a.birthDate.precision === 'year' ? 'same-birth-year' : 'same-birth-date';
  }
  if (withDayAndMonthSwapped(a.birthDate)?.value === b.birthDate.value) return 'swapped-birth-date';
  return a.birthDate.value.slice(0, 4) === b.birthDate.value.slice(0, 4) ? 'same-birth-year' : null;
}

/** The likeliest first; those about whom a person has already judged are left out. */
export function findNear(
  outlines: Iterable<Outline>,
  identity: Identity,
  except: Id | null,
): { outline: Outline; why: NearReason[] }[] {
  const words = foldedWords(displayName(identity.fullName));
  const sought: Sought = {
    identity,
    folded: words.map((word) => ` ${word}`).join(''),
    family: ` ${words[0] ?? '-'} `,
    given: ` ${words.at(-1) ?? '-'}`,
    strict: strictKey(identity.fullName),
  };
  const near: { outline: Outline; why: NearReason[]; weight: number }[] = [];
  for (const outline of outlines) {
    if (outline.id === except || (except !== null && outline.judged.includes(except))) continue;
    const why = reasonsFor(sought, outline);
    const weight = why.reduce((sum, reason) => sum + WEIGHT[reason], 0);
    if (weight >= 30) near.push({ outline, why, weight });
  }
  return near.toSorted((a, b) => b.weight - a.weight).slice(0, MOST);
}
