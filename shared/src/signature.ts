import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod/mini';
import { fromBase64, toBase64 } from './base64.ts';
import { toHex } from './ids.ts';
import type { SecretKey, Subtle } from './web-crypto.ts';

// ECDSA over P-256 with SHA-256 (FIPS 186-5), the one signature every browser's WebCrypto has.

const EC = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGN = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** r ‖ s, 64 bytes, base64url. */
export const Signature = z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/));
/** An uncompressed point of P-256, 65 bytes, base64url. */
export const PublicKey = z.string().check(z.regex(/^B[A-Za-z0-9_-]{86}$/));
export type PublicKey = z.infer<typeof PublicKey>;
/** The first 128 bits of the SHA-256 of a public key's bytes, in hex. */
export const KeyId = z.string().check(z.regex(/^[0-9a-f]{32}$/));
export type KeyId = z.infer<typeof KeyId>;
/** Bytes that were sealed, base64url. */
export const Wrapped = z.string().check(z.regex(/^[A-Za-z0-9_-]+$/));

export function keyIdOf(publicKey: PublicKey): KeyId {
  return toHex(sha256(fromBase64(publicKey)).subarray(0, 16));
}

/** [E10] What an operator signs of an entry: its digest, under a name that no other signature bears. */
export function entrySigned(digest: string): string {
  return `khop:entry:v1\n${digest}`;
}

const encoder = new TextEncoder();

export type SigningPair = { privateKey: SecretKey; publicKey: PublicKey };

/** `extractable`: whether the private key can be exported, to be wrapped and kept. */
export async function makeSigningPair(subtle: Subtle, extractable: boolean): Promise<SigningPair> {
  const pair = await subtle.generateKey(EC, extractable, ['sign', 'verify']);
  const raw = await subtle.exportKey('raw', pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: toBase64(new Uint8Array(raw)) };
}

export async function sign(
  subtle: Subtle,
  privateKey: SecretKey,
  message: string,
): Promise<string> {
  return toBase64(new Uint8Array(await subtle.sign(SIGN, privateKey, encoder.encode(message))));
}

/** Total: a key or a signature that is none is not right. */
export async function isSigned(
  subtle: Subtle,
  publicKey: PublicKey,
  message: string,
  sig: string,
): Promise<boolean> {
  try {
    const key = await subtle.importKey('raw', fromBase64(publicKey), EC, false, ['verify']);
    return await subtle.verify(SIGN, key, fromBase64(sig), encoder.encode(message));
  } catch {
    return false;
  }
}
