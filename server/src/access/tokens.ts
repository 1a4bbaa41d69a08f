import { hash } from 'node:crypto';
import type { Random } from '@khop/shared/ids';

const PREFIX = { device: 'khd', session: 'khs', half: 'khh' } as const;

/** 128 random bits for one enrolment, made to be scanned. */
export function newSecret(random: Random): string {
  return `khe_${Buffer.from(random(16)).toString('base64url')}`;
}

/** An opaque token of 256 random bits. The office keeps only its hash. */
export function newToken(random: Random, kind: keyof typeof PREFIX): string {
  return `${PREFIX[kind]}_${Buffer.from(random(32)).toString('base64url')}`;
}

export function tokenHash(token: string): string {
  return hash('sha256', token);
}

// Without the letters and digits that are read wrongly from a screen: I L O U 0 1.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/** A code for one enrolment, made to be typed: two groups of five, 49 bits. */
export function newCode(random: Random): string {
  let code = '';
  while (code.length < LENGTH) {
    for (const byte of random(LENGTH)) {
      // Bytes beyond the last whole alphabet would make its first letters likelier.
      const isFair = byte < 256 - (256 % ALPHABET.length);
      if (isFair && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length];
    }
  }
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** However it was typed: case, spaces and dashes do not count. */
export function codeHash(code: string): string {
  return hash('sha256', code.toUpperCase().replace(/[^A-Z0-9]/g, ''));
}
