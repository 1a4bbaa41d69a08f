import * as z from 'zod/mini';

/** Random bytes, injected: `crypto.getRandomValues` in main, a seeded generator in the simulation. */
export type Random = (length: number) => Uint8Array;

/** UUID in lower case with dashes. Facts use version 7, so that ids made one after another sort so. */
export const Id = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
export type Id = z.infer<typeof Id>;

/** 128 random bits in hex: minted whenever a tablet's storage is fresh, never reused. */
export const JournalId = z.string().check(z.regex(/^[0-9a-f]{32}$/));
export type JournalId = z.infer<typeof JournalId>;

export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

export function newJournalId(random: Random): JournalId {
  return toHex(random(16));
}

/** UUIDv7 (RFC 9562): 48 bits of milliseconds, 74 random bits. */
export function newId(nowMs: number, random: Random): Id {
  const bytes = random(16);
  const time = Math.max(0, Math.floor(nowMs)) % 2 ** 48;
  const head = time.toString(16).padStart(12, '0');
  for (let index = 0; index < 6; index++) {
    bytes[index] = Number.parseInt(head.slice(index * 2, index * 2 + 2), 16);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
