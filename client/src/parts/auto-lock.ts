/** UX45: idle two minutes, hidden thirty seconds. */
export const IDLE_MS = 120_000;
export const HIDDEN_MS = 30_000;

export type Attention = { lastTouchMs: number; hiddenSinceMs: number | null };

/**
 * Whether the tablet must lock now. Asked again whenever the page wakes up: a sleeping page's
 * timers do not run, its clock does. A clock set back counts as no time at all.
 */
export function mustLock(attention: Attention, nowMs: number): boolean {
  const { lastTouchMs, hiddenSinceMs } = attention;
  if (hiddenSinceMs !== null && nowMs - hiddenSinceMs >= HIDDEN_MS) return true;
  return nowMs - lastTouchMs >= IDLE_MS;
}
