import { makeLive } from '../data/live.ts';
import { StorageTrouble } from '../data/storage-trouble.ts';
import type { Live } from '../tablet.ts';
import type { World } from '../world.ts';
import { WireTrouble } from './wire.ts';

export type Trouble = WireTrouble | StorageTrouble;
export type RoadState = { isRunning: boolean; trouble: Trouble | null; retryAtMs: number | null };

/** Who wants the road taken: a save, the machine (online, visible, hint, timer), or a person's finger. */
export type Reason = 'write' | 'machine' | 'person';

export type Road = {
  state: Live<RoadState>;
  wake(reason: Reason): void;
  /** Resolves when no run is under way; fails with a bug the run met. */
  settled(): Promise<void>;
  stop(): void;
};

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** After a refusal that only a person can mend; asked again in case they did so at the office. */
const REFUSED_WAIT_MS = 15 * 60_000;
const OTHER_TAB_WAIT_MS = 5000;
/** Without a signal a save asks again, but not each of many: packing for nothing slows the next one. */
const WRITE_WAIT_MS = 1000;
const AWAIT_SIGNAL_MS = 60_000;

export function isOffline(trouble: Trouble): boolean {
  return (
    trouble instanceof WireTrouble && (trouble.kind === 'offline' || trouble.kind === 'timeout')
  );
}

/**
 * One of the two roads, push or pull, each with its own lock, timer and backoff, so that neither
 * waits for the other (I13). `restMs`: how long until it is taken again after a success.
 */
export function makeRoad(
  world: Pick<World, 'ifFree' | 'after' | 'clock' | 'random' | 'awaitSignal'>,
  name: string,
  run: () => Promise<void>,
  restMs: number,
): Road {
  const state = makeLive<RoadState>({ isRunning: false, trouble: null, retryAtMs: null });
  let failures = 0;
  let failedMono = 0;
  let awaitedMono = Number.NEGATIVE_INFINITY;
  /** Who asked during the run: it may have begun before there was something to send, or a signal. */
  let wanted: Reason | null = null;
  let isStopped = false;
  let cancelTimer = () => {};
  let running: Promise<void> = Promise.resolve();

  /** 0.5–1: fifteen thousand tablets do not come back in the same second. */
  const jitter = () => 0.5 + (world.random(1)[0] ?? 0) / 510;

  /** Not more often: a machine that errs about its signal would call after each failure. */
  function awaitSignal() {
    if (world.clock.mono() - awaitedMono < AWAIT_SIGNAL_MS) return;
    awaitedMono = world.clock.mono();
    world.awaitSignal?.();
  }

  function schedule(ms: number) {
    cancelTimer();
    if (isStopped) return;
    cancelTimer = world.after(ms, () => start('machine'));
  }

  function waitAfter(trouble: Trouble): number {
    if (trouble instanceof WireTrouble) {
      // Not a moment before what the office asked for.
      if (trouble.retryAfterMs !== null) return trouble.retryAfterMs * (1.5 - jitter() / 2);
      if (!trouble.retry) return REFUSED_WAIT_MS * jitter();
    }
    return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10)) * jitter();
  }

  async function take(): Promise<void> {
    do {
      wanted = null;
      try {
        const isFree = await world.ifFree(name, run);
        if (!isFree) {
          schedule(OTHER_TAB_WAIT_MS);
          state.set({ isRunning: false, trouble: null, retryAtMs: null });
          return;
        }
      } catch (error) {
        if (!(error instanceof WireTrouble || error instanceof StorageTrouble)) {
          // A bug goes to the top, but the road stays open for what is saved meanwhile.
          schedule(LONGEST_WAIT_MS);
          state.set({ isRunning: false, trouble: state.get().trouble, retryAtMs: null });
          throw error;
        }
        failures += 1;
        failedMono = world.clock.mono();
        if (isOffline(error)) awaitSignal();
        const wait = waitAfter(error);
        const failed = { trouble: error, retryAtMs: world.clock.now() + wait };
        state.set({ isRunning: true, ...failed });
        if (wanted !== null && !mustWait(wanted)) continue;
        state.set({ isRunning: false, ...failed });
        schedule(wait);
        return;
      }
      failures = 0;
    } while (wanted !== null);
    state.set({ isRunning: false, trouble: null, retryAtMs: null });
    schedule(restMs * jitter());
  }

  function start(reason: Reason) {
    if (isStopped) return;
    if (state.get().isRunning) {
      if (wanted === null || wanted === 'write') wanted = reason;
      return;
    }
    cancelTimer();
    state.set({ ...state.get(), isRunning: true });
    running = take();
  }

  function mustWait(reason: Reason): boolean {
    const { trouble, retryAtMs } = state.get();
    if (reason === 'person' || retryAtMs === null || world.clock.now() >= retryAtMs) return false;
    if (!(trouble instanceof WireTrouble)) return false;
    if (trouble.retryAfterMs !== null) return true;
    if (reason !== 'write') return false;
    return trouble.kind !== 'offline' || world.clock.mono() - failedMono < WRITE_WAIT_MS;
  }

  return {
    state,
    wake(reason) {
      if (!mustWait(reason)) start(reason);
    },
    async settled() {
      for (let seen: Promise<void> | null = null; seen !== running; ) {
        seen = running;
        await seen;
      }
    },
    stop() {
      isStopped = true;
      cancelTimer();
    },
  };
}
