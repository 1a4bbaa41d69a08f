import type { Identity } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import { foldedWords } from '@khop/shared/name';
import { type Comparison, judgeSamePerson, type Likeness } from '@khop/shared/person-match';
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
const RANK: Record<Likeness, number> = { same: 0, likely: 1, possible: 2, different: 3 };

function reasonsOf(fields: Comparison): NearReason[] {
  const reasons: NearReason[] = [];
  if (fields.number === 'same') reasons.push('same-number');
  if (fields.number === 'old-number') reasons.push('same-old-number');
  if (fields.fullName === 'same') reasons.push('same-name');
  if (fields.fullName === 'marks' || fields.fullName === 'y-i') reasons.push('same-name-but-marks');
  if (fields.birthDate === 'same') reasons.push('same-birth-date');
  if (fields.birthDate === 'swapped') reasons.push('swapped-birth-date');
  if (fields.birthDate === 'coarser' || fields.birthDate === 'doubtful') {
    reasons.push('same-birth-year');
  }
  if (fields.sex === 'different') reasons.push('other-sex');
  return reasons;
}

/**
 * Who is worth comparing: comparing names letter by letter with 50,000 people would take seconds. A
 * shared number; the same words in any order; or family and given name with the same birth date.
 */
function makeSieve(identity: Identity): (outline: Outline) => boolean {
  const numbers = new Set(
    [identity.number?.value, identity.oldNumber].filter((each) => each != null),
  );
  const words = foldedWords(identity.fullName);
  const folded = words.map((word) => ` ${word}`).join('');
  const sorted = words.toSorted().join(' ');
  const first = ` ${words[0] ?? '-'}`;
  const last = ` ${words.at(-1) ?? '-'}`;
  return (outline) => {
    const other = outline.identity;
    if (other.number !== null && numbers.has(other.number.value)) return true;
    if (other.oldNumber !== null && numbers.has(other.oldNumber)) return true;
    if (outline.folded.length === folded.length) {
      if (outline.folded === folded) return true;
      if (outline.folded.trim().split(' ').sort().join(' ') === sorted) return true;
    }
    const isSameBirth = other.birthDate?.value === identity.birthDate?.value;
    return isSameBirth && (outline.folded.startsWith(first) || outline.folded.endsWith(last));
  };
}

/** The likeliest first; those about whom a person has already judged are left out. */
export function findNear(
  outlines: Iterable<Outline>,
  identity: Identity,
  except: Id | null,
): { outline: Outline; why: NearReason[] }[] {
  const isCandidate = makeSieve(identity);
  const near: { outline: Outline; why: NearReason[]; rank: number }[] = [];
  for (const outline of outlines) {
    if (outline.id === except || (except !== null && outline.judged.includes(except))) continue;
    if (!isCandidate(outline)) continue;
    const { likeness, fields } = judgeSamePerson(identity, outline.identity);
    if (likeness === 'different') continue;
    near.push({ outline, why: reasonsOf(fields), rank: RANK[likeness] });
  }
  return near.toSorted((a, b) => a.rank - b.rank).slice(0, MOST);
}
