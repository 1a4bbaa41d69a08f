import { randomBytes } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { makeEnrolment } from '@khop/server/access/enrol';
import { newToken, tokenHash } from '@khop/server/access/tokens';
import { relearn } from '@khop/server/access/vouchers';
import { machine } from '@khop/server/cli/machine';
import { readConfig } from '@khop/server/config';
import type { AppDeps } from '@khop/server/http/deps';
import { makeLog } from '@khop/server/log';
import { openOffice } from '@khop/server/open-office';
import { readRegistryConfig } from '@khop/server/registry/registry-config';
import { openOfficeKeys } from '@khop/server/store/office-keys';
import type { Store } from '@khop/server/store/store';
import { openKnownKeys } from '@khop/server/sync/known-keys';
import { openPush, type PushKeys } from '@khop/server/sync/open-push';
import { acceptPushes } from '@khop/server/sync/push';
import { MAX_PUSH_BYTES, PushReply, PushRequest } from '@khop/shared/protocol/push';
import { keyIdOf } from '@khop/shared/signature';
import { meter, serveParent, type Wired } from '../child.ts';
import { OPERATOR, SITE } from '../facts.ts';
import { makeTabletKeys } from '../tablet-keys.ts';

// The real office in a process of its own: its own start, door, store and group commit. Beside them
// one route of the benchmark, the control that commits each request by itself.

const { data, pages } = JSON.parse(process.argv[2] ?? '{}') as { data: string; pages: string };
let wired: () => Wired = () => ({ received: 0, sent: 0, requests: 0 });

async function readKeys(store: Store): Promise<PushKeys> {
  const office = await openOfficeKeys(store);
  const known = openKnownKeys(store);
  return { office, known, relearn: (each) => relearn(store, office, each) };
}

function commitEach(
  app: Parameters<AppDeps['more'][number]>[0],
  store: Store,
  keys: PushKeys,
): void {
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
      const opened = await openPush(keys, journal, machine.clock.now(), body);
      if (!('push' in opened)) throw new Error(`the control refused a push: ${opened.refused}`);
      const [outcome] = await store.write((tx) => acceptPushes(tx, [opened.push]));
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
  prepare: async (store) => {
    const keys = await readKeys(store);
    return [
      (app) => {
        wired = meter(app.server);
        commitEach(app, store, keys);
      },
    ];
  },
});
const { store } = office;

serveParent(office.address, {
  wired: () => wired(),
  async enrol() {
    const made = await makeEnrolment(store, { site: SITE, by: 'bench' });
    if (made === null) throw new Error('the office has no site');
    return made.code;
  },
  /** That many tablets, enrolled without their codes, with the keys to sign as them. */
  async devices(count: number) {
    const made = await Promise.all(
      Array.from({ length: count }, (_, nth) => {
        const token = newToken((length) => randomBytes(length), 'device');
        return makeTabletKeys(token, `bench-${nth}-${token.slice(-8)}`);
      }),
    );
    await store.write(async (tx) => {
      for (const { keys, publicKey, operatorKey } of made) {
        const row = {
          id: keys.device,
          site: SITE,
          name: 'bench',
          token_hash: tokenHash(keys.token),
          public_key: publicKey,
          enrolled_by: 'bench',
          enrolled_at: 0,
          approved_by: 'bench',
          approved_at: 0,
          seen_at: 0,
          ended_at: null,
        };
        await tx.db.insertInto('device').values(row).execute();
        const key = { id: keyIdOf(operatorKey), public_key: operatorKey, made_at: 0 };
        const owner = { account: OPERATOR, device: keys.device };
        await tx.db
          .insertInto('operator_key')
          .values({ ...key, ...owner })
          .execute();
      }
    });
    return made.map(({ keys }) => keys);
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
