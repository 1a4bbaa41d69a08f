import type { KdfCost } from '../world.ts';
import { type Bytes, toBytes } from './bytes.ts';

/** One operator's secret (secret.ts), sealed under what only they can show again. */
export type Slot = { nonce: Bytes; sealed: Bytes };

/** The slot a PIN opens: useless without it. */
export type Wrap = Slot & { salt: Bytes; cost: KdfCost };

/** Whose slot it is, and what opens it: the key of one place fits no other, nor does its seal. */
export type Place = { info: string; bound: readonly (string | number)[] };

export function pinPlace(operator: string): Place {
  return { info: `khop:kek:v1:${operator}`, bound: ['wrap', operator, 1] };
}

/** Argon2id, wherever it runs (the register's worker). */
export type Derive = (pin: string, salt: Bytes, cost: KdfCost) => Promise<Bytes>;

async function wrappingKey(
  subtle: SubtleCrypto,
  { info }: Place,
  stretched: Bytes,
): Promise<CryptoKey> {
  const base = await subtle.importKey('raw', stretched, 'HKDF', false, ['deriveKey']);
  return subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: toBytes(info) },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function additionalData({ bound }: Place): Bytes {
  return toBytes(JSON.stringify(bound));
}

/** `stretched`: 32 bytes nobody can guess, from Argon2id or an authenticator. */
export async function wrapKey<M extends { nonce: Bytes }>(
  subtle: SubtleCrypto,
  material: M,
  place: Place,
  stretched: Bytes,
  raw: Bytes,
): Promise<M & Slot> {
  const kek = await wrappingKey(subtle, place, stretched);
  const sealed = await subtle.encrypt(
    { name: 'AES-GCM', iv: material.nonce, additionalData: additionalData(place) },
    kek,
    raw,
  );
  return { ...material, sealed: new Uint8Array(sealed) };
}

/** What was wrapped, or null when the PIN, the authenticator or the place is another one. */
export async function unwrapKey(
  subtle: SubtleCrypto,
  wrap: Slot,
  place: Place,
  stretched: Bytes,
): Promise<Bytes | null> {
  const kek = await wrappingKey(subtle, place, stretched);
  try {
    const raw = await subtle.decrypt(
      { name: 'AES-GCM', iv: wrap.nonce, additionalData: additionalData(place) },
      kek,
      wrap.sealed,
    );
    return new Uint8Array(raw);
  } catch {
    // GCM answers a wrong key only by failing; nothing else can fail here.
    return null;
  }
}
