import { expect, test } from 'vitest';
import { digestOf } from './entry.ts';
import { entrySigned, isSigned, keyIdOf, makeSigningPair, sign } from './signature.ts';

const { subtle } = crypto;
const message = entrySigned(digestOf('một mũi tiêm'));

test('[E10] a signature holds for its key and its message, and for no other', async () => {
  const [lan, hoa] = [await makeSigningPair(subtle, true), await makeSigningPair(subtle, true)];
  const sig = await sign(subtle, lan.privateKey, message);
  expect(await isSigned(subtle, lan.publicKey, message, sig)).toBe(true);
  expect(await isSigned(subtle, hoa.publicKey, message, sig)).toBe(false);
  expect(await isSigned(subtle, lan.publicKey, entrySigned(digestOf('hai mũi')), sig)).toBe(false);
  expect(keyIdOf(lan.publicKey)).not.toBe(keyIdOf(hoa.publicKey));
});

test('[E10] a signature with any one letter changed is none', async () => {
  const pair = await makeSigningPair(subtle, true);
  const sig = await sign(subtle, pair.privateKey, message);
  for (let at = 0; at < sig.length - 1; at++) {
    const other = sig[at] === 'A' ? 'B' : 'A';
    const turned = sig.slice(0, at) + other + sig.slice(at + 1);
    expect(await isSigned(subtle, pair.publicKey, message, turned)).toBe(false);
  }
  expect(await isSigned(subtle, 'not a key', message, sig)).toBe(false);
});
