import { type Clock, type RecordedAt, toInstant } from '@khop/shared/time';

/** What is known of the tablet's clock: its error when last seen, and a time that has surely passed. */
export type ClockMemory = { skewMs: number | null; officeSeenMs: number };

// Viet Nam's offset in minutes; entries carry it so that a reader needs no table.
const ZONE = 420;

/**
 * The wall clock with its error. While the app runs the clock that never goes back tells office time
 * from the last time seen, whatever anybody does to the wall clock. After a start only the last known
 * error is there; then time that has surely passed shows a clock set back (I12, UX11).
 */
export function makeHonestClock(clock: Clock, memory: ClockMemory) {
  let { skewMs, officeSeenMs } = memory;
  let anchor: { officeMs: number; mono: number } | null = null;

  function skewNow(): number | null {
    const now = clock.now();
    if (anchor !== null) return Math.round(now - (anchor.officeMs + clock.mono() - anchor.mono));
    const known = skewMs ?? 0;
    if (now - known < officeSeenMs) return Math.round(now - officeSeenMs);
    return skewMs;
  }

  return {
    skewMs: skewNow,
    /** The office's time as far as it is known here. */
    officeNow: () => clock.now() - (skewNow() ?? 0),
    /** `officeMs`: the office's clock when it answered, `askedMono`: when it was asked. */
    see(officeMs: number, askedMono: number): ClockMemory {
      const mono = clock.mono();
      // The answer took half of the way there and back.
      anchor = { officeMs: officeMs + (mono - askedMono) / 2, mono };
      officeSeenMs = Math.max(officeSeenMs, officeMs);
      skewMs = skewNow();
      return { skewMs, officeSeenMs };
    },
    recordedAt(): RecordedAt {
      return {
        at: toInstant(clock.now()),
        zone: ZONE,
        skewMs: skewNow(),
        mono: Math.round(clock.mono()),
      };
    },
  };
}
export type HonestClock = ReturnType<typeof makeHonestClock>;
