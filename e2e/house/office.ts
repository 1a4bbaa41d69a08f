import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount } from '@khop/server/access/accounts';
import { makeEnrolment } from '@khop/server/access/enrol';
import { hashPassword } from '@khop/server/access/passwords';
import { putSite } from '@khop/server/access/sites';
import { type App, buildApp } from '@khop/server/app';
import { releaseCheck } from '@khop/server/checks/release';
import { type Checks, openChecks } from '@khop/server/checks/worker';
import type { Answer, Registry } from '@khop/server/registry/registry';
import { listHeld } from '@khop/server/store/asked';
import { openStore } from '@khop/server/store/open-store';
import type { Store } from '@khop/server/store/store';
import { startTestPostgres } from '@khop/server/store/test-postgres';
import type { Identity } from '@khop/shared/identity';
import type { Random } from '@khop/shared/ids';
import { COUNTRY_SCOPE } from '@khop/shared/unit-reach';
import type { HandClock } from './hand-clock.ts';
import { type OfficeBackups, openBackups } from './office-backups.ts';
import { type OfficeView, readView } from './office-view.ts';
import { populationOf } from './people.ts';

export type HouseOffice = {
  site: string;
  /** The door; null while the office is down. */
  app(): App | null;
  makeOperator(): Promise<{ id: string; user: string; password: string }>;
  makeEnrolment(): Promise<string>;
  /** Lets the worker ask up to `most` questions of a registry that is right, slow to come or down. */
  runChecks(most: number): Promise<void>;
  /** How the population database answers: `flapping` fails now one question, now another. */
  registry: 'up' | 'down' | 'flapping';
  /** How many questions it was asked. */
  questions: number;
  /** The office is killed: whoever was waiting hears nothing. */
  kill(): Promise<void>;
  /** It starts again on what its store kept. */
  start(): Promise<void>;
  store(): Store;
  /** What it could be brought back from; null for an office on PostgreSQL. */
  backups: OfficeBackups | null;
  view(): Promise<OfficeView>;
  close(): Promise<void>;
};

export type OfficeOptions = {
  engine: 'sqlite' | 'postgres';
  clock: HandClock;
  random: Random;
  citizens: readonly Identity[];
};

const SITE = {
  id: 'site-1',
  name: 'Trạm y tế xã Kiểm Thử',
  commune: { edition: '2026-04', code: '99999' },
  communeName: 'Xã Kiểm Thử',
  points: ['Nhà văn hóa thôn Đông'],
};
/** Memory where there is some: a house asks what is durable of the code, not of a disk (e2e/faults does). */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const PASSWORD = 'mat khau cua mo phong';

const quiet = { info() {}, warn() {}, error() {} };

/** The real office on a real database, without a socket. */
export async function openOffice(options: OfficeOptions): Promise<HouseOffice> {
  const { clock, random, citizens } = options;
  const place = options.engine === 'sqlite' ? placeForSqlite() : await placeForPostgres();
  const truth = populationOf(citizens);
  const registry: Registry = {
    name: 'house',
    async check(batch) {
      office.questions += batch.length;
      return batch.map(({ id, fields }): Answer => {
        const { registry: mood } = office;
        const isUp = mood === 'up' || (mood === 'flapping' && (random(1)[0] ?? 0) < 128);
        if (isUp) return { id, outcome: truth(fields), raw: '<TonTai/>' };
        const kind = mood === 'down' ? 'down' : 'timeout';
        return { id, outcome: 'error', kind, retry: true, raw: '' };
      });
    },
  };
  let store: Store;
  let app: App | null = null;
  let checks: Checks;

  async function open(): Promise<void> {
    store = await openStore(place.location, { clock, random });
    app = await buildApp({
      store,
      clock,
      random,
      log: null,
      clientDir: null,
      trustProxy: false,
      triesPerMinute: 1_000_000,
      checks: null,
      more: [],
    });
    checks = openChecks({ store, registry, clock, random, log: quiet, portion: 50 });
  }

  let operators = 0;

  async function shut(): Promise<void> {
    const last = app;
    app = null;
    await last?.close();
    await store.close();
  }

  const office: HouseOffice = {
    site: SITE.id,
    app: () => app,
    registry: 'up',
    questions: 0,
    backups:
      place.folder === null ? null : openBackups(place.folder, place.location, { clock, random }),
    store: () => store,
    async makeOperator() {
      operators += 1;
      const password = await hashPassword(PASSWORD, random);
      const user = `tiem${operators}`;
      const account = { id: `op-${operators}`, user, fullName: `Người tiêm ${operators}` };
      await store.write((tx) =>
        addAccount(
          tx,
          { ...account, role: 'vaccinator', site: SITE.id, commune: null, password },
          'house',
        ),
      );
      return { id: account.id, user, password: PASSWORD };
    },
    async makeEnrolment() {
      const made = await makeEnrolment(store, { site: SITE.id, by: 'house' });
      if (made === null) throw new Error('the house has no site');
      return made.code;
    },
    async runChecks(most) {
      for (let asked = 0; asked < most; ) {
        const claimed = await checks.runOnce();
        // [G3] Nurses of a small town ask much about few: the health station lets it through.
        if (claimed === 0 && (await releaseHeld(store)) === 0) return;
        asked += claimed;
      }
    },
    kill: shut,
    start: open,
    view: () => readView(store),
    async close() {
      await shut();
      await place.remove();
    },
  };

  await open();
  await openSite();
  return office;

  async function openSite() {
    await store.write((tx) => putSite(tx, SITE));
  }
}

async function releaseHeld(store: Store): Promise<number> {
  const { held } = await store.read((reads) =>
    listHeld(reads, { scopes: [COUNTRY_SCOPE], sites: [] }, 1000),
  );
  for (const { id } of held) await store.write((tx) => releaseCheck(tx, id, 'second-person'));
  return held.length;
}

type Place = { location: string; folder: string | null; remove(): Promise<void> };

function placeForSqlite(): Place {
  const folder = mkdtempSync(join(FOLDER, 'khop-house-'));
  mkdirSync(join(folder, 'data'));
  return {
    location: join(folder, 'data', 'office.sqlite'),
    folder,
    async remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function placeForPostgres(): Promise<Place> {
  const cluster = await startTestPostgres();
  const location = await cluster.freshUrl();
  return { location, folder: null, remove: () => cluster.stop() };
}
