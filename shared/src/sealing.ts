import type { Random } from './ids.ts';
import type { SecretKey, Subtle } from './web-crypto.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const VERSION = 1;
const NONCE = 12;
const encoder = new TextEncoder();

/**
 * Seals bytes for one place: version byte, 96-bit random nonce, AES-256-GCM ciphertext with tag. What
 * `place` says must be said again to open them, so that sealed bytes moved elsewhere do not open.
 */
export async function seal(
  subtle: Subtle,
  random: Random,
  key: SecretKey,
  place: readonly string[],
  plain: Bytes,
): Promise<Bytes> {
  const iv = new Uint8Array(random(NONCE));
  const additionalData = additionalFor(place);
  const cipher = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain);
  const sealed = new Uint8Array(1 + NONCE + cipher.byteLength);
  sealed[0] = VERSION;
  sealed.set(iv, 1);
  sealed.set(new Uint8Array(cipher), 1 + NONCE);
  return sealed;
}

/** The bytes, or null when the key, the place or the sealed bytes are others: GCM says no more. */
export async function unseal(
  subtle: Subtle,
  key: SecretKey,
  place: readonly string[],
  sealed: Bytes,
): Promise<Bytes | null> {
  if (sealed[0] !== VERSION) return null;
  const iv = sealed.subarray(1, 1 + NONCE);
  const additionalData = additionalFor(place);
  try {
    const cipher = sealed.subarray(1 + NONCE);
    return new Uint8Array(
      await subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, cipher),
    );
  } catch {
    return null;
  }
}

function additionalFor(place: readonly string[]): Bytes {
  return encoder.encode(JSON.stringify([...place, VERSION]));
}
