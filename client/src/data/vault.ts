import { toBase64 } from '@khop/shared/base64';
import { dataKeyContext, wrapToOffice } from '@khop/shared/escrow';
import type { Random } from '@khop/shared/ids';
import { toHex } from '@khop/shared/ids';
import type { OfficeKeys } from '@khop/shared/protocol/enrol';
import { seal, unseal } from '@khop/shared/sealing';
import { type Bytes, toBytes } from './bytes.ts';
import { StorageTrouble } from './storage-trouble.ts';

export const DEK_BYTES = 32;

/**
 * Seals bytes for one place of one store (sealing.ts). Never called inside of an IndexedDB
 * transaction (SAFETY 2).
 */
export type Sealer = {
  seal(store: string, key: string, plain: Bytes): Promise<Bytes>;
  open(store: string, key: string, sealed: Bytes): Promise<Bytes>;
};

export function makeSealer(subtle: SubtleCrypto, random: Random, dek: CryptoKey): Sealer {
  return {
    seal: (store, key, plain) => seal(subtle, random, dek, [store, key], plain),
    async open(store, key, sealed) {
      const plain = await unseal(subtle, dek, [store, key], sealed);
      if (plain === null) throw new StorageTrouble('broken');
      return plain;
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
