import type { LotRecord } from '@khop/shared/record';
import type { Day } from '@khop/shared/time';

export type LotProblem = 'lot-expired' | 'lot-other-vaccine' | 'lot-not-received' | 'lot-unknown';

/**
 * What is wrong with a lot on a day: said in red before the needle, recorded with a reason after it.
 * A lot may be used on the last day printed on it. The office's list wins over a typed expiry.
 */
export function judgeLot(
  used: { vaccine: string; lot: string; expiresOn: Day | null },
  lots: readonly Pick<LotRecord, 'vaccine' | 'lot' | 'expiresOn' | 'receivedOn'>[],
  today: Day,
): LotProblem | null {
  const name = lotKey(used.lot);
  const named = lots.filter((each) => lotKey(each.lot) === name);
  const known = named.find((each) => each.vaccine === used.vaccine);
  const expiresOn = known?.expiresOn ?? used.expiresOn;
  if (expiresOn !== null && expiresOn < today) return 'lot-expired';
  if (known !== undefined) return known.receivedOn > today ? 'lot-not-received' : null;
  return named.length > 0 ? 'lot-other-vaccine' : 'lot-unknown';
}

/** Lots are compared without blanks and case: `fn 5519` is FN5519. */
export function lotKey(lot: string): string {
  return lot.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}
