import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import { openSampleTablet, sampleTablet, vaccinate } from '../sample-tablet.ts';
import { makeDisk, SAMPLE_PIN } from '../sample-world.ts';
import { CACHE } from './cache.ts';
import { LEDGER } from './ledger.ts';
import { RESERVE_BYTES } from './storage-look.ts';

afterEach(() => vi.restoreAllMocks());

function deleteDatabase(disk: ReturnType<typeof makeDisk>, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = disk.indexedDB.deleteDatabase(name);
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error);
  });
}

test('a ledger deleted under an open tablet is said, with what it cost, and again after a restart', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const first = await openSampleTablet();
  first.office.fate = () => 'lost';
  const person = await vaccinate(first.tablet, 'Nguyễn Thị Ánh');
  await first.tablet.settled();
  await deleteDatabase(first.disk, LEDGER);
  await vi.waitFor(() =>
    expect(first.tablet.state.get()).toEqual({
      at: 'not-enrolled',
      missing: true,
      unsent: 2,
      revoked: false,
    }),
  );
  expect(await first.tablet.register.person(person)).toBeNull();
  await expect(vaccinate(first.tablet, 'Trần Văn B')).rejects.toThrow('locked');
  await first.tablet.settled();
  await first.tablet.close();

  const again = await sampleTablet(first);
  expect(again.tablet.state.get()).toEqual({
    at: 'not-enrolled',
    missing: true,
    unsent: null,
    revoked: false,
  });
  again.office.fate = () => 'pass';
  expect(await again.tablet.enrol('RIGHT-CODE', 'Máy 1')).toBe('enrolled');
  expect(again.tablet.state.get()).toMatchObject({ at: 'locked', operators: [] });
});

test('a cache deleted under an open tablet costs a pull and nothing else', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const first = await openSampleTablet();
  first.office.fate = () => 'lost';
  await vaccinate(first.tablet, 'Nguyễn Thị Ánh');
  await first.tablet.settled();
  await deleteDatabase(first.disk, CACHE);
  first.office.fate = () => 'pass';
  first.tablet.sendNow();
  await first.tablet.settled();
  expect(first.tablet.state.get().at).toBe('open');
  expect(first.tablet.status.get()).toMatchObject({ waiting: 0, problem: null });
});

/** A disk on which `free` bytes are left for what is not the reserve. */
function fillDisk(storage: { reserve?: unknown }) {
  const disk = { held: 0, isFull: false };
  storage.reserve = {
    size: async () => disk.held,
    async fill(bytes: number) {
      if (disk.isFull) throw new DOMException('no room', 'QuotaExceededError');
      disk.held = bytes;
    },
    drop: async () => {
      disk.held = 0;
    },
    async probe() {
      if (disk.isFull && disk.held > 0) throw new DOMException('no room', 'QuotaExceededError');
    },
  };
  const add = IDBObjectStore.prototype.add;
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
    this: IDBObjectStore,
    ...row
  ) {
    if (disk.isFull && disk.held > 0) throw new DOMException('no room', 'QuotaExceededError');
    return add.apply(this, row);
  });
  return disk;
}

test('a full disk is said before the needle; what was already injected is saved in the room kept for it', async () => {
  const made = makeDisk();
  const { world } = await sampleTablet({ disk: made });
  const disk = fillDisk(world.storage);
  const { openTablet } = await import('../tablet.ts');
  const tablet = await openTablet(world);
  await tablet.enrol('RIGHT-CODE', 'Máy 1');
  await tablet.addOperator('lan', 'mat-khau-lan', SAMPLE_PIN);
  await tablet.settled();
  await tablet.lookAtStorage();
  expect(tablet.status.get().storage.room).toBe('kept');
  expect(disk.held).toBe(RESERVE_BYTES);

  disk.isFull = true;
  await vaccinate(tablet, 'Nguyễn Thị Ánh');
  expect(disk.held).toBe(0);
  expect(tablet.status.get().problem).toBeNull();
  await tablet.lookAtStorage();
  expect(tablet.status.get().storage.room).toBe('none');

  disk.isFull = false;
  await tablet.lookAtStorage();
  expect(tablet.status.get().storage.room).toBe('kept');
});

test('on a disk without any room no database is opened: an opening may cost the whole store', async () => {
  const first = await openSampleTablet();
  first.office.fate = () => 'lost';
  await vaccinate(first.tablet, 'Nguyễn Thị Ánh');
  await first.tablet.settled();
  await first.tablet.close();
  const disk = fillDisk(first.world.storage);
  disk.isFull = true;
  disk.held = 0;
  const reserve = first.world.storage.reserve;
  const open = vi.spyOn(first.disk.indexedDB, 'open');
  const probe = async () => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  const full = { ...first.world.storage, ...(reserve && { reserve: { ...reserve, probe } }) };
  const { openTablet } = await import('../tablet.ts');
  await expect(openTablet({ ...first.world, storage: full })).rejects.toThrow('storage: full');
  expect(open).not.toHaveBeenCalled();
  const again = await openTablet(first.world);
  expect(again.status.get().waiting).toBe(2);
});
