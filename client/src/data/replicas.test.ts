import { sampleRegistration } from '@khop/shared/sample';
import { IDBKeyRange } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import { openSampleTablet, sampleTablet, vaccinate } from '../sample-tablet.ts';
import { makeDiskWithBuckets, SAMPLE_PIN } from '../sample-world.ts';
import type { SampleOffice } from '../sync/sample-office.ts';
import { openTablet, type Tablet } from '../tablet.ts';
import { type JournalRow, LEDGER, makeLedgerDb } from './ledger.ts';
import { imageOf } from './sample-ledger.ts';

afterEach(() => vi.restoreAllMocks());

function deleteDatabase(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = factory.deleteDatabase(name);
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error);
  });
}

function openRaw(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = factory.open(LEDGER);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function rowsOf<T>(factory: IDBFactory, store: string): Promise<T[]> {
  const db = await openRaw(factory);
  const asked = db.transaction(store).objectStore(store).getAll();
  await new Promise((resolve) => asked.addEventListener('success', resolve));
  db.close();
  return asked.result as T[];
}

/** Keeps whoever writes to a store waiting until it is let go. */
async function block(factory: IDBFactory, store: string): Promise<() => void> {
  const db = await openRaw(factory);
  const rows = db.transaction(store, 'readwrite').objectStore(store);
  let isHeld = true;
  const ask = () => {
    if (isHeld) rows.count().onsuccess = ask;
  };
  ask();
  return () => {
    isHeld = false;
    db.close();
  };
}

/** A tablet whose browser has other stores, and an office that nothing reaches. */
async function openReplicated() {
  const disk = makeDiskWithBuckets();
  const all = await openSampleTablet({ disk });
  all.office.fate = () => 'lost';
  return { ...all, disk };
}

async function opens(tablet: Tablet) {
  const state = tablet.state.get();
  if (state.at !== 'locked') throw new Error(`the tablet is ${state.at}`);
  expect(await tablet.unlock(state.operators[0]?.id ?? '', SAMPLE_PIN)).toMatchObject({ ok: true });
  await tablet.settled();
}

async function editJournals(
  indexedDB: IDBFactory,
  edit: (row: JournalRow) => JournalRow,
): Promise<void> {
  const db = makeLedgerDb({ indexedDB, IDBKeyRange });
  await db.open();
  await db.journals.bulkPut((await db.journals.toArray()).map(edit));
  db.close();
}

const textsAt = (office: SampleOffice) =>
  [...office.journals.values()].flatMap(({ texts }) => texts);

const only = (disk: { buckets: Map<string, IDBFactory> }) => {
  const [factory, ...more] = disk.buckets.values();
  if (factory === undefined || more.length > 0) throw new Error('not one replica');
  return factory;
};

test('[I1] what is called saved lies in a second store too, sealed, the moment it is called so', async () => {
  const { tablet, disk } = await openReplicated();
  await vaccinate(tablet, 'Nguyễn Thị Ánh');
  const replica = only(disk);
  for (const store of ['meta', 'journals', 'entries', 'bodies', 'entryKeys'])
    expect(await rowsOf(replica, store), store).toEqual(await rowsOf(disk.indexedDB, store));
});

test('[I1] nothing is called saved before both stores have it; one that stalls is waited for five seconds', async () => {
  const { tablet, disk, clock } = await openReplicated();
  await vaccinate(tablet, 'Nguyễn Thị Ánh');
  const letGo = await block(only(disk), 'bodies');
  let isSaved = false;
  const saving = tablet
    .record('person-registered', tablet.newId(), sampleRegistration())
    .then(() => {
      isSaved = true;
    });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await rowsOf(disk.indexedDB, 'bodies')).toHaveLength(3);
  expect(isSaved).toBe(false);
  clock.turn(5_000);
  await saving;
  letGo();
});

test('[I1] a store that the browser deleted between two starts costs nothing', async () => {
  const first = await openReplicated();
  const person = await vaccinate(first.tablet, 'Nguyễn Thị Ánh');
  await first.tablet.settled();
  await first.tablet.close();
  await deleteDatabase(first.disk.indexedDB, LEDGER);

  const { tablet } = await sampleTablet(first);
  await opens(tablet);
  expect(tablet.status.get().waiting).toBe(2);
  expect((await tablet.register.person(person))?.record.identity?.fullName).toBe('Nguyễn Thị Ánh');
  await vaccinate(tablet, 'Trần Văn Bình', '001190000002');
  first.office.fate = () => 'pass';
  tablet.sendNow();
  await tablet.settled();
  expect(tablet.status.get()).toMatchObject({ waiting: 0, problem: null });
  expect(textsAt(first.office)).toHaveLength(4);
});

test('[I3] a lost store and an office restored to before what the replica goes back to: the rest arrives', async () => {
  const first = await openReplicated();
  first.office.fate = () => 'pass';
  for (const name of ['An', 'Bình']) await vaccinate(first.tablet, name);
  first.tablet.sendNow();
  await first.tablet.settled();
  await first.tablet.close();
  // The next replica begins behind all of it: the office called it safe, and then was not.
  await editJournals(first.disk.indexedDB, (row) => ({ ...row, safe: row.acked }));
  const second = await sampleTablet(first);
  await opens(second.tablet);
  first.office.fate = () => 'lost';
  await vaccinate(second.tablet, 'Cúc', '001190000003');
  await second.tablet.settled();
  await second.tablet.close();
  await deleteDatabase(first.disk.indexedDB, LEDGER);
  first.office.restore(2);

  first.office.fate = () => 'pass';
  const third = await sampleTablet(first);
  await opens(third.tablet);
  third.tablet.sendNow();
  await third.tablet.settled();
  expect(third.tablet.status.get()).toMatchObject({ waiting: 0, problem: null });
  expect(textsAt(first.office).filter((text) => text.includes('Cúc'))).toHaveLength(1);
  // A later save goes its way too.
  await vaccinate(third.tablet, 'Dung', '001190000004');
  await third.tablet.settled();
  expect(third.tablet.status.get()).toMatchObject({ waiting: 0, problem: null });
});

test('[I1] a ledger deleted under an open tablet is there again, and nobody is told it is gone', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { tablet, disk, office } = await openReplicated();
  await vaccinate(tablet, 'Nguyễn Thị Ánh');
  await deleteDatabase(disk.indexedDB, LEDGER);
  await vaccinate(tablet, 'Trần Văn Bình', '001190000002');
  await tablet.settled();
  expect(tablet.state.get().at).toBe('open');
  expect(tablet.status.get()).toMatchObject({ waiting: 4, problem: null });
  office.fate = () => 'pass';
  tablet.sendNow();
  await tablet.settled();
  expect(textsAt(office)).toHaveLength(4);
});

test('[I1] a store that was read up to a torn record only gets its end back before anything is written', async () => {
  const first = await openReplicated();
  await vaccinate(first.tablet, 'Nguyễn Thị Ánh');
  await first.tablet.settled();
  const before = await imageOf(first.disk.indexedDB);
  await vaccinate(first.tablet, 'Trần Văn Bình', '001190000002');
  await first.tablet.settled();
  await first.tablet.close();
  first.disk.indexedDB = before;

  const { tablet } = await sampleTablet(first);
  expect(tablet.status.get().waiting).toBe(4);
  await opens(tablet);
  await vaccinate(tablet, 'Lê Thị Cúc', '001190000003');
  first.office.fate = () => 'pass';
  tablet.sendNow();
  await tablet.settled();
  expect(tablet.status.get()).toMatchObject({ waiting: 0, problem: null });
  expect(textsAt(first.office)).toHaveLength(6);
  expect(first.office.journals.size).toBe(1);
});

test('a replica is dropped when the next one holds what the office may not have', async () => {
  const first = await openReplicated();
  await vaccinate(first.tablet, 'Nguyễn Thị Ánh');
  await first.tablet.settled();
  await first.tablet.close();
  const [older] = first.disk.buckets.keys();
  await (await sampleTablet(first)).tablet.settled();
  expect([...first.disk.buckets.keys()]).not.toContain(older);
  expect(await rowsOf(only(first.disk), 'bodies')).toHaveLength(2);
});

test('[I1] killed before all was copied anew, and its store lost: the older replica has the rest', async () => {
  const first = await openReplicated();
  for (const name of ['An', 'Bình', 'Cúc']) await vaccinate(first.tablet, name);
  await first.tablet.settled();
  await first.tablet.close();
  const { buckets, indexedDB } = first.disk;
  const older = [...buckets];

  const second = await sampleTablet(first);
  await opens(second.tablet);
  await vaccinate(second.tablet, 'Dung');
  // As at a kill: of what was saved before this start nothing is copied, and nothing is dropped yet.
  const replica = makeLedgerDb({ indexedDB: only(first.disk), IDBKeyRange });
  await replica.open();
  for (const table of [replica.entries, replica.bodies])
    await table.filter(({ seq }) => seq <= 6).delete();
  for (const [name, factory] of older) buckets.set(name, factory);
  await deleteDatabase(indexedDB, LEDGER);

  const third = await sampleTablet(first);
  expect(third.tablet.status.get().waiting).toBe(8);
  first.office.fate = () => 'pass';
  third.tablet.sendNow();
  await third.tablet.settled();
  expect(textsAt(first.office)).toHaveLength(8);
  expect(buckets.size).toBe(1);
});

test('[L5] revoked with nothing left to send, no replica keeps a key', async () => {
  const { tablet, disk, office, clock } = await openReplicated();
  await vaccinate(tablet, 'Nguyễn Thị Ánh');
  office.fate = () => 'pass';
  tablet.sendNow();
  await tablet.settled();
  expect(disk.buckets.size).toBe(1);
  office.standing = 'revoked';
  clock.turn(2 * 3_600_000);
  tablet.sendNow();
  await tablet.settled();
  expect(tablet.state.get()).toMatchObject({ at: 'not-enrolled', revoked: true });
  expect(disk.buckets.size).toBe(0);
});

test('a replica that fails is let go, saving goes on, and a minute later there is another', async () => {
  const { tablet, disk, clock } = await openReplicated();
  await vaccinate(tablet, 'Nguyễn Thị Ánh');
  await deleteDatabase(only(disk), LEDGER);
  await vaccinate(tablet, 'Trần Văn Bình', '001190000002');
  clock.turn(61_000);
  await vaccinate(tablet, 'Lê Thị Cúc', '001190000003');
  await tablet.settled();
  expect(tablet.status.get()).toMatchObject({ waiting: 6, problem: null });
  expect(await rowsOf(only(disk), 'entries')).toEqual(await rowsOf(disk.indexedDB, 'entries'));
});

test('two tabs each keep a replica, and neither drops that of the other', async () => {
  const locks = new Set<string>();
  const disk = makeDiskWithBuckets();
  const first = await openSampleTablet({ disk, locks });
  const second = await sampleTablet({ ...first, locks });
  await second.tablet.settled();
  expect(disk.buckets.size).toBe(2);
  await first.tablet.close();
  await second.tablet.close();
  const third = await sampleTablet({ ...first, locks });
  await third.tablet.settled();
  expect(disk.buckets.size).toBe(1);
});

test.each([
  ['that can be opened no new log is begun', true, 0],
  ['that cannot a new log is begun, once', false, 1],
])('with buckets %s', async (_, mayOpen, times) => {
  const disk = makeDiskWithBuckets();
  const { world } = await sampleTablet({ disk });
  const { buckets } = world.storage;
  if (buckets === undefined) throw new Error('a world without buckets');
  if (!mayOpen) buckets.open = () => Promise.reject(new DOMException('no', 'UnknownError'));
  const turnLog = vi.fn(async () => undefined);
  world.storage.turnLog = turnLog;
  const tablet = await openTablet(world);
  await tablet.enrol('RIGHT-CODE', 'Máy 1');
  await tablet.addOperator('lan', 'mat-khau-lan', SAMPLE_PIN);
  await vaccinate(tablet, 'Nguyễn Thị Ánh');
  await tablet.settled();
  expect(turnLog).toHaveBeenCalledTimes(times);
  expect(tablet.status.get().waiting).toBe(0);
});
