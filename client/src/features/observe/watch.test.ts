import { toInstant } from '@khop/shared/time';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byTime, judgeWatch } from './watch.ts';

const injectedAt = '2026-11-21T01:00:00.000Z';
const at = (minutes: number, seconds = 0) =>
  Date.parse(injectedAt) + minutes * 60_000 + seconds * 1000;

describe('judgeWatch', () => {
  it('counts thirty minutes from the needle, one mark a whole minute', () => {
    expect(judgeWatch(injectedAt, at(0))).toEqual({
      leftMs: 1_800_000,
      minutes: 0,
      isDue: false,
      overMinutes: 0,
    });
    expect(judgeWatch(injectedAt, at(25, 48))).toMatchObject({ leftMs: 252_000, minutes: 25 });
    expect(judgeWatch(injectedAt, at(29, 59)).isDue).toBe(false);
    expect(judgeWatch(injectedAt, at(30))).toEqual({
      leftMs: 0,
      minutes: 30,
      isDue: true,
      overMinutes: 0,
    });
    expect(judgeWatch(injectedAt, at(35, 59))).toMatchObject({ minutes: 30, overMinutes: 5 });
  });

  it('a clock set back before the needle starts anew and sends nobody home early', () => {
    expect(judgeWatch(injectedAt, at(-90))).toMatchObject({ leftMs: 1_800_000, isDue: false });
  });

  it('what is left never grows while the clock runs, and ends at nothing', () => {
    fc.assert(
      fc.property(fc.nat(7_200_000), fc.nat(7_200_000), (first, more) => {
        const early = judgeWatch(injectedAt, at(0) + first);
        const late = judgeWatch(injectedAt, at(0) + first + more);
        expect(late.leftMs).toBeLessThanOrEqual(early.leftMs);
        expect(late.minutes).toBeGreaterThanOrEqual(early.minutes);
        expect(early.isDue).toBe(early.leftMs === 0);
      }),
    );
  });
});

describe('byTime', () => {
  it('puts the longest waiting first on both sides', () => {
    const rows = [3, 31, 12, 44].map((ago) => ({ ago, injectedAt: toInstant(at(60 - ago)) }));
    const board = byTime(rows, at(60));
    expect(board.due.map((row) => row.ago)).toEqual([44, 31]);
    expect(board.watched.map((row) => row.ago)).toEqual([12, 3]);
  });
});
