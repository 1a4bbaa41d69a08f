import { toBase64 } from '@khop/shared/base64';
import { dataKeyContext, wrapToOffice } from '@khop/shared/escrow';
import type { Random } from '@khop/shared/ids';
import { toHex } from '@khop/shared/ids';
import type { OfficeKeys } from '@khop/shared/protocol/enrol';
import { type Bytes, toBytes } from './bytes.ts';
import { StorageTrouble } from './storage-trouble.ts';

const VERSION = 1;
const NONCE = 12;
export const DEK_BYTES = 32;

/**
 * Seals bytes for one place of one store. Envelope: version byte, 96-bit random nonce, AES-256-GCM
 * ciphertext with tag; additional data = store, key and version, so that sealed bytes moved to
 * another place do not open. Never called inside of an IndexedDB transaction (SAFETY 2).
 */
export type Sealer = {
  seal(store: string, key: string, plain: Bytes): Promise<Bytes>;
  open(store: string, key: string, sealed: Bytes): Promise<Bytes>;
};

function additionalData(store: string, key: string): Bytes {
  return toBytes(JSON.stringify([store, key, VERSION]));
}

export function makeSealer(subtle: SubtleCrypto, random: Random, dek: CryptoKey): Sealer {
  return {
    async seal(store, key, plain) {
      const nonce = new Uint8Array(random(NONCE));
      const additional = additionalData(store, key);
      const cipher = await subtle.encrypt(
        { name: 'AES-GCM', iv: nonce, additionalData: additional },
        dek,
        plain,
      );
      const sealed = new Uint8Array(1 + NONCE + cipher.byteLength);
      sealed[0] = VERSION;
      sealed.set(nonce, 1);
      sealed.set(new Uint8Array(cipher), 1 + NONCE);
      return sealed;
    },
    async open(store, key, sealed) {
      if (sealed[0] !== VERSION) throw new StorageTrouble('broken');
      const nonce = sealed.subarray(1, 1 + NONCE);
      const additional = additionalData(store, key);
      try {
        const plain = await subtle.decrypt(
          { name: 'AES-GCM', iv: nonce, additionalData: additional },
          dek,
          sealed.subarray(1 + NONCE),
        );
        return new Uint8Array(plain);
      } catch (error) {
        throw new StorageTrouble('broken', error);
      }
    },
  };
}

/** What an open tablet holds in memory and a locked one does not. */
export type Keys = {
  /** The device's data key, for wrapping it to a further operator. */
  raw: Bytes;
  /** The same key for the register's worker, which cannot read its bytes. */
  forRegister: CryptoKey;
  sealer: Sealer;
  /** A name that says nothing: equal for equal texts on this device only (HMAC-SHA256, 128 bits). */
  blind(text: string): Promise<string>;
};

export async function openKeys(subtle: SubtleCrypto, random: Random, raw: Bytes): Promise<Keys> {
  const forRegister = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const base = await subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
  const index = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: toBytes('khop:idx:v1') },
    base,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  );
  return {
    raw,
    forRegister,
    sealer: makeSealer(subtle, random, forRegister),
    async blind(text) {
      const mac = await subtle.sign('HMAC', index, toBytes(text));
      return toHex(new Uint8Array(mac).subarray(0, 16));
    },
  };
}

/** The data key as the office can open it: for an operator of this tablet who forgot the PIN. */
export async function wrapDataKey(
  { subtle, random }: { subtle: SubtleCrypto; random: Random },
  { device, office }: { device: string; office: OfficeKeys },
  raw: Bytes,
): Promise<string> {
  return toBase64(await wrapToOffice(subtle, random, office.escrow, dataKeyContext(device), raw));
}
