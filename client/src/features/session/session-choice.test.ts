import type { LotRecord } from '@khop/shared/record';
import { describe, expect, it } from 'vitest';
import { dosesPerVial, lotChoices, readExpiry, readLot } from './session-choice.ts';

const today = '2026-11-21';
const lot = (name: string, expiresOn: string, receivedOn = '2026-10-01'): LotRecord => ({
  type: 'lot',
  id: '018f0000-0000-7000-8000-000000000001',
  applied: [],
  site: 'site-1',
  vaccine: 'PFIZER',
  lot: name,
  expiresOn,
  receivedOn,
  doses: 600,
});
const said = {
  entry: '018f0000-0000-7000-8000-000000000002',
  at: '2026-11-21T01:10:00.000Z',
  skewMs: 0,
  operator: 'op-1',
  journal: '0'.repeat(32),
};
const vial = (name: string, doses = 6) => ({
  vaccine: 'PFIZER',
  lot: name,
  openedAt: '2026-11-21T01:10:00.000Z',
  doses,
  by: said,
});

describe('choosing a lot', () => {
  const lots = [
    lot('OLD', '2026-11-01'),
    lot('LATE', '2027-12-31'),
    lot('SOON', '2026-12-31'),
    lot('OPEN', '2027-12-31'),
  ];

  it('opened lots first, then the one that expires first, unusable ones last', () => {
    const session = { vaccine: 'PFIZER', lot: 'OPEN', expiresOn: null, vials: [vial('OPEN')] };
    const choices = lotChoices(lots, today, session);
    expect(choices.map((each) => each.lot)).toEqual(['OPEN', 'SOON', 'LATE', 'OLD']);
    expect(choices.at(-1)?.problem).toBe('lot-expired');
    expect(choices[0]?.isOpened).toBe(true);
  });

  it('a typed lot of the session is a card of its own, marked as unknown', () => {
    const session = { vaccine: 'PFIZER', lot: 'TYPED', expiresOn: '2027-01-31', vials: [] };
    const typed = lotChoices(lots, today, session).find((each) => each.lot === 'TYPED');
    expect(typed).toMatchObject({ problem: 'lot-unknown', expiresOn: '2027-01-31' });
  });

  it('a vial holds what the last one of its vaccine held, else what the table says', () => {
    expect(dosesPerVial('PFIZER', [vial('A', 6), vial('B', 7)])).toBe(7);
    expect(dosesPerVial('PFIZER', [])).toBe(6);
    expect(dosesPerVial('MODERNA', [vial('A', 6)])).toBe(10);
    expect(dosesPerVial('HAYATVAX', [])).toBe(1);
  });
});

describe('what is typed from a label', () => {
  it('a month lasts to its last day; a bare year is no expiry', () => {
    expect(readExpiry({ day: '', month: '2', year: '2028' })).toBe('2028-02-29');
    expect(readExpiry({ day: '15', month: '02', year: '2028' })).toBe('2028-02-15');
    expect(readExpiry({ day: '', month: '', year: '2028' })).toBe('impossible');
    expect(readExpiry({ day: '31', month: '02', year: '2028' })).toBe('impossible');
    expect(readExpiry({ day: '', month: '', year: '' })).toBeNull();
  });

  it('a lot is written without blanks in capitals, and must be there', () => {
    expect(readLot(' fn 5519 ')).toBe('FN5519');
    expect(readLot('  ')).toBeNull();
    expect(readLot('x'.repeat(51))).toBeNull();
  });
});
