import { createCipheriv, createDecipheriv, diffieHellman, hash, hkdfSync } from 'node:crypto';
import type { Random } from '@khop/shared/ids';
import * as z from 'zod';
import { BackupTrouble } from './backup-trouble.ts';
import { type PrivateKey, type PublicKey, privateFrom, publicBytes, publicFrom } from './key.ts';

// A sealed file: a line of JSON in clear (who may open it, what it follows; nothing about persons),
// a line with that line's hash, then chunks of AES-256-GCM, each of CHUNK bytes and a tag, the last
// one shorter or equal. The nonce is the chunk's number and whether it is the last (STREAM, as age
// has it): no chunk can be cut off, doubled or moved. The key is fresh for each file and bound to
// the first line by its derivation.

/** Plain bytes of a chunk. */
export const CHUNK = 1024 * 1024;
const TAG = 16;
export const SEALED_CHUNK = CHUNK + TAG;

const Hex = z.string().regex(/^[0-9a-f]*$/);

export const Header = z.object({
  khop: z.literal('backup'),
  v: z.literal(1),
  /** `full`: everything at one moment. `segment`: what came since the file before. */
  kind: z.enum(['full', 'segment']),
  /** The chain this file belongs to, and its place in it: the full one is 0. */
  chain: z.int().min(1),
  nth: z.int().min(0),
  madeAt: z.iso.datetime(),
  epoch: Hex,
  /** SHA-256 of the file before in the chain; null for the first. */
  previous: Hex.nullable(),
  payload: z.enum(['sqlite', 'rows']),
  keys: z.array(z.object({ to: Hex, share: Hex, wrapped: Hex })),
});
export type Header = z.infer<typeof Header>;

export type Seal = { lines: string; chunk(plain: Uint8Array, isLast: boolean): Buffer };
/** Opens the chunks in their order; throws when one is not what was sealed. */
export type Opening = { header: Header; chunk(sealed: Uint8Array, isLast: boolean): Buffer };

function derive(secret: Uint8Array, salt: Uint8Array | string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, `khop-backup-1 ${use}`, 32));
}

function wrapKey(secret: Buffer, share: Buffer, to: Buffer): Buffer {
  return derive(secret, Buffer.concat([share, to]), 'wrap');
}

function nonceOf(nth: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(nth, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function lock(key: Uint8Array, nonce: Buffer, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unlock(key: Uint8Array, nonce: Buffer, sealed: Uint8Array): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([cipher.update(sealed.subarray(0, -TAG)), cipher.final()]);
}

function wrapFor(to: PublicKey, fileKey: Uint8Array, seed: Uint8Array) {
  const own = privateFrom(seed);
  const share = publicBytes(own);
  const secret = diffieHellman({ privateKey: own, publicKey: to.key });
  const wrapped = lock(wrapKey(secret, share, to.bytes), nonceOf(0, true), fileKey);
  return { to: to.fingerprint, share: share.toString('hex'), wrapped: wrapped.toString('hex') };
}

function unwrapWith(own: PrivateKey, file: string, header: Header): Buffer {
  const mine = header.keys.find(({ to }) => to === own.fingerprint);
  if (mine === undefined) {
    const keys = header.keys.map(({ to }) => to).join(', ');
    throw new BackupTrouble(
      'wrong-key',
      `${file} is sealed for the key ${keys}, and this is ${own.fingerprint}: give the private key made with that one.`,
    );
  }
  const share = Buffer.from(mine.share, 'hex');
  const secret = diffieHellman({ privateKey: own.key, publicKey: publicFrom(share) });
  const key = wrapKey(secret, share, publicBytes(own.key));
  return unlock(key, nonceOf(0, true), Buffer.from(mine.wrapped, 'hex'));
}

/** Begins a file. `reopen` opens it with the key still in memory: the server has no other way to. */
export function beginSeal(
  about: Omit<Header, 'khop' | 'v' | 'keys'>,
  to: readonly PublicKey[],
  random: Random,
): Seal & { reopen(): Opening } {
  const fileKey = random(32);
  const keys = to.map((each) => wrapFor(each, fileKey, random(32)));
  const header: Header = { khop: 'backup', v: 1, ...about, keys };
  const line = JSON.stringify(header);
  const key = derive(fileKey, hash('sha256', line, 'buffer'), 'chunks');
  let nth = 0;
  return {
    lines: `${line}\n${hash('sha256', line)}\n`,
    chunk: (plain, isLast) => lock(key, nonceOf(nth++, isLast), plain),
    reopen: () => openingOf(header, key),
  };
}

function openingOf(header: Header, key: Buffer): Opening {
  let nth = 0;
  return { header, chunk: (sealed, isLast) => unlock(key, nonceOf(nth++, isLast), sealed) };
}

/** The header of a file, once its two lines agree; null when they do not. */
export function readHeader(line: string, sum: string): Header | null {
  if (hash('sha256', line) !== sum) return null;
  try {
    return Header.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** Opens a file by its first line. Throws `wrong-key`, or the cipher's error on damage. */
export function beginOpening(file: string, line: string, header: Header, own: PrivateKey): Opening {
  const fileKey = unwrapWith(own, file, header);
  return openingOf(header, derive(fileKey, hash('sha256', line, 'buffer'), 'chunks'));
}
