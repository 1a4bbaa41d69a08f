import { idNumberWarnings } from './id-number.ts';
import { nameSuspicions } from './name.ts';
import { formatPartialDate, isDoubtful, withDayAndMonthSwapped } from './partial-date.ts';
import type { Comparable } from './person-match.ts';

export type HintField = 'fullName' | 'sex' | 'birthDate' | 'number';
export type HintOrigin = 'scanned' | 'typed' | 'amended' | 'imported';

export type HintCode =
  | 'id-length'
  | 'id-lost-zero'
  | 'id-place'
  | 'id-year'
  | 'id-sex'
  | 'id-old-cmnd'
  | 'id-shared'
  | 'dob-0101'
  | 'dob-swap'
  | 'dob-partial'
  | 'name-no-marks'
  | 'name-short'
  | 'name-near'
  | 'name-symbol'
  | 'typed';

/** One possible cause. `detail` is the value it speaks of: a proposal, a year, a near name. */
export type Hint = { code: HintCode; field: HintField; detail?: string };

export type HintContext = {
  origins: Partial<Record<HintField, HintOrigin>>;
  others?: {
    /** The number of the same person's card, where another record holds one. */
    cardNumber?: string | null;
    /** How many other persons hold the same number. */
    sharedWith?: number;
    /** Names one typing slip or mark away, of records with the same number or birth date. */
    nearNames?: readonly string[];
  };
};

// How often each cause is behind a mismatch, as far as the process documents tell: an order, not a
// measurement. Replace by counts once verdicts after amendments have been collected.
const WEIGHT: Record<HintCode, number> = {
  'id-lost-zero': 100,
  'id-length': 95,
  'id-shared': 90,
  'id-year': 85,
  'id-sex': 84,
  'id-old-cmnd': 80,
  'name-near': 75,
  'dob-0101': 70,
  'dob-partial': 65,
  'dob-swap': 60,
  'id-place': 55,
  'name-symbol': 50,
  'name-short': 45,
  'name-no-marks': 20,
  typed: 10,
};

/** What a camera read is seldom misread; what came in a list nobody may ever have looked at. */
const TRUST: Record<HintOrigin, number> = { scanned: 0.4, amended: 0.9, typed: 1, imported: 1.1 };

/**
 * [H1] The registry answers right or wrong for the whole person and never says why: these are our own
 * guesses, the likeliest first. They are computed from what is at hand and change nothing [H2].
 */
export function likelyCauses(identity: Comparable, context: HintContext): Hint[] {
  const trust = (field: HintField) => TRUST[context.origins[field] ?? 'typed'];
  const hints = [
    ...numberHints(identity, context, trust),
    ...birthDateHints(identity, context),
    ...nameHints(identity, context),
    ...typedHints(context),
  ];
  return hints
    .map((hint, index) => ({ hint, index, weight: WEIGHT[hint.code] * trust(hint.field) }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .map(({ hint }) => hint);
}

function numberHints(
  identity: Comparable,
  { others }: HintContext,
  trust: (field: HintField) => number,
): Hint[] {
  const { number } = identity;
  if (number === null) return [];
  const hints: Hint[] = idNumberWarnings(number, identity).map(({ code, expected }) => {
    // [H3] Where number and date or sex contradict each other, the less trusted one is named.
    const other = code === 'id-year' ? 'birthDate' : code === 'id-sex' ? 'sex' : 'number';
    const field = trust(other) > trust('number') ? other : 'number';
    return expected === undefined ? { code, field } : { code, field, detail: expected };
  });
  const cardNumber = others?.cardNumber ?? null;
  if (number.kind === 'cmnd' && cardNumber !== null && cardNumber !== number.value) {
    hints.push({ code: 'id-old-cmnd', field: 'number', detail: cardNumber });
  }
  const sharedWith = others?.sharedWith ?? 0;
  if (sharedWith > 0) {
    hints.push({ code: 'id-shared', field: 'number', detail: String(sharedWith) });
  }
  return hints;
}

function birthDateHints({ birthDate }: Comparable, { origins }: HintContext): Hint[] {
  if (birthDate === null) return [];
  if (birthDate.precision !== 'day') return [{ code: 'dob-partial', field: 'birthDate' }];
  if (isDoubtful(birthDate)) return [{ code: 'dob-0101', field: 'birthDate' }];
  // [H4] A code holds day and month in fixed places: only people and spreadsheets exchange them.
  const swapped = origins.birthDate === 'scanned' ? null : withDayAndMonthSwapped(birthDate);
  if (swapped === null) return [];
  return [{ code: 'dob-swap', field: 'birthDate', detail: formatPartialDate(swapped) }];
}

function nameHints({ fullName }: Comparable, { others }: HintContext): Hint[] {
  const near = others?.nearNames ?? [];
  return [
    ...nameSuspicions(fullName).map((code): Hint => ({ code, field: 'fullName' })),
    ...near.map((detail): Hint => ({ code: 'name-near', field: 'fullName', detail })),
  ];
}

function typedHints({ origins }: HintContext): Hint[] {
  const fields: HintField[] = ['number', 'birthDate', 'fullName', 'sex'];
  return fields
    .filter((field) => origins[field] === 'typed')
    .map((field) => ({ code: 'typed', field }));
}
