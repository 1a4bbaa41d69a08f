import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount } from '@khop/server/access/accounts';
import { makeEnrolment } from '@khop/server/access/enrol';
import { hashPassword } from '@khop/server/access/passwords';
import { putSite } from '@khop/server/access/sites';
import { type App, buildApp } from '@khop/server/app';
import { type Checks, openChecks } from '@khop/server/checks/worker';
import type { Registry } from '@khop/server/registry/registry';
import { textOfColumn } from '@khop/server/store/entries';
import { openStore } from '@khop/server/store/open-store';
import type { Store } from '@khop/server/store/store';
import { type Entry, readEntry } from '@khop/shared/entry';
import type { Id } from '@khop/shared/ids';
import type { PersonRecord } from '@khop/shared/record';
import type { HouseOffice, OfficeOptions } from '../house/office.ts';
import type { OfficeView } from '../house/office-view.ts';
import { populationOf } from '../house/people.ts';
import { FILLER } from './fill-office.ts';

/** A house's office whose data folder can be lost and brought back while the tablets live on. */
export type DrillOffice = HouseOffice & {
  /** Holds the data folder and whatever the drill puts beside it. */
  folder: string;
  dataDir: string;
  location: string;
  databaseBytes(): number;
};

const SITE = {
  id: 'site-1',
  name: 'Trạm y tế xã Kiểm Thử',
  commune: { edition: '2026-04', code: '99999' },
  communeName: 'Xã Kiểm Thử',
  points: [],
};
const PASSWORD = 'mat khau cua dien tap';
const quiet = { info() {}, warn() {}, error() {} };

export async function openDrillOffice(
  { clock, random, citizens }: Omit<OfficeOptions, 'engine'>,
  folder = mkdtempSync(join(tmpdir(), 'khop-drill-')),
): Promise<DrillOffice> {
  const dataDir = join(folder, 'data');
  const location = join(dataDir, 'office.sqlite');
  const truth = populationOf(citizens);
  const registry: Registry = {
    name: 'drill',
    check: async (batch) =>
      batch.map(({ id, fields }) => ({ id, outcome: truth(fields), raw: '<TonTai/>' })),
  };
  const world = { clock, random };
  let store: Store;
  let app: App;
  let checks: Checks;
  let operators = 0;

  const office: DrillOffice = {
    folder,
    dataDir,
    location,
    site: SITE.id,
    registry: 'up',
    questions: 0,
    backups: null,
    app: () => app,
    store: () => store,
    databaseBytes: () => statSync(location).size,
    async start() {
      store = await openStore(location, world);
      const door = {
        log: null,
        clientDir: null,
        trustProxy: false as const,
        checks: null,
        more: [],
      };
      app = await buildApp({ store, ...world, ...door, triesPerMinute: 1_000_000 });
      checks = openChecks({ store, registry, ...world, log: quiet, portion: 50 });
    },
    async kill() {
      await app.close();
      await store.close();
    },
    async makeOperator() {
      operators += 1;
      const password = await hashPassword(PASSWORD, random);
      const user = `tiem${operators}`;
      const account = {
        id: `op-${operators}`,
        user,
        fullName: `Người tiêm ${operators}`,
        password,
      };
      const role = { role: 'vaccinator', site: SITE.id, commune: null } as const;
      await store.write((tx) => addAccount(tx, { ...account, ...role }, 'drill'));
      return { id: account.id, user, password: PASSWORD };
    },
    async makeEnrolment() {
      const made = await makeEnrolment(store, { site: SITE.id, by: 'drill' });
      if (made === null) throw new Error('the drill has no site');
      return made.code;
    },
    async runChecks(most) {
      for (let asked = 0; asked < most; ) {
        const claimed = await checks.runOnce();
        if (claimed === 0) return;
        asked += claimed;
      }
    },
    view: () => readView(store),
    async close() {
      await office.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  mkdirSync(dataDir, { recursive: true });
  await office.start();
  await office.store().write((tx) => putSite(tx, SITE));
  return office;
}

/** What the tablets of the house made and are told; the filler's records lie in another scope. */
async function readView(store: Store): Promise<OfficeView> {
  const rows = await store.read(async ({ db }) => ({
    journals: await db
      .selectFrom('journal')
      .select(['id', 'head'])
      .where((each) => each.or([each('device', 'is', null), each('device', '!=', FILLER)]))
      .execute(),
    records: await db
      .selectFrom('record')
      .select('body')
      .where('type', '=', 'person')
      .where('site', '=', SITE.id)
      .execute(),
  }));
  const entriesById = new Map<Id, Entry[]>();
  const journals: OfficeView['journals'] = [];
  for (const { id, head } of rows.journals) {
    const held = await store.read(({ db }) =>
      db
        .selectFrom('entry')
        .select(['seq', 'id', 'text', 'key', 'sig', 'hash', 'state'])
        .where('journal', '=', id)
        .orderBy('seq')
        .execute(),
    );
    const entries = held.map((entry) => ({ ...entry, text: textOfColumn(entry.text) }));
    for (const { seq, text } of entries) {
      const read = readEntry(text, { journal: id, seq });
      if ('entry' in read) entriesById.set(read.entry.id, [read.entry]);
    }
    journals.push({ journal: id, head, entries });
  }
  const persons = rows.records.map(({ body }) => JSON.parse(body) as PersonRecord);
  return { journals, entriesById, persons: new Map(persons.map((each) => [each.id, each])) };
}
