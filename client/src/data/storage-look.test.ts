import { expect, test } from 'vitest';
import { makeStorageLook, RESERVE_BYTES } from './storage-look.ts';

function sampleStorage() {
  const disk = { held: 0, probes: 0, nowMs: 0, turned: 0, isShort: false };
  const reserve = {
    size: async () => disk.held,
    async fill(bytes: number) {
      disk.held = bytes;
    },
    async drop() {
      disk.held = 0;
    },
    async probe() {
      disk.probes += 1;
      if (disk.isShort) throw new DOMException('no room', 'QuotaExceededError');
    },
  };
  const storage = {
    persist: async () => true,
    persisted: async () => true,
    estimate: async () => ({}),
    async turnLog() {
      disk.turned += 1;
    },
    reserve,
  };
  const clock = { now: () => disk.nowMs, mono: () => disk.nowMs };
  const marks = { read: () => null, write: () => undefined };
  return { disk, look: makeStorageLook({ storage, clock, marks }, () => undefined) };
}

test('room is proved once in a burst of writes, and again after it', async () => {
  const { disk, look } = sampleStorage();
  await look.prove();
  disk.nowMs += 50;
  await look.prove();
  expect(disk.probes).toBe(1);
  disk.nowMs += 100;
  await look.prove();
  expect(disk.probes).toBe(2);
});

test('a look at a reserve that is whole takes no proof away; one that must be written does', async () => {
  const { disk, look } = sampleStorage();
  await look.look();
  expect(disk.held).toBe(RESERVE_BYTES);
  await look.prove();
  const proved = disk.probes;
  await look.look();
  await look.prove();
  expect(disk.probes).toBe(proved);
  disk.held = 0;
  await look.look();
  await look.prove();
  // One for the reserve that was written, one for what is written now.
  expect(disk.probes).toBe(proved + 2);
});

test('[I1] the log is turned once after a start, however many saves wait for it', async () => {
  const { disk, look } = sampleStorage();
  await Promise.all([look.turnLog?.(), look.turnLog?.()]);
  await look.turnLog?.();
  expect(disk.turned).toBe(1);
  look.tear();
  await look.mend();
  await look.turnLog?.();
  expect(disk.turned).toBe(2);
});

test('a log is not turned where there is no room for it; the reserve stays, and later it is', async () => {
  const { disk, look } = sampleStorage();
  await look.look();
  disk.isShort = true;
  await look.turnLog?.();
  expect(disk).toMatchObject({ turned: 0, held: RESERVE_BYTES });
  disk.isShort = false;
  await look.turnLog?.();
  expect(disk.turned).toBe(1);
});
