import type { Hint } from '@khop/shared/hint';
import { type Identity, identityKey, judgeCheckability, type Verdict } from '@khop/shared/identity';
import type { PersonRecord } from '@khop/shared/record';
import { type IdentityValues, readIdentityValues, valuesOf } from './identity-values.ts';

/**
 * The boxes with what a cause proposes, or null when it proposes nothing. Only boxes: a person holds
 * it against the card and saves, the machine never does [H2].
 */
export function fillFrom({ code, detail }: Hint, values: IdentityValues): IdentityValues | null {
  if (detail === undefined) return null;
  switch (code) {
    case 'id-lost-zero':
    case 'id-old-cmnd':
      return { ...values, number: detail };
    case 'name-near':
      return { ...values, fullName: detail };
    case 'dob-swap': {
      const [day = '', month = '', year = ''] = detail.split('/');
      return { ...values, day, month, year };
    }
    case 'id-length':
    case 'id-place':
    case 'id-year':
    case 'id-sex':
    case 'id-shared':
    case 'dob-0101':
    case 'dob-partial':
    case 'name-no-marks':
    case 'name-short':
    case 'name-symbol':
    case 'typed':
      return null;
  }
}

/** The registry's "wrong" about exactly this identity, if it ever said so: asking again is in vain. */
export function refutationOf(identity: Identity, verdicts: readonly Verdict[]): Verdict | null {
  const asked = judgeCheckability(identity);
  if (asked.state !== 'checkable') return null;
  const key = identityKey(asked.fields);
  const last = verdicts.findLast((verdict) => verdict.key === key);
  return last?.answer === 'mismatch' ? last : null;
}

/** A cause whose proposal was tried and called wrong is none any more. */
export function isRefuted(cause: Hint, { identity, verdicts }: PersonRecord): boolean {
  const filled = fillFrom(cause, valuesOf(identity));
  if (filled === null) return false;
  const read = readIdentityValues(filled, identity);
  return 'identity' in read && refutationOf(read.identity, verdicts) !== null;
}
