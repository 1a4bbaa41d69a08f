import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '@khop/shared/ids';

// RFC 6238 with what every authenticator app assumes: SHA-1, six digits, thirty seconds.
const STEP_MS = 30_000;
const DIGITS = 6;
/** A phone's clock may be one step off to either side. */
const DRIFT_STEPS = 1;
/** RFC 4226, R6: as long as the hash. */
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function newTotpSecret(random: Random): string {
  return toBase32(random(SECRET_BYTES));
}

export function totpStep(now: number): number {
  return Math.floor(now / STEP_MS);
}

/** The code of one time step. @param digits six, but for the RFC's own examples, which have eight */
export function totpCode(secret: string, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The time step a code belongs to, or null. Only steps after `lastStep` count: a code that was used,
 * or read over somebody's shoulder, is worth nothing.
 */
export function findTotpStep(
  secret: string,
  code: string,
  at: { now: number; lastStep: number },
): number | null {
  const given = Buffer.from(code.replace(/\s/g, ''));
  const current = totpStep(at.now);
  let found: number | null = null;
  for (let step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++) {
    const expected = Buffer.from(totpCode(secret, step));
    const isIt = expected.length === given.length && timingSafeEqual(expected, given);
    if (isIt && step > at.lastStep) found ??= step;
  }
  return found;
}

/** What an authenticator app reads from the QR code. */
export function totpUri(secret: string, user: string): string {
  const label = `${encodeURIComponent('Khớp')}:${encodeURIComponent(user)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent('Khớp')}`;
}

export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += BASE32[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + BASE32[(held << (5 - bits)) & 31];
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const sign of text) {
    held = ((held << 5) | BASE32.indexOf(sign)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >>> bits) & 0xff);
  }
  return Buffer.from(bytes);
}
