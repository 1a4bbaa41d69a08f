import type { Random } from '@khop/shared/ids';
import type { NoVerdict } from '../registry/registry.ts';

/**
 * Whether the population database is worth asking. `open`: it was down several times running; one
 * probe at `until`. `paused`: it refuses us (004, 005); an alarm, and a probe now and then, because
 * the right may be restored at the other end.
 */
export type Breaker =
  | { state: 'closed'; failures: number }
  | { state: 'open'; failures: number; until: number }
  | { state: 'paused'; kind: 'refused' | 'not-licensed'; since: number; until: number };

export const CLOSED: Breaker = { state: 'closed', failures: 0 };

const FAILURES_TO_OPEN = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const PAUSE_PROBE_MS = 15 * 60_000;

/** How many questions may be asked now: none, one probe, or the whole portion. */
export function allowance(breaker: Breaker, now: number, portion: number): number {
  if (breaker.state === 'closed') return breaker.failures === 0 ? portion : 1;
  return now >= breaker.until ? 1 : 0;
}

/** What a portion came to: the worst that was met, or null when there were verdicts. */
export type Meeting = NoVerdict | null;

/** @param jitter 0–1: spreads the probes of several workers. */
export function afterMeeting(breaker: Breaker, met: Meeting, now: number, jitter: number): Breaker {
  if (met === null) return CLOSED;
  if (met === 'refused' || met === 'not-licensed') {
    const since = breaker.state === 'paused' ? breaker.since : now;
    return { state: 'paused', kind: met, since, until: now + spread(PAUSE_PROBE_MS, jitter) };
  }
  const failures = breaker.state === 'paused' ? FAILURES_TO_OPEN : breaker.failures + 1;
  if (failures < FAILURES_TO_OPEN) return { state: 'closed', failures };
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FAILURES_TO_OPEN));
  return { state: 'open', failures, until: now + spread(wait, jitter) };
}

const RETRY_FIRST_MS = 2_000;
const RETRY_LONGEST_MS = 60 * 60_000;

/** How long one question waits after `attempts` answers that were none. */
export function retryDelay(attempts: number, jitter: number): number {
  return spread(Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** Math.min(attempts, 20)), jitter);
}

function spread(ms: number, jitter: number): number {
  return Math.round(ms * (0.75 + jitter / 2));
}

/** 0–1 from the injected chance. */
export function jitterOf(random: Random): number {
  const [high = 0, low = 0] = random(2);
  return (high * 256 + low) / 65_536;
}
