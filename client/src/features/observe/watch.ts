import { OBSERVATION_MINUTES } from '@khop/shared/dose';
import type { Instant } from '@khop/shared/time';

const MINUTE_MS = 60_000;
const WHOLE_MS = OBSERVATION_MINUTES * MINUTE_MS;

/** Where the 30 minutes of one person stand. */
export type Watch = {
  leftMs: number;
  /** Whole minutes behind, 0 … 30: the marks of the ruler. */
  minutes: number;
  isDue: boolean;
  /** Whole minutes beyond the thirtieth. */
  overMinutes: number;
};

/**
 * Counted from the needle by the tablet's clock, so that a reload or a dead battery loses nothing.
 * A clock set back before the injection starts the count anew: it may keep a person longer, it
 * never sends anyone home early.
 */
export function judgeWatch(injectedAt: Instant, nowMs: number): Watch {
  const elapsedMs = Math.max(0, nowMs - Date.parse(injectedAt));
  const leftMs = Math.max(0, WHOLE_MS - elapsedMs);
  return {
    leftMs,
    minutes: Math.min(OBSERVATION_MINUTES, Math.floor(elapsedMs / MINUTE_MS)),
    isDue: leftMs === 0,
    overMinutes: Math.max(0, Math.floor((elapsedMs - WHOLE_MS) / MINUTE_MS)),
  };
}

/** The board: who may leave first stands first; those beyond their time before those within it. */
export function byTime<T extends { injectedAt: Instant }>(
  rows: readonly T[],
  nowMs: number,
): { due: T[]; watched: T[] } {
  const sorted = rows.toSorted((a, b) => Date.parse(a.injectedAt) - Date.parse(b.injectedAt));
  return {
    due: sorted.filter((row) => judgeWatch(row.injectedAt, nowMs).isDue),
    watched: sorted.filter((row) => !judgeWatch(row.injectedAt, nowMs).isDue),
  };
}
