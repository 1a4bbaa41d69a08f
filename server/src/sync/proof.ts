import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { fromBase64, toBase64 } from '@khop/shared/base64';
import type { PublicKey } from '@khop/shared/signature';

/** `isSigned` of shared/signature.ts in the machine's own OpenSSL, off the main thread, keys kept. */
export function isSignedBy(publicKey: PublicKey, message: string, sig: string): Promise<boolean> {
  let key: KeyObject;
  try {
    key = keyOf(publicKey);
  } catch {
    return Promise.resolve(false);
  }
  const how = { key, dsaEncoding: 'ieee-p1363' } as const;
  return new Promise((resolve) => {
    verify('sha256', Buffer.from(message), how, Buffer.from(sig, 'base64url'), (error, isRight) =>
      resolve(error === null && isRight),
    );
  });
}

// A tablet's few keys sign thousands of entries; an office has thousands of keys at most in use.
const MOST = 10_000;
const kept = new Map<PublicKey, KeyObject>();

function keyOf(publicKey: PublicKey): KeyObject {
  const held = kept.get(publicKey);
  if (held !== undefined) return held;
  const point = fromBase64(publicKey);
  const [x, y] = [point.slice(1, 33), point.slice(33)].map(toBase64);
  const key = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x, y } as Record<string, string>,
    format: 'jwk',
  });
  if (kept.size >= MOST) kept.clear();
  kept.set(publicKey, key);
  return key;
}
