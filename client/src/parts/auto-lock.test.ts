import { describe, expect, it } from 'vitest';
import { mustLock } from './auto-lock.ts';

describe('auto-lock', () => {
  const open = { lastTouchMs: 1_000_000, hiddenSinceMs: null };

  it('[UX45] locks after two minutes without a touch, not before', () => {
    expect(mustLock(open, 1_000_000 + 119_999)).toBe(false);
    expect(mustLock(open, 1_000_000 + 120_000)).toBe(true);
  });

  it('[UX45] locks after thirty seconds out of sight', () => {
    const hidden = { ...open, hiddenSinceMs: 1_000_000 };
    expect(mustLock(hidden, 1_000_000 + 29_999)).toBe(false);
    expect(mustLock(hidden, 1_000_000 + 30_000)).toBe(true);
  });

  it('a clock set back locks nothing by itself', () => {
    expect(mustLock({ ...open, hiddenSinceMs: 1_000_000 }, 0)).toBe(false);
  });
});
