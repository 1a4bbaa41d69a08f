import type { KdfCost } from '../world.ts';
import { type Bytes, toBytes } from './bytes.ts';

/** One operator's key to the device's data key: useless without the PIN. */
export type Wrap = { salt: Bytes; cost: KdfCost; nonce: Bytes; sealed: Bytes };

/** Argon2id, wherever it runs (the register's worker). */
export type Derive = (pin: string, salt: Bytes, cost: KdfCost) => Promise<Bytes>;

async function wrappingKey(
  subtle: SubtleCrypto,
  operator: string,
  stretched: Bytes,
): Promise<CryptoKey> {
  const base = await subtle.importKey('raw', stretched, 'HKDF', false, ['deriveKey']);
  return subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(0),
      info: toBytes(`khop:kek:v1:${operator}`),
    },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function additionalData(operator: string): Bytes {
  return toBytes(JSON.stringify(['wrap', operator, 1]));
}

export async function wrapKey(
  subtle: SubtleCrypto,
  material: { salt: Bytes; nonce: Bytes; cost: KdfCost },
  operator: string,
  stretched: Bytes,
  raw: Bytes,
): Promise<Wrap> {
  const kek = await wrappingKey(subtle, operator, stretched);
  const sealed = await subtle.encrypt(
    { name: 'AES-GCM', iv: material.nonce, additionalData: additionalData(operator) },
    kek,
    raw,
  );
  return { ...material, sealed: new Uint8Array(sealed) };
}

/** The data key, or null when the PIN is another one. */
export async function unwrapKey(
  subtle: SubtleCrypto,
  wrap: Wrap,
  operator: string,
  stretched: Bytes,
): Promise<Bytes | null> {
  const kek = await wrappingKey(subtle, operator, stretched);
  try {
    const raw = await subtle.decrypt(
      { name: 'AES-GCM', iv: wrap.nonce, additionalData: additionalData(operator) },
      kek,
      wrap.sealed,
    );
    return new Uint8Array(raw);
  } catch {
    // GCM answers a wrong key only by failing; nothing else can fail here.
    return null;
  }
}
