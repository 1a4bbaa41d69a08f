import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';

/** Copying back begins when the log holds this much. */
const WORTH_MB = 8;
/** A log this long is copied back at once, before anything else is written. */
const MOST_MB = 256;
/** Commits between two looks at how long it is. */
const LOOK_EVERY = 8;

export type Checkpointer = { afterCommit(): void; stop(): Promise<void> };

/**
 * Copies the write-ahead log back into the database beside the writer, in a thread of its own: done
 * by the writer (SQLite's default, every 4 MB) it would cost each commit that meets it two further
 * fsyncs. What is copied is durable in the log already, so nothing hangs on when it happens.
 */
export function startCheckpointer(file: string, writer: Database.Database): Checkpointer {
  writer.pragma('wal_autocheckpoint = 0');
  // A log begun anew is cut to this, or its size would say for ever that it is long. Not shorter: to
  // write over what a file has costs an fsync a twentieth of what it costs to make the file longer.
  writer.pragma(`journal_size_limit = ${WORTH_MB * 2 ** 20}`);
  let worker: Worker | null = null;
  const ended = Promise.withResolvers<void>();
  let isBusy = false;
  // The first commit looks as well: offices that are killed again and again leave a log nobody shortens.
  let commits = LOOK_EVERY - 1;

  function copyBeside(): void {
    if (isBusy) return;
    isBusy = true;
    if (worker === null) {
      worker = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), { workerData: file });
      worker.unref();
      worker.once('exit', () => ended.resolve());
      worker.on('message', () => {
        isBusy = false;
      });
      // Without its helper the writer copies by itself, when the log has become long.
      worker.on('error', () => undefined);
    }
    worker.postMessage('copy');
  }

  return {
    afterCommit() {
      commits += 1;
      if (commits % LOOK_EVERY !== 0) return;
      const size = sizeOf(`${file}-wal`) / 2 ** 20;
      if (size > MOST_MB) writer.pragma('wal_checkpoint(RESTART)');
      else if (size > WORTH_MB) copyBeside();
    },
    async stop() {
      // It ends by itself, after what it copies: to end a thread that loads SQLite ends the process.
      if (worker === null) return;
      worker.ref();
      worker.postMessage('stop');
      await ended.promise;
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
