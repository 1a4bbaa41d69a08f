/** Wrong PINs of one operator; written before each try, so that killing the app gains none. */
export type Tries = { failed: number; triedAtMs: number };

export const NO_TRIES: Tries = { failed: 0, triedAtMs: 0 };
export const MOST_TRIES = 10;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const FREE = 4;
const WAITS = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE];

/** What must pass after this many wrong PINs: nothing before the fifth, then 30 s, 2, 10, 30 min. */
export function waitAfter(failed: number): number {
  if (failed <= FREE) return 0;
  return WAITS[Math.min(failed - FREE, WAITS.length) - 1] ?? 0;
}

/** Ms still to wait. A clock set back lengthens no wait beyond its full length. */
export function waitLeft(tries: Tries, nowMs: number): number {
  const wait = waitAfter(tries.failed);
  return Math.max(0, Math.min(wait, tries.triedAtMs + wait - nowMs));
}
