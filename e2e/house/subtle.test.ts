import { webcrypto } from 'node:crypto';
import { seededRandom } from '@khop/shared/sample';
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { signEcdsa, subtleOf } from './subtle.ts';

// The machine's own WebCrypto is the oracle: what the one says the other must understand.
const machine = webcrypto.subtle as unknown as SubtleCrypto;
const house = () => subtleOf(seededRandom(1));
const bytes = (length: number) => new Uint8Array(seededRandom(length)(length));
const hex = (buffer: ArrayBuffer) => Buffer.from(buffer).toString('hex');
const EC = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGN = { name: 'ECDSA', hash: 'SHA-256' } as const;

describe("the house's WebCrypto says what the machine's says", () => {
  test('AES-GCM, HKDF, HMAC and SHA-256 give the same bytes', async () => {
    const say = async (subtle: SubtleCrypto) => {
      const base = await subtle.importKey('raw', bytes(32), 'HKDF', false, ['deriveKey']);
      const from = { name: 'HKDF', hash: 'SHA-256', salt: bytes(16), info: bytes(9) };
      const aes = await subtle.deriveKey(from, base, { name: 'AES-GCM', length: 256 }, true, [
        'encrypt',
      ]);
      const mac = { name: 'HMAC', hash: 'SHA-256', length: 256 };
      const hmac = await subtle.deriveKey(from, base, mac, false, ['sign']);
      const gcm = { name: 'AES-GCM', iv: bytes(12), additionalData: bytes(7) };
      return [
        await subtle.encrypt(gcm, aes, bytes(100)),
        await subtle.sign('HMAC', hmac, bytes(100)),
        await subtle.digest('SHA-256', bytes(100)),
        await subtle.exportKey('raw', aes),
      ].map(hex);
    };
    expect(await say(house())).toEqual(await say(machine));
  });

  test('wrong bytes do not open', async () => {
    const key = await house().importKey('raw', bytes(32), 'AES-GCM', false, ['encrypt', 'decrypt']);
    const gcm = { name: 'AES-GCM', iv: bytes(12) };
    const sealed = new Uint8Array(await house().encrypt(gcm, key, bytes(50)));
    sealed[3] = (sealed[3] ?? 0) ^ 1;
    await expect(house().decrypt(gcm, key, sealed)).rejects.toThrow();
  });

  test('a signature has the nonce of RFC 6979, as another library makes it', () => {
    for (let length = 0; length < 50; length++) {
      const key = p256.utils.randomSecretKey(seededRandom(length + 1)(48));
      const theirs = p256.sign(bytes(length), key, { lowS: false });
      expect(signEcdsa(key, bytes(length))).toEqual(Buffer.from(theirs));
    }
  });

  test('a key pair signs the same twice, and the machine accepts it and its PKCS #8', async () => {
    const pair = await house().generateKey(EC, true, ['sign', 'verify']);
    const sig = await house().sign(SIGN, pair.privateKey, bytes(40));
    expect(hex(await house().sign(SIGN, pair.privateKey, bytes(40)))).toBe(hex(sig));
    const raw = await house().exportKey('raw', pair.publicKey);
    const theirs = await machine.importKey('raw', raw, EC, true, ['verify']);
    expect(await machine.verify(SIGN, theirs, sig, bytes(40))).toBe(true);
    expect(await machine.verify(SIGN, theirs, sig, bytes(41))).toBe(false);
    const pkcs8 = await house().exportKey('pkcs8', pair.privateKey);
    const mine = await machine.importKey('pkcs8', pkcs8, EC, true, ['sign']);
    const again = await machine.sign(SIGN, mine, bytes(40));
    expect(await house().verify(SIGN, pair.publicKey, again, bytes(40))).toBe(true);
    expect(await house().verify(SIGN, pair.publicKey, again, bytes(41))).toBe(false);
    const back = await house().importKey(
      'pkcs8',
      await machine.exportKey('pkcs8', mine),
      EC,
      false,
      ['sign'],
    );
    expect(hex(await house().sign(SIGN, back, bytes(40)))).toBe(hex(sig));
  });

  test('a secret between two is the same on both sides', async () => {
    const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
    const mine = await house().generateKey(curve, true, ['deriveBits']);
    const theirs = await machine.generateKey(curve, true, ['deriveBits']);
    const theirPoint = await machine.exportKey('raw', theirs.publicKey);
    const myPoint = await house().exportKey('raw', mine.publicKey);
    const here = await house().deriveBits(
      { name: 'ECDH', public: await house().importKey('raw', theirPoint, curve, false, []) },
      mine.privateKey,
      256,
    );
    const there = await machine.deriveBits(
      { name: 'ECDH', public: await machine.importKey('raw', myPoint, curve, false, []) },
      theirs.privateKey,
      256,
    );
    expect(hex(here)).toBe(hex(there));
  });
});
