import { seededRandom } from '@khop/shared/sample';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBytes } from './bytes.ts';
import { openKeys } from './vault.ts';

const { subtle } = crypto;
const keysOf = (seed: number) =>
  openKeys(subtle, seededRandom(seed), new Uint8Array(seededRandom(seed)(32)));

test('sealed bytes open at their place with their key', async () => {
  const { sealer } = await keysOf(1);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), fc.string(), fc.string(), async (bytes, store, key) => {
      const plain = new Uint8Array(bytes);
      expect(await sealer.open(store, key, await sealer.seal(store, key, plain))).toEqual(plain);
    }),
  );
});

test('sealed bytes open nowhere else, with no other key, and not after one bit was turned', async () => {
  const { sealer } = await keysOf(1);
  const other = await keysOf(2);
  const sealed = await sealer.seal('bodies', 'a/1', toBytes('Nguyễn Thị Ánh'));
  const broken = { name: 'StorageTrouble', kind: 'broken' };
  await expect(sealer.open('drafts', 'a/1', sealed)).rejects.toMatchObject(broken);
  await expect(sealer.open('bodies', 'a/2', sealed)).rejects.toMatchObject(broken);
  await expect(other.sealer.open('bodies', 'a/1', sealed)).rejects.toMatchObject(broken);
  for (let at = 0; at < sealed.length; at++) {
    const turned = sealed.slice();
    turned[at] = (turned[at] ?? 0) ^ 1;
    await expect(sealer.open('bodies', 'a/1', turned)).rejects.toMatchObject(broken);
  }
});

test('the same bytes sealed twice look different', async () => {
  const { sealer } = await keysOf(1);
  const seal = () => sealer.seal('bodies', 'a/1', toBytes('x'));
  expect(await seal()).not.toEqual(await seal());
});

test('a blinded name is equal for equal texts of one device only', async () => {
  const [one, two] = [await keysOf(1), await keysOf(2)];
  expect(await one.blind('dose:1')).toBe(await one.blind('dose:1'));
  expect(await one.blind('dose:1')).not.toBe(await one.blind('dose:2'));
  expect(await one.blind('dose:1')).not.toBe(await two.blind('dose:1'));
});
