import type { Hint } from '@khop/shared/hint';
import type { IdentityValues } from './identity-values.ts';

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
