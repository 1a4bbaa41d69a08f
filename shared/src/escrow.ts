import { fromBase64, toBase64 } from './base64.ts';
import type { Random } from './ids.ts';
import { seal, unseal } from './sealing.ts';
import type { PublicKey } from './signature.ts';
import type { SecretKey, Subtle } from './web-crypto.ts';

// What a tablet seals so that it and the office can open it, and nobody who finds the tablet.

const EC = { name: 'ECDH', namedCurve: 'P-256' } as const;
const POINT = 65;
const NONCE = 12;
const VERSION = 1;
type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

async function wrappingKey(
  subtle: Subtle,
  mine: SecretKey,
  theirs: Bytes,
  both: { ephemeral: Bytes; office: Bytes },
): Promise<SecretKey> {
  const publicKey = await subtle.importKey('raw', theirs, EC, false, []);
  const shared = await subtle.deriveBits({ name: 'ECDH', public: publicKey }, mine, 256);
  const base = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const salt = new Uint8Array([...both.ephemeral, ...both.office]);
  return subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: encoder.encode('khop:escrow:v1') },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** A key pair for `wrapToOffice`; the private key as PKCS #8, to be kept by the office alone. */
export async function makeEscrowPair(
  subtle: Subtle,
): Promise<{ privateKey: Bytes; publicKey: PublicKey }> {
  const pair = await subtle.generateKey(EC, true, ['deriveBits']);
  const raw = await subtle.exportKey('raw', pair.publicKey);
  const pkcs8 = await subtle.exportKey('pkcs8', pair.privateKey);
  return { privateKey: new Uint8Array(pkcs8), publicKey: toBase64(new Uint8Array(raw)) };
}

/**
 * Wraps a key to the office (ECDH-ES on P-256, HKDF-SHA256, AES-256-GCM): version byte, ephemeral
 * public key, 96-bit nonce, ciphertext with tag. `context` must be said again to open it.
 */
export async function wrapToOffice(
  subtle: Subtle,
  random: Random,
  officeKey: PublicKey,
  context: string,
  plain: Bytes,
): Promise<Bytes> {
  const office = fromBase64(officeKey);
  const pair = await subtle.generateKey(EC, false, ['deriveBits']);
  const ephemeral = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
  const key = await wrappingKey(subtle, pair.privateKey, office, { ephemeral, office });
  const iv = new Uint8Array(random(NONCE));
  const additionalData = encoder.encode(context);
  const cipher = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain);
  return new Uint8Array([VERSION, ...ephemeral, ...iv, ...new Uint8Array(cipher)]);
}

/** What was wrapped, or null when this is not the key, the context or the bytes. */
export async function unwrapAtOffice(
  subtle: Subtle,
  own: { privateKey: Bytes; publicKey: PublicKey },
  context: string,
  wrapped: Bytes,
): Promise<Bytes | null> {
  const ephemeral = wrapped.slice(1, 1 + POINT);
  const iv = wrapped.slice(1 + POINT, 1 + POINT + NONCE);
  if (wrapped[0] !== VERSION || iv.length < NONCE) return null;
  try {
    const mine = await subtle.importKey('pkcs8', own.privateKey, EC, false, ['deriveBits']);
    const office = fromBase64(own.publicKey);
    const key = await wrappingKey(subtle, mine, ephemeral, { ephemeral, office });
    const additionalData = encoder.encode(context);
    const cipher = wrapped.slice(1 + POINT + NONCE);
    return new Uint8Array(
      await subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, cipher),
    );
  } catch {
    // GCM answers wrong bytes only by failing, and so does a point that is not on the curve.
    return null;
  }
}

/** An entry key: AES-256, one per tablet and day, wrapped under the tablet's data key and to the office. */
export const ENTRY_KEY_BYTES = 32;

export function entryKeyContext(device: string, id: string): string {
  return JSON.stringify(['entry-key', device, id, VERSION]);
}
export function dataKeyContext(device: string): string {
  return JSON.stringify(['data-key', device, VERSION]);
}
/** Where an entry is sealed for: under its own id, so that it may change its place but not its name. */
function entryPlace({ entryKey, id }: { entryKey: string; id: string }): string[] {
  return ['entry', entryKey, id];
}

export function importEntryKey(subtle: Subtle, raw: Bytes): Promise<SecretKey> {
  return subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export function sealEntry(
  subtle: Subtle,
  random: Random,
  key: SecretKey,
  name: { entryKey: string; id: string },
  text: string,
): Promise<Bytes> {
  return seal(subtle, random, key, entryPlace(name), encoder.encode(text));
}

/** The text, or null when the key, the name or the bytes are others. */
export async function openEntry(
  subtle: Subtle,
  key: SecretKey,
  name: { entryKey: string; id: string },
  sealed: Bytes,
): Promise<string | null> {
  const plain = await unseal(subtle, key, entryPlace(name), sealed);
  return plain === null ? null : decoder.decode(plain);
}
