import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PasswordRefusal } from '@khop/shared/protocol/desk-account';

/** NIST SP 800-63B-4 asks for 8 beside a second factor, OWASP ASVS 5 for 8 to 15: length alone counts. */
export const MIN_PASSWORD = 10;

/**
 * The list lies here and is not asked for over a network: an office may stand where there is none,
 * and not even the first letters of a hash of a password leave the house. It is short because a
 * password below the limit is refused anyway, and guesses beyond the first thousand meet the limits.
 */
const COMMON = new Set(
  readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
);

/** Why a new password will not do, or null. No rule asks for signs of a kind. */
export function judgePassword(
  password: string,
  owner: { user: string; fullName: string },
): PasswordRefusal | null {
  const plain = password.normalize('NFC').toLowerCase();
  if ([...plain].length < MIN_PASSWORD) return 'too-short';
  // "Matkhau123!!" is "matkhau123" to whoever guesses.
  const bare = plain.replace(/[^\p{L}\p{N}]+$/u, '');
  if (COMMON.has(plain) || COMMON.has(bare) || new Set(plain).size < 4) return 'too-common';
  const words = [owner.user, ...owner.fullName.split(/\s+/)].map((word) => fold(word));
  const rest = words
    .filter((word) => word.length >= 2)
    .reduce((text, word) => text.replaceAll(word, ''), fold(plain));
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length < 5 ? 'about-owner' : null;
}

function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}
