import { gzipSync } from 'node:zlib';
import type { Role } from '@khop/shared/protocol/enrol';
import type { PushRequest } from '@khop/shared/protocol/push';
import { PROTOCOL } from '@khop/shared/protocol/version';
import { type SampleJournal, seededRandom } from '@khop/shared/sample';
import type { LightMyRequestResponse as Response } from 'fastify';
import { addAccount } from '../access/accounts.ts';
import { rightsOf } from '../access/appointments.ts';
import { DESK_LEASE_MS } from '../access/desk-sessions.ts';
import { makeEnrolment } from '../access/enrol.ts';
import { hashPassword } from '../access/passwords.ts';
import { openSession, type SignedIn } from '../access/sign-in.ts';
import { putSite } from '../access/sites.ts';
import { type App, buildApp } from '../app.ts';
import { textOfColumn } from '../store/entries.ts';
import { openStore } from '../store/open-store.ts';
import { handClock } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import type { Push } from '../sync/push.ts';
import {
  putOperatorKey,
  type SampleKey,
  sampleKey,
  signedJournal,
  signPush,
} from '../sync/sample-keys.ts';
import type { AppDeps } from './deps.ts';

export const COMMUNE = { edition: '2025', code: '00004' };
export const PASSWORD = 'mat-khau-thu-nghiem';

export type SampleApp = {
  app: App;
  store: Store;
  clock: ReturnType<typeof handClock>;
  /** A new tablet of the site; answers with its token. */
  enrol(site?: string, protocol?: number): Promise<string>;
  /** A vaccinator on a tablet, everybody else at the desk with a fresh proof. */
  signIn(user: string): Promise<SignedIn>;
  /** A journal whose entries its operator truly signed. */
  journal(seed: number, operator?: string): SampleJournal;
  /** The push as the tablet with this token would send it. */
  requestOf(token: string, push: Push): PushRequest;
  push(token: string, push: Push, zipped?: boolean): Promise<Response>;
  get(token: string, url: string): Promise<Response>;
  close(): Promise<void>;
};

/** An office in memory with two sites in two communes, and one account of each kind that tests ask for. */
export async function sampleApp(
  roles: Partial<Record<string, { role: Role; site: string | null; commune?: boolean }>> = {
    nurse: { role: 'vaccinator', site: 'site-1' },
    head: { role: 'head-of-site', site: 'site-1' },
    station: { role: 'health-station', site: 'site-1', commune: true },
    police: { role: 'commune-police', site: null, commune: true },
    stranger: { role: 'head-of-site', site: 'site-2' },
    admin: { role: 'administrator', site: null },
  },
  more: Partial<AppDeps> = {},
): Promise<SampleApp> {
  const clock = handClock();
  const random = seededRandom(42);
  const store = await openStore(':memory:', { clock, random });
  const password = await hashPassword(PASSWORD, random);
  await store.write(async (tx) => {
    const site = { commune: COMMUNE, communeName: 'Phường Thử', points: ['Điểm 1'] };
    await putSite(tx, { ...site, id: 'site-1', name: 'Trạm Một' });
    const far = { edition: '2025', code: '00008' };
    await putSite(tx, { ...site, id: 'site-2', name: 'Trạm Hai', commune: far });
    for (const [user, account] of Object.entries(roles)) {
      if (account === undefined) continue;
      const commune = account.commune === true ? COMMUNE : null;
      const { role, site: own } = account;
      const person = { id: user, user, fullName: `Người ${user}`, role, site: own, commune };
      await addAccount(tx, { ...person, password }, 'test');
    }
  });
  const app = await buildApp({
    store,
    clock,
    random,
    log: null,
    clientDir: null,
    trustProxy: false,
    triesPerMinute: 1000,
    checks: null,
    more: [],
    ...more,
  });
  const operatorKey = sampleKey();
  await putOperatorKey(store, { ...operatorKey, account: 'op-1', device: 'any' });
  const tablets = new Map<string, { device: string; key: SampleKey }>();
  const stranger = { device: 'nobody', key: sampleKey() };

  function requestOf(token: string, { journal, epoch, from, prevHash, arrivals }: Push) {
    const { device, key } = tablets.get(token) ?? stranger;
    const head = arrivals.at(-1)?.row.hash ?? prevHash;
    return {
      protocol: PROTOCOL,
      epoch,
      device,
      from,
      prevHash,
      entryKeys: [],
      vouchers: [],
      entries: arrivals.map(({ row }) => ({
        text: textOfColumn(row.text),
        key: row.key ?? '',
        sig: row.sig ?? '',
      })),
      sig: signPush(key, journal, from, head),
    };
  }

  return {
    app,
    store,
    clock,
    async enrol(site = 'site-1', protocol = PROTOCOL) {
      const made = await makeEnrolment(store, { site, by: 'admin' });
      const key = sampleKey();
      const { publicKey } = key;
      const payload = { protocol, code: made?.code, deviceName: 'Máy 1', publicKey };
      const reply = await app.inject({ method: 'POST', url: '/api/devices', payload });
      const { device, deviceToken } = reply.json();
      tablets.set(deviceToken, { device, key });
      return String(deviceToken);
    },
    async signIn(user) {
      // What the steps at the desk come to; they are walked through in desk-sign-in.test.ts.
      if (roles[user]?.role !== 'vaccinator') return openDesk(store, user);
      const payload = { user, password: PASSWORD };
      const reply = await app.inject({ method: 'POST', url: '/api/sessions', payload });
      return reply.json();
    },
    requestOf,
    journal: (seed, operator) => signedJournal(seed, operatorKey, operator),
    push(token, push, zipped = false) {
      const { journal } = push;
      const json = JSON.stringify(requestOf(token, push));
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(zipped ? { 'content-encoding': 'gzip' } : {}),
      };
      const payload = zipped ? gzipSync(json) : json;
      const url = `/api/journals/${journal}/entries`;
      return app.inject({ method: 'POST', url, headers, payload });
    },
    get(token, url) {
      return app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });
    },
    async close() {
      await app.close();
      await store.close();
    },
  };
}

function openDesk(store: Store, user: string): Promise<SignedIn> {
  return store.write(async (tx) => {
    const account = await tx.db
      .selectFrom('account')
      .selectAll()
      .where('user', '=', user)
      .executeTakeFirstOrThrow();
    const rights = await rightsOf(tx, account.id, tx.clock.now());
    if (rights === null) throw new Error('an account of the sample without rights');
    const opening = { kind: 'desk', lifeMs: DESK_LEASE_MS, agent: 'Chrome · Linux' } as const;
    return openSession(tx, account, rights, opening);
  });
}
