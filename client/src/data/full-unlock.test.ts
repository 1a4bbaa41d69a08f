import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import { openSampleTablet } from '../sample-tablet.ts';
import { SAMPLE_PIN } from '../sample-world.ts';

const WRONG = '62518493';
const SECOND = 1000;
const DAY = 24 * 3_600_000;

afterEach(() => vi.restoreAllMocks());

/** A disk with the reserve on it; `room`: what is left when that is given back. */
function holdReserve(storage: { reserve?: unknown }) {
  const disk = { held: true, isFull: false, hasRoom: true };
  const refuseIf = (no: boolean) => {
    if (no) throw new DOMException('no room', 'QuotaExceededError');
  };
  storage.reserve = {
    size: async () => (disk.held ? 1 : 0),
    fill: async () => refuseIf(disk.isFull),
    drop: async () => {
      disk.held = false;
    },
    probe: async () => refuseIf(disk.isFull && (disk.held || !disk.hasRoom)),
  };
  return disk;
}

async function lockedTablet() {
  const all = await openSampleTablet();
  all.tablet.lock();
  await all.tablet.settled();
  // What was proved a moment ago is not proved anew.
  all.clock.turn(SECOND);
  return all;
}

/** Refuses to write the rows of `meta` that `isRefused` picks. */
function refuseMeta(
  isRefused: (row: { key: string; value: { tries?: { failed: number } } }) => boolean,
) {
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...[row, ...rest]
  ) {
    if (this.name === 'meta' && isRefused(row)) {
      throw new DOMException('no room', 'QuotaExceededError');
    }
    return put.apply(this, [row, ...rest]);
  });
}

test('[L8] the room kept for a full disk is given back for the try of a PIN', async () => {
  const { tablet, world } = await lockedTablet();
  const disk = holdReserve(world.storage);
  const again = await (await import('../tablet.ts')).openTablet(world);
  await tablet.close();
  disk.isFull = true;
  world.clock.turn(SECOND);
  expect(await again.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
  expect(disk.held).toBe(false);
});

test('[L8] a try that cannot be written down is none: right and wrong PINs are answered alike', async () => {
  const { tablet, world } = await lockedTablet();
  const disk = holdReserve(world.storage);
  const again = await (await import('../tablet.ts')).openTablet(world);
  await tablet.close();
  Object.assign(disk, { isFull: true, hasRoom: false });
  world.clock.turn(SECOND);
  for (const pin of [WRONG, SAMPLE_PIN, ...Array(20).fill(WRONG), SAMPLE_PIN]) {
    await expect(again.unlock('op-lan', pin)).rejects.toMatchObject({
      name: 'StorageTrouble',
      kind: 'full',
    });
  }
  disk.isFull = false;
  expect(await again.unlock('op-lan', WRONG)).toEqual({ ok: false, waitMs: 0, bar: null });
  expect(await again.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
});

test('[L8] a right PIN opens though it cannot be written that it was right, and is held against nobody', async () => {
  const { tablet } = await lockedTablet();
  refuseMeta(({ key, value }) => key === 'operator:op-lan' && value.tries?.failed === 0);
  for (let times = 0; times < 12; times++) {
    expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
    tablet.lock();
  }
  for (let tries = 0; tries < 4; tries++) {
    expect(await tablet.unlock('op-lan', WRONG)).toEqual({ ok: false, waitMs: 0, bar: null });
  }
  expect(await tablet.unlock('op-lan', WRONG)).toMatchObject({ ok: false, waitMs: 30_000 });
});

test('[L2] [L8] a lease ends on a full disk as well', async () => {
  const { tablet, clock, office } = await openSampleTablet();
  refuseMeta(({ key }) => key === 'standing');
  office.fate = () => 'lost';
  for (let hours = 0; hours < 8 * 24; hours++) {
    clock.turn(DAY / 24);
    await tablet.settled();
  }
  expect(tablet.state.get()).toMatchObject({ at: 'locked', bar: 'lease-ended' });
});
