import type { Clock } from '@khop/shared/time';
import type { Store } from '../store/store.ts';
import { BackupTrouble } from './backup-trouble.ts';
import type { Copier, CopyRequest } from './copier.ts';
import { removeWork } from './copy.ts';
import { raiseSafe } from './safe.ts';
import { thinFolder } from './thin.ts';

export type CopiesOptions = {
  store: Store;
  copier: Copier;
  clock: Clock;
  log: { info(about: object, said: string): void; error(about: object, said: string): void };
  request: Omit<CopyRequest, 'mode'>;
  everyMs: number;
  /** How long chains are kept. */
  keptMs: number;
  /** Waits; returns early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

export type CopiesState = {
  /** When the copies last held all that the office did. */
  copiedAt: number | null;
  trouble: string | null;
};

export type RunningCopies = { state(): CopiesState; stop(): Promise<void> };

/** What may be lost with the machine at the most (the recovery point): a copy must not take longer. */
export const LATE_MS = 15 * 60_000;

/**
 * Copies the office off the machine again and again until `stop`, and raises `safe` after each copy
 * that was read back. A copy that fails is told and tried again; nothing becomes safe meanwhile.
 */
export function startCopies(options: CopiesOptions): RunningCopies {
  const { store, copier, clock, log, request, everyMs, keptMs, sleep } = options;
  const stopping = new AbortController();
  const state: CopiesState = { copiedAt: null, trouble: null };

  async function copyOnce(): Promise<void> {
    const begun = clock.now();
    const copied = await watched(copier.copy({ ...request, mode: 'next' }));
    if (copied !== null) {
      await raiseSafe(store, copied.heads);
      const { kind, name, bytes, contains, foldsElse } = copied;
      log.info({ kind, name, bytes, entries: contains.entries, foldsElse }, 'copied');
    }
    state.copiedAt = begun;
    state.trouble = null;
    if (copied?.kind !== 'full') return;
    const removed = await thinFolder(request.to, begun, keptMs).catch(() => null);
    // Storage that lets nothing be removed is as good; somebody must only know that it grows.
    if (removed === null) log.error({ to: request.to }, 'old backups could not be removed');
    else if (removed.length > 0) log.info({ removed }, 'old backups were removed');
  }

  /** A folder that hangs never answers: somebody must hear of it before the disk is lost. */
  async function watched<T>(copying: Promise<T>): Promise<T> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, stopping.signal]);
    const watching = (async () => {
      for (;;) {
        await sleep(LATE_MS, signal);
        if (signal.aborted) return;
        state.trouble = 'late';
        log.error({ to: request.to, copiedAt: state.copiedAt }, 'a copy does not come to an end');
      }
    })();
    try {
      return await copying;
    } finally {
      over.abort();
      await watching;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await copyOnce();
      } catch (error) {
        if (stopping.signal.aborted) return;
        const isTrouble = error instanceof BackupTrouble;
        state.trouble = isTrouble ? error.kind : 'failed';
        // Sentences of ours name files and folders only; another error's text may hold a row.
        const about = isTrouble ? { kind: error.kind, say: error.message } : { err: error };
        log.error({ ...about, copiedAt: state.copiedAt }, 'the office could not be copied');
      }
      await sleep(everyMs, stopping.signal);
    }
  }

  const ended = run();
  return {
    state: () => ({ ...state }),
    async stop() {
      stopping.abort();
      // A copy under way is dropped with its thread; the next one sweeps up what it left.
      await copier.close();
      await ended;
      await removeWork(request.workDir);
    },
  };
}
