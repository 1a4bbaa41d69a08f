import { randomBytes } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { makeEnrolment } from '@khop/server/access/enrol';
import { newToken, tokenHash } from '@khop/server/access/tokens';
import { machine } from '@khop/server/cli/machine';
import { readConfig } from '@khop/server/config';
import { deviceOf } from '@khop/server/http/authenticate';
import type { AppDeps } from '@khop/server/http/deps';
import { makeLog } from '@khop/server/log';
import { openOffice } from '@khop/server/open-office';
import { readRegistryConfig } from '@khop/server/registry/registry-config';
import type { Store } from '@khop/server/store/store';
import { acceptPushes, readPush } from '@khop/server/sync/push';
import { MAX_PUSH_BYTES, PushReply, PushRequest } from '@khop/shared/protocol/push';
import { meter, serveParent, type Wired } from '../child.ts';
import { SITE } from '../facts.ts';

// The real office in a process of its own: its own start, door, store and group commit. Beside them
// one route of the benchmark, the control that commits each request by itself.

const { data, pages } = JSON.parse(process.argv[2] ?? '{}') as { data: string; pages: string };
let wired: () => Wired = () => ({ received: 0, sent: 0, requests: 0 });

function commitEach(app: Parameters<AppDeps['more'][number]>[0], store: Store): void {
  app.post(
    '/bench/journals/:journal/entries',
    {
      config: { policy: { who: 'device' } },
      bodyLimit: MAX_PUSH_BYTES,
      schema: {
        body: PushRequest,
        response: { 200: PushReply },
      },
    },
    async (request) => {
      const { journal } = request.params as { journal: string };
      const body = request.body as PushRequest;
      const push = readPush(journal, deviceOf(request).id, machine.clock.now(), body);
      const [outcome] = await store.write((tx) => acceptPushes(tx, [push]));
      if (outcome?.status !== 'stored') throw new Error('the control refused a push');
      return outcome.reply;
    },
  );
}

const office = await openOffice({
  config: readConfig({
    KHOP_DATA_DIR: data,
    KHOP_CLIENT_DIR: pages,
    KHOP_PORT: '0',
    KHOP_TRIES_PER_MINUTE: '1000000',
    KHOP_CHECKS: 'off',
    KHOP_LOG: 'silent',
  }),
  registry: readRegistryConfig({}),
  world: machine,
  log: makeLog('silent'),
  prepare: async (store) => [
    (app) => {
      wired = meter(app.server);
      commitEach(app, store);
    },
  ],
});
const { store } = office;

serveParent(office.address, {
  wired: () => wired(),
  async enrol() {
    const made = await makeEnrolment(store, { site: SITE, by: 'bench' });
    if (made === null) throw new Error('the office has no site');
    return made.code;
  },
  /** Tokens of that many tablets, enrolled without their codes. */
  async devices(count: number) {
    const tokens = Array.from({ length: count }, () =>
      newToken((length) => randomBytes(length), 'device'),
    );
    const rows = tokens.map((token, nth) => ({
      id: `bench-${nth}-${token.slice(-8)}`,
      site: SITE,
      name: 'bench',
      token_hash: tokenHash(token),
      enrolled_by: 'bench',
      enrolled_at: 0,
      seen_at: 0,
      ended_at: null,
    }));
    await store.write(async (tx) => {
      for (const row of rows) await tx.db.insertInto('device').values(row).execute();
    });
    return tokens;
  },
  async count(state: string) {
    return store.read(async ({ db }) => {
      const { n } = await db
        .selectFrom('entry')
        .select((count) => count.fn.countAll<number>().as('n'))
        .where('state', '=', state as 'applied')
        .executeTakeFirstOrThrow();
      return Number(n);
    });
  },
  /** What the office's own connection says of itself: 2 is FULL. */
  synchronous: () =>
    store.read(async (reads) => (reads.engine === 'sqlite' ? 'FULL, asserted at start' : '')),
  size: () => statSync(`${data}/office.sqlite`).size,
  async stop() {
    await office.stop();
    rmSync(data, { recursive: true, force: true });
  },
});
