import { describe, expect, it } from 'vitest';
import { balanceOf, isProvisional } from './session-balance.ts';

const said = {
  entry: '018f0000-0000-7000-8000-000000000002',
  at: '2026-11-21T01:10:00.000Z',
  skewMs: 0,
  operator: 'op-1',
  journal: '0'.repeat(32),
};
const vial = (lot: string, doses = 6) => ({
  vaccine: 'PFIZER',
  lot,
  openedAt: '2026-11-21T01:10:00.000Z',
  doses,
  by: said,
});
const given = (lot: string, doses: number, received: number) => ({
  vaccine: 'PFIZER',
  lot,
  doses,
  received,
});

describe('[UX9] the balance of a session', () => {
  it('sets doses against vials, lot by lot, and names the difference', () => {
    const rows = balanceOf({ vials: [vial('A'), vial('A'), vial('B')] }, [
      given('A', 11, 9),
      given('C', 1, 1),
    ]);
    expect(rows).toEqual([
      expect.objectContaining({
        lot: 'A',
        opened: 2,
        held: 12,
        doses: 11,
        unsent: 2,
        difference: 1,
      }),
      expect.objectContaining({ lot: 'B', opened: 1, held: 6, doses: 0, difference: 6 }),
      expect.objectContaining({ lot: 'C', opened: 0, held: 0, doses: 1, difference: -1 }),
    ]);
  });

  it('what was counted at the table replaces what was tapped', () => {
    const [row] = balanceOf(
      { vials: [vial('A'), vial('A')] },
      [given('A', 12, 12)],
      [{ vaccine: 'PFIZER', lot: 'A', opened: 3 }],
    );
    expect(row).toMatchObject({ opened: 3, held: 18, difference: 6 });
  });

  it('stays provisional while a dose or any entry is not at the office', () => {
    const all = balanceOf({ vials: [vial('A')] }, [given('A', 6, 6)]);
    expect(isProvisional(all, 0)).toBe(false);
    expect(isProvisional(all, 1)).toBe(true);
    expect(isProvisional(balanceOf({ vials: [vial('A')] }, [given('A', 6, 5)]), 0)).toBe(true);
  });
});
