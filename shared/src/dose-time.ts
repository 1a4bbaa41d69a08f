import type { Dose } from './dose.ts';
import type { DoseRecord, Said } from './record.ts';
import { fromInstant, type Instant, toInstant } from './time.ts';

/** A clock that is off by less than this counts as right: two watches in one room differ by minutes. */
export const CLOCK_GRACE_MS = 10 * 60_000;

const DAY_MS = 24 * 60 * 60_000;

export type Doubt = {
  why: 'clock-unknown' | 'clock-off' | 'in-future' | 'before-vial' | 'long-before';
  /** What the office's clock would have shown when the dose was recorded; null where nobody knows. */
  suggested: Instant | null;
};

// What four digits of a year hold: an error beyond it was nobody's clock.
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** By the office's clock as far as its tablet knew it; null where that would be nobody's time. */
function correctedMs({ at, skewMs }: Pick<Said, 'at' | 'skewMs'>): number | null {
  const ms = fromInstant(at) - (skewMs ?? 0);
  return ms >= 0 && ms <= LAST_MS ? ms : null;
}

/**
 * When it was said, by the office's clock as far as its tablet knew it. Total: where `at` or its error
 * give no instant it is `at` as it was written.
 */
export function saidAt(said: Pick<Said, 'at' | 'skewMs'>): Instant {
  const ms = correctedMs(said);
  return ms === null ? said.at : toInstant(ms);
}

/**
 * [T5] Why the time of a dose is to be looked at once more, or null. Only `live` doses took their time
 * from the tablet's clock; no dose whatsoever is recorded before it is given.
 */
export function doubtOf(
  { origin, injectedAt, vialOpenedAt }: Pick<Dose, 'origin' | 'injectedAt' | 'vialOpenedAt'>,
  said: Pick<Said, 'at' | 'skewMs'>,
): Doubt | null {
  const isLive = origin === 'live';
  if (isLive && said.skewMs === null) return { why: 'clock-unknown', suggested: null };
  const saidMs = correctedMs(said) ?? fromInstant(said.at);
  const because = (why: Doubt['why']): Doubt => ({
    why,
    suggested: isLive && !Number.isNaN(saidMs) ? saidAt(said) : null,
  });
  const injectedMs = fromInstant(injectedAt);
  if (isLive && Math.abs(said.skewMs ?? 0) >= CLOCK_GRACE_MS) return because('clock-off');
  if (injectedMs - saidMs >= CLOCK_GRACE_MS) return because('in-future');
  if (!isLive) return null;
  if (vialOpenedAt !== null && fromInstant(vialOpenedAt) - injectedMs >= CLOCK_GRACE_MS) {
    return because('before-vial');
  }
  return saidMs - injectedMs > DAY_MS ? because('long-before') : null;
}

/** [T6] Whoever writes the time of a dose down once more, the same or another, has settled it. */
export function openDoubt(record: DoseRecord): Doubt | null {
  const isSettled = record.amendments.some(({ changes }) => changes.injectedAt !== undefined);
  return record.voided !== null || isSettled ? null : doubtOf(record.dose, record.said);
}
