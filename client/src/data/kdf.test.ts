import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseCost, derive, USUAL_COST } from './kdf.ts';

test('Argon2id is the one of RFC 9106, not a variant of it', async () => {
  const salt = new TextEncoder().encode('somesaltsomesalt');
  const cost = { memoryKiB: 64, passes: 2 };
  const key = await derive('73190462', new Uint8Array(salt), cost);
  const { argon2Sync } = await import('node:crypto');
  const oracle = argon2Sync('argon2id', {
    message: '73190462',
    nonce: salt,
    parallelism: 1,
    tagLength: 32,
    memory: cost.memoryKiB,
    passes: cost.passes,
  });
  expect(key).toEqual(new Uint8Array(oracle));
});

test('a phrase typed on two keyboards is one phrase', async () => {
  const salt = new Uint8Array(16);
  const cost = { memoryKiB: 64, passes: 1 };
  const phrase = 'mưa tháng sáu';
  expect(await derive(phrase.normalize('NFD'), salt, cost)).toEqual(
    await derive(phrase.normalize('NFC'), salt, cost),
  );
});

test('the cost takes 0.8–1.5 s on the device, or stands at the floor', () => {
  fc.assert(
    fc.property(fc.integer({ min: 250, max: 60_000 }), (tookMs) => {
      const cost = chooseCost(tookMs);
      const units = (each: typeof cost) => each.memoryKiB * each.passes;
      const ms = (tookMs * units(cost)) / units(USUAL_COST);
      const isFloor = cost.memoryKiB === 19 * 1024 && cost.passes === 2;
      expect(cost.memoryKiB >= 19 * 1024 && cost.passes >= 2).toBe(true);
      expect(ms >= 800 || cost.passes === 12 || tookMs > 800).toBe(true);
      expect(ms <= 1500 || isFloor).toBe(true);
    }),
  );
});
