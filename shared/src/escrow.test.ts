import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';
import {
  importEntryKey,
  makeEscrowPair,
  openEntry,
  sealEntry,
  unwrapAtOffice,
  wrapToOffice,
} from './escrow.ts';
import { seededRandom } from './sample.ts';

const { subtle } = crypto;
const random = seededRandom(1);
const secret = new Uint8Array(32).fill(7);

test('[E11] what was wrapped to the office is opened by the office, and by no other key or context', async () => {
  const [office, other] = [await makeEscrowPair(subtle), await makeEscrowPair(subtle)];
  const wrapped = await wrapToOffice(subtle, random, office.publicKey, 'here', secret);
  expect(await unwrapAtOffice(subtle, office, 'here', wrapped)).toEqual(secret);
  expect(await unwrapAtOffice(subtle, office, 'there', wrapped)).toBeNull();
  expect(await unwrapAtOffice(subtle, other, 'here', wrapped)).toBeNull();
});

test('[E11] wrapped bytes with any one bit turned are not opened', async () => {
  const office = await makeEscrowPair(subtle);
  const wrapped = await wrapToOffice(subtle, random, office.publicKey, 'here', secret);
  for (let at = 0; at < wrapped.length; at++) {
    const turned = wrapped.slice();
    turned[at] = (turned[at] ?? 0) ^ 1;
    expect(await unwrapAtOffice(subtle, office, 'here', turned)).toBeNull();
  }
  expect(await unwrapAtOffice(subtle, office, 'here', wrapped.slice(0, 40))).toBeNull();
});

test('[E11] a sealed entry opens under its own name only', async () => {
  const key = await importEntryKey(subtle, secret);
  const name = { entryKey: 'k', id: 'one' };
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      const sealed = await sealEntry(subtle, random, key, name, text);
      expect(await openEntry(subtle, key, name, sealed)).toBe(text);
      expect(await openEntry(subtle, key, { ...name, id: 'two' }, sealed)).toBeNull();
    }),
    { numRuns: 50 },
  );
});

test('bytes survive base64url, and what is none is refused', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
  expect(() => fromBase64('a')).toThrow(RangeError);
  expect(() => fromBase64('+/==')).toThrow(RangeError);
});
