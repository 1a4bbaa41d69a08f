import { describe, expect, it } from 'vitest';
import { judgeLot } from './lot-judgement.ts';

const today = '2026-11-21';
const lots = [
  { vaccine: 'PFIZER', lot: 'FN5519', expiresOn: '2027-02-28', receivedOn: '2026-11-01' },
  { vaccine: 'PFIZER', lot: 'FN4880', expiresOn: '2026-11-21', receivedOn: '2026-10-01' },
  { vaccine: 'PFIZER', lot: 'FN0001', expiresOn: '2026-11-20', receivedOn: '2026-10-01' },
  { vaccine: 'PFIZER', lot: 'FN9000', expiresOn: '2027-06-30', receivedOn: '2026-11-22' },
];
const use = (lot: string, vaccine = 'PFIZER', expiresOn: string | null = null) =>
  judgeLot({ vaccine, lot, expiresOn }, lots, today);

describe('the lot before the needle', () => {
  it('a received lot is fine up to and on its last day', () => {
    expect(use('FN5519')).toBeNull();
    expect(use('FN4880')).toBeNull();
    expect(use('FN0001')).toBe('lot-expired');
  });

  it('a lot not yet received, unknown, or of another vaccine is said', () => {
    expect(use('FN9000')).toBe('lot-not-received');
    expect(use('ZZ1')).toBe('lot-unknown');
    expect(use('FN5519', 'MODERNA')).toBe('lot-other-vaccine');
  });

  it('an unknown lot with a typed expiry in the past is expired first of all', () => {
    expect(use('ZZ1', 'PFIZER', '2026-11-20')).toBe('lot-expired');
  });

  it("the office's expiry wins over a typed one", () => {
    expect(use('FN0001', 'PFIZER', '2030-01-01')).toBe('lot-expired');
  });

  it('blanks and case are no other lot', () => {
    expect(use('fn 5519')).toBeNull();
  });
});
