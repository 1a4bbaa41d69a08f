import type { Clock } from '@khop/shared/time';

/** Time that only moves when it is turned, with the timers that hang on it. */
export type HandClock = Clock & {
  advance(ms: number): void;
  after(ms: number, call: () => void): () => void;
};

export function handClock(startMs: number): HandClock {
  let now = startMs;
  let timers: { dueMs: number; call: () => void }[] = [];
  return {
    now: () => now,
    mono: () => now - startMs,
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const next = timers.reduce<(typeof timers)[number] | null>(
          (first, each) =>
            each.dueMs <= until && (first === null || each.dueMs < first.dueMs) ? each : first,
          null,
        );
        if (next === null) break;
        timers = timers.filter((each) => each !== next);
        now = Math.max(now, next.dueMs);
        next.call();
      }
      now = until;
    },
    after(ms, call) {
      const timer = { dueMs: now + ms, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  };
}
