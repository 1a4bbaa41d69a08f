import { expect, test } from 'vitest';
import { waitAfter, waitLeft } from './tries.ts';

test('four wrong PINs cost nothing, then 30 s, 2, 10, 30 minutes', () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((failed) => waitAfter(failed) / 1000);
  expect(waits).toEqual([0, 0, 0, 0, 0, 30, 120, 600, 1800, 1800]);
});

test('a clock set back makes no wait longer than it is', () => {
  const tries = { failed: 5, triedAtMs: 1_000_000_000 };
  expect(waitLeft(tries, 1_000_010_000)).toBe(20_000);
  expect(waitLeft(tries, 5)).toBe(30_000);
  expect(waitLeft(tries, 1_000_030_000)).toBe(0);
});
