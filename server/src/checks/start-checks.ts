import { type Checks, type ChecksOptions, type Log, openChecks } from './worker.ts';

/** Waits; returns early, without an error, when the signal is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export type Rate = {
  /** Questions a second this process may ask: the quota of the population database. */
  perSecond: number;
  /** Questions claimed at once. */
  portion: number;
};

export type RunningChecks = Checks & { stop(): Promise<void> };

/** How long the worker rests when nothing is due and nobody wakes it. */
const IDLE_MS = 1_000;
const TROUBLE_MS = 5_000;

/**
 * Runs the checks until `stop`: at the given rate, woken by whatever the store says has moved. A
 * stop lets the question on its way end; what was claimed and not answered goes back unasked.
 */
export function startChecks(
  options: Omit<ChecksOptions, 'portion'> & { rate: Rate; sleep: Sleep },
): RunningChecks {
  const { store, clock, log, rate, sleep } = options;
  const checks = openChecks({ ...options, portion: rate.portion });
  const stopping = new AbortController();
  // An entry that queued a check also moved a feed: whoever hears of it ends the nap that follows.
  let nap = new AbortController();
  const deafen = store.listen(() => nap.abort());

  async function rest(ms: number, mayWake: boolean): Promise<void> {
    const until = mayWake ? AbortSignal.any([nap.signal, stopping.signal]) : stopping.signal;
    await sleep(ms, until);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const begun = clock.mono();
      nap = new AbortController();
      try {
        const count = await checks.runOnce(stopping.signal);
        const due = (count * 1000) / rate.perSecond - (clock.mono() - begun);
        if (count === 0) await rest(IDLE_MS, true);
        else if (due > 0) await rest(due, false);
      } catch (error) {
        tellTrouble(log, error);
        await rest(TROUBLE_MS, false);
      }
    }
  }

  const ended = run();
  return {
    ...checks,
    async stop() {
      stopping.abort();
      deafen();
      await ended;
    },
  };
}

/** Only what kind of trouble it was: an error's text may hold the question. */
function tellTrouble(log: Log, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const kind = error instanceof Error && 'kind' in error ? String(error.kind) : null;
  log.error({ name, kind }, 'a portion of checks failed; it will be asked again');
}
