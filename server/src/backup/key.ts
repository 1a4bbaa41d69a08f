import { createPrivateKey, createPublicKey, hash, type KeyObject } from 'node:crypto';
import { type Random, toHex } from '@khop/shared/ids';
import { BackupTrouble } from './backup-trouble.ts';

/** The half that seals: it lies on the server and opens nothing. */
export type PublicKey = { key: KeyObject; bytes: Buffer; fingerprint: string };
/** The half that opens: it never comes near the server. */
export type PrivateKey = { key: KeyObject; fingerprint: string };

// X25519 (RFC 7748) in the shells of RFC 8410, so that a key is 32 bytes on one line: short enough
// to be printed, put into an envelope and typed in again.
const PRIVATE_SHELL = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_SHELL = Buffer.from('302a300506032b656e032100', 'hex');

type Half = 'public' | 'private';

export function privateFrom(seed: Uint8Array): KeyObject {
  const key = Buffer.concat([PRIVATE_SHELL, seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

export function publicFrom(bytes: Uint8Array): KeyObject {
  const key = Buffer.concat([PUBLIC_SHELL, bytes]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

export function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}

function fingerprintOf(bytes: Buffer): string {
  return hash('sha256', bytes).slice(0, 16);
}

/** A new pair as the two lines that are kept in files. */
export function makeKeys(random: Random): { private: string; public: string; fingerprint: string } {
  const seed = random(32);
  const bytes = publicBytes(privateFrom(seed));
  return {
    private: lineOf('private', seed),
    public: lineOf('public', bytes),
    fingerprint: fingerprintOf(bytes),
  };
}

// The last letters are a check on the others: a mistyped key is told from a wrong one.
function lineOf(half: Half, bytes: Uint8Array): string {
  const start = `khop-backup-${half}-1:${toHex(bytes)}`;
  return `${start}:${hash('sha256', start).slice(0, 8)}`;
}

function readLine(half: Half, line: string): Buffer {
  const hex = /^khop-backup-(?:public|private)-1:([0-9a-f]{64}):[0-9a-f]{8}$/.exec(line)?.[1] ?? '';
  if (lineOf(half, Buffer.from(hex, 'hex')) === line) return Buffer.from(hex, 'hex');
  const isOther = line.startsWith(`khop-backup-${half === 'public' ? 'private' : 'public'}-`);
  const what = isOther ? `holds the other half: the ${half} key is needed` : 'is mistyped or cut';
  throw new BackupTrouble('bad-key', `The ${half} key ${what}.`);
}

/** The public keys of a file, one a line: whoever has one of their private halves can restore. */
export function readPublicKeys(text: string): PublicKey[] {
  const lines = text.split('\n').map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (keys.length === 0) throw new BackupTrouble('bad-key', 'The file of public keys is empty.');
  return keys.map((line) => {
    const bytes = readLine('public', line);
    return { key: publicFrom(bytes), bytes, fingerprint: fingerprintOf(bytes) };
  });
}

export function readPrivateKey(text: string): PrivateKey {
  const key = privateFrom(readLine('private', text.trim()));
  return { key, fingerprint: fingerprintOf(publicBytes(key)) };
}
