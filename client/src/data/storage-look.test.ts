import { expect, test } from 'vitest';
import { makeStorageLook, RESERVE_BYTES } from './storage-look.ts';

function sampleStorage() {
  const disk = { held: 0, probes: 0, nowMs: 0 };
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
    },
  };
  const storage = {
    persist: async () => true,
    persisted: async () => true,
    estimate: async () => ({}),
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
