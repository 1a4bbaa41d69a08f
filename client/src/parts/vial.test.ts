import { describe, expect, it } from 'vitest';
import { vialOf } from './vial.ts';

const said = {
  entry: '018f0000-0000-7000-8000-000000000001',
  at: '2026-11-21T01:10:00.000Z',
  skewMs: 0,
  operator: 'op-1',
  journal: '0'.repeat(32),
};
const vial = (lot: string, doses: number, openedAt: string) => ({
  vaccine: 'PFIZER',
  lot,
  doses,
  openedAt,
  by: said,
});

describe('the open vial', () => {
  const session = {
    vaccine: 'PFIZER',
    lot: 'FN5519',
    vials: [
      vial('FN5519', 6, '2026-11-21T01:10:00.000Z'),
      vial('FN4880', 6, '2026-11-21T01:20:00.000Z'),
      vial('FN5519', 6, '2026-11-21T01:40:00.000Z'),
    ],
  };

  it('counts vials and doses of the session lot only', () => {
    const given = [
      { vaccine: 'PFIZER', lot: 'FN5519', doses: 9 },
      { vaccine: 'PFIZER', lot: 'FN4880', doses: 5 },
    ];
    expect(vialOf(session, given)).toEqual({
      number: 2,
      openedAt: '2026-11-21T01:40:00.000Z',
      left: 3,
    });
  });

  it('more doses than the vials hold are shown, not hidden', () => {
    expect(vialOf(session, [{ vaccine: 'PFIZER', lot: 'FN5519', doses: 13 }]).left).toBe(-1);
  });

  it('no vial yet', () => {
    expect(vialOf({ ...session, vials: [] }, [])).toEqual({ number: 0, openedAt: null, left: 0 });
  });
});
