import { type Clock, type RecordedAt, toInstant } from '@khop/shared/time';

/** What is known of the tablet's clock: its error when last seen, and a time that has surely passed. */
export type ClockMemory = { skewMs: number | null; officeSeenMs: number };

// Viet Nam's offset in minutes; entries carry it so that a reader needs no table.
const ZONE = 420;

// Nobody leaves a tablet asleep for longer and finds charge in it: such a leap was somebody's hand.
const LONGEST_SLEEP_MS = 7 * 24 * 60 * 60_000;

/**
 * The wall clock with its error. The clock that never goes back stands still while the tablet sleeps
 * (https://github.com/w3c/hr-time/issues/115), so it tells the least that has passed: a wall clock
 * behind it was set back, one ahead of it has slept and keeps its last known error. So it is after a
 * start, too, counted from the last time surely passed (I12, UX11).
 */
export function makeHonestClock(clock: Clock, memory: ClockMemory) {
  let { skewMs, officeSeenMs } = memory;
  /** Where both clocks stood when the least that had passed was last known. */
  let seen = { leastMs: officeSeenMs, mono: clock.mono() };
  let hasMet = false;

  function skewNow(): number | null {
    const now = clock.now();
    const leastMs = seen.leastMs + clock.mono() - seen.mono;
    const ahead = now - (skewMs ?? 0) - leastMs;
    // Between two starts a tablet may lie in a cupboard for months.
    const isSet = ahead < 0 || (hasMet && ahead > LONGEST_SLEEP_MS);
    return isSet ? Math.round(now - leastMs) : skewMs;
  }

  return {
    skewMs: skewNow,
    /** The office's time as far as it is known here. */
    officeNow: () => clock.now() - (skewNow() ?? 0),
    /** `officeMs`: the office's clock when it answered, `askedMono`: when it was asked. */
    see(officeMs: number, askedMono: number): ClockMemory {
      const mono = clock.mono();
      // The answer took half of the way there and back.
      const leastMs = officeMs + (mono - askedMono) / 2;
      seen = { leastMs, mono };
      hasMet = true;
      officeSeenMs = Math.max(officeSeenMs, officeMs);
      skewMs = Math.round(clock.now() - leastMs);
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
