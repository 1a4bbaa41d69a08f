import type { Instant } from '@khop/shared/time';
import type { SyncStatus } from '../../tablet.ts';

/** What is known of this tablet before it leaves; null where the machine gives no answer. */
export type ReadinessFacts = {
  nowMs: number;
  /** The device and the lists on it are still being asked: nothing is told of them yet. */
  isAsking: boolean;
  pulledAt: Instant | null;
  isPulling: boolean;
  /** Lots of the site whose last day is not past. */
  lots: number;
  isScannerCached: boolean | null;
  isAppCached: boolean | null;
  storage: SyncStatus['storage'];
  skewMs: number | null;
  battery: { level: number; isCharging: boolean } | null;
  /** Until when the operator who opened the tablet may work; null while nobody has. */
  grantUntil: Instant | null;
};

/**
 * `warn`: may leave, look again. `act`: a person must do what the line says first. `asking`: the
 * answer is on its way; said as what it is, so that no advice flashes up and moves what is below it.
 */
export type ReadinessState = 'ok' | 'warn' | 'act' | 'unknown' | 'asking';
export const READINESS_CHECKS = [
  'lists',
  'lots',
  'scanner',
  'app',
  'persisted',
  'space',
  'clock',
  'battery',
  'operator',
] as const;
export type ReadinessCheck = (typeof READINESS_CHECKS)[number];
export type ReadinessLine = { check: ReadinessCheck; state: ReadinessState };

/** What is asked when the screen opens, and answered a moment later. */
const ASKED: readonly ReadinessCheck[] = ['lots', 'scanner', 'app', 'battery'];

const HOUR_MS = 3_600_000;
/** Lists older than a working day may lack the people who came since. */
const FRESH_MS = 12 * HOUR_MS;
const STALE_MS = 72 * HOUR_MS;
/** UX11 */
export const MAX_SKEW_MS = 2 * 60_000;
/** A session at a far point lasts a working day. */
const SESSION_MS = 10 * HOUR_MS;

/** How full the storage is, 0 … 1, or null when the browser does not say. */
export function fullness(storage: ReadinessFacts['storage']): number | null {
  const { usedBytes, quotaBytes } = storage;
  return usedBytes === null || !quotaBytes ? null : usedBytes / quotaBytes;
}

/** No room for a session red; 80 % yellow, 95 % red: said before the needle, not at the failed save. */
export function judgeSpace(storage: ReadinessFacts['storage']): ReadinessState {
  if (storage.room === 'none') return 'act';
  const full = fullness(storage);
  if (full === null) return storage.room === 'kept' ? 'ok' : 'unknown';
  return full >= 0.95 ? 'act' : full >= 0.8 ? 'warn' : 'ok';
}

export function judgeClock(skewMs: number | null): ReadinessState {
  if (skewMs === null) return 'unknown';
  return Math.abs(skewMs) > MAX_SKEW_MS ? 'warn' : 'ok';
}

function judgeLists({ pulledAt, isPulling, nowMs }: ReadinessFacts): ReadinessState {
  if (pulledAt === null) return 'act';
  if (isPulling) return 'warn';
  const ageMs = nowMs - Date.parse(pulledAt);
  return ageMs > STALE_MS ? 'act' : ageMs > FRESH_MS ? 'warn' : 'ok';
}

function judgeBattery({ battery }: ReadinessFacts): ReadinessState {
  if (battery === null) return 'unknown';
  if (battery.isCharging || battery.level >= 0.5) return 'ok';
  return battery.level >= 0.2 ? 'warn' : 'act';
}

function judgeOperator({ grantUntil, nowMs }: ReadinessFacts): ReadinessState {
  if (grantUntil === null) return 'act';
  const leftMs = Date.parse(grantUntil) - nowMs;
  return leftMs <= 0 ? 'act' : leftMs < SESSION_MS ? 'warn' : 'ok';
}

function judgeYes(answer: boolean | null, otherwise: ReadinessState): ReadinessState {
  return answer === null ? 'unknown' : answer ? 'ok' : otherwise;
}

/** UX7: one check before leaving. A machine that does not answer is said so, never called ready. */
export function judgeReadiness(facts: ReadinessFacts): {
  /** null: not all has been answered yet. */
  isReady: boolean | null;
  lines: ReadinessLine[];
} {
  const states: Record<ReadinessCheck, ReadinessState> = {
    lists: judgeLists(facts),
    lots: facts.lots > 0 ? 'ok' : 'warn',
    // Without the scanner everything can still be typed.
    scanner: judgeYes(facts.isScannerCached, 'warn'),
    app: judgeYes(facts.isAppCached, 'act'),
    persisted: judgeYes(facts.storage.persisted, 'act'),
    space: judgeSpace(facts.storage),
    clock: judgeClock(facts.skewMs),
    battery: judgeBattery(facts),
    operator: judgeOperator(facts),
  };
  const lines = READINESS_CHECKS.map((check): ReadinessLine => {
    const isAsked = facts.isAsking && ASKED.includes(check);
    return { check, state: isAsked ? 'asking' : states[check] };
  });
  const mayLeave = lines.every((line) => line.state !== 'act');
  return { isReady: mayLeave && facts.isAsking ? null : mayLeave, lines };
}
