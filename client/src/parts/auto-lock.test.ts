import { describe, expect, it } from 'vitest';
import { type Attention, mustLock } from './auto-lock.ts';

/** Both clocks `ms` later, as they go when nobody sets them and nothing sleeps. */
const after = (ms: number) => ({ wallMs: 1_000_000 + ms, mono: 50 + ms });

describe('auto-lock', () => {
  const open: Attention = { touched: after(0), hidden: null };

  it('[UX45] locks after two minutes without a touch, not before', () => {
    expect(mustLock(open, after(119_999))).toBe(false);
    expect(mustLock(open, after(120_000))).toBe(true);
  });

  it('[UX45] locks after thirty seconds out of sight', () => {
    const hidden = { ...open, hidden: after(0) };
    expect(mustLock(hidden, after(29_999))).toBe(false);
    expect(mustLock(hidden, after(30_000))).toBe(true);
  });

  it('[UX45] a clock set back holds no tablet open', () => {
    const hidden = { ...open, hidden: after(0) };
    expect(mustLock(open, { ...after(120_000), wallMs: 0 })).toBe(true);
    expect(mustLock(hidden, { ...after(30_000), wallMs: 0 })).toBe(true);
  });

  it('a clock set back locks nothing by itself', () => {
    expect(mustLock({ ...open, hidden: after(0) }, { ...after(1), wallMs: 0 })).toBe(false);
  });

  it('[UX45] a tablet that slept, its monotonic clock with it, locks as it wakes', () => {
    expect(mustLock(open, { ...after(120_000), mono: after(1).mono })).toBe(true);
  });
});
