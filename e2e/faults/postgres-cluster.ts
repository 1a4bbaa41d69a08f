import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestPostgres } from '@khop/server/store/test-postgres';

/** A PostgreSQL server that is killed and started again on what its disk holds. */
export type Cluster = {
  freshUrl(): Promise<string>;
  /** kill -9 of the postmaster: all of it is gone until `start`. */
  killServer(): Promise<void>;
  /** kill -9 of a backend of the office: the postmaster ends all others and recovers by itself. */
  killBackend(): Promise<void>;
  start(): Promise<void>;
  /** Until it answers; it may be recovering. */
  ready(): Promise<void>;
  stop(): Promise<void>;
};

const LATE_MS = 60_000;

/** Up in about a second, fsync on. */
export async function openCluster(): Promise<Cluster> {
  const { embedded, databaseDir, freshUrl, stop } = await startTestPostgres({
    keeps: true,
    // What nobody waits for stays in memory: only a commit that waits for the disk is durable, so
    // that the control loses what it may lose.
    postgresFlags: ['-c', 'wal_writer_delay=10s', '-c', 'max_connections=40'],
  });

  async function ask<T>(text: string, values: unknown[]): Promise<T[]> {
    const client = embedded.getPgClient('postgres', '127.0.0.1');
    await client.connect();
    try {
      return (await client.query(text, values)).rows as T[];
    } finally {
      // A server that dies meanwhile has closed it already.
      await client.end().catch(() => undefined);
    }
  }

  return {
    freshUrl,
    async killServer() {
      const pid = readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0];
      process.kill(Number(pid), 'SIGKILL');
    },
    async killBackend() {
      const [one] = await ask<{ pid: number }>(
        `select pid from pg_stat_activity where application_name = 'khop'
         order by state = 'idle', random() limit 1`,
        [],
      );
      if (one === undefined) throw new Error('the office has no connection');
      process.kill(one.pid, 'SIGKILL');
    },
    start: () =>
      // Orphans of a killed server hold its memory for a moment.
      patiently(() =>
        embedded.start().catch(() => Promise.reject(new Error('PostgreSQL did not start'))),
      ),
    ready: () => patiently(async () => void (await ask('select 1', []))),
    stop,
  };
}

async function patiently(work: () => Promise<void>): Promise<void> {
  const late = performance.now() + LATE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > late) throw error;
      await sleep(50);
    }
  }
}
