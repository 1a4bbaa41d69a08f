import type { OtherCode } from './other-code.ts';
import type { PartialDate } from './partial-date.ts';
import type { Day } from './time.ts';

/** What an ID card's code says. Unsigned: it prevents typing errors and proves nothing [C1]. */
export type IdCard = {
  /** Digits as they stand in the code; `readIdNumber` says what they are. */
  number: string | null;
  oldNumber: string | null;
  fullName: string | null;
  birthDate: PartialDate | null;
  sex: 'male' | 'female' | null;
  address: string | null;
  issuedOn: Day | null;
};

/** Why nothing may be filled in. Cures: SPEC, chapter C. */
export type CardProblem =
  | OtherCode
  | 'empty'
  | 'too-long'
  | 'several-codes'
  | 'masked'
  | 'text-damaged'
  | 'old-number-slot-missing'
  | 'incomplete'
  | 'not-an-id-card';

/**
 * `accepted`: fill in and go on. `accepted-with-warning`: fill in, and a person looks at what the
 * warnings name. `refused`: `problem` says what to do; `card`, where there is one, holds only what
 * the damage cannot have touched and serves to look a person up.
 */
export type CardReading = {
  outcome: 'accepted' | 'accepted-with-warning' | 'refused';
  card: IdCard | null;
  warnings: string[];
  problem: CardProblem | null;
};

export function refuse(problem: CardProblem, known: Partial<IdCard> | null = null): CardReading {
  const card = known === null ? null : { ...emptyCard, ...known };
  return { outcome: 'refused', card, warnings: [], problem };
}

export function accept(card: IdCard, warnings: string[]): CardReading {
  const outcome = warnings.length === 0 ? 'accepted' : 'accepted-with-warning';
  return { outcome, card, warnings: [...new Set(warnings)], problem: null };
}

export const emptyCard: IdCard = {
  number: null,
  oldNumber: null,
  fullName: null,
  birthDate: null,
  sex: null,
  address: null,
  issuedOn: null,
};
