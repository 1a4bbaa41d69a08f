import { type CardReading, refuse } from './card-reading.ts';
import { readCardFields } from './id-card-fields.ts';
import { readUtf8, repairMojibake } from './mojibake.ts';
import { recogniseOtherCode } from './other-code.ts';
import { isPcCovid, readPcCovid } from './pc-covid.ts';
import type { Day } from './time.ts';

export type { CardReading, IdCard } from './card-reading.ts';

/** A QR code of version 40 holds 2,953 bytes; nothing longer came from a card. */
const MOST_BYTES = 4096;

/**
 * The bytes a decoder found, at most 4096: strict UTF-8, never a decoder's guess at the charset. Bytes
 * that are no UTF-8 still give the fields made of digits.
 */
export function readIdCardBytes(bytes: Uint8Array, today: Day | null = null): CardReading {
  if (bytes.length > MOST_BYTES) return refuse('too-long');
  const copy = Uint8Array.from(bytes);
  return readIdCard(readUtf8(copy) ?? new TextDecoder().decode(copy), today);
}

/**
 * The text of an ID card's QR code → the card's fields, or why it cannot be read. Total: every text
 * has a reading. `today`, a day the caller trusts, lets it see dates that are yet to come.
 */
export function readIdCard(raw: string, today: Day | null = null): CardReading {
  if (raw.length > MOST_BYTES || new TextEncoder().encode(raw).length > MOST_BYTES) {
    return refuse('too-long');
  }
  const warnings: string[] = [];
  // Only ASCII blanks may go before the repair: U+00A0 is half of an "à" in mojibake.
  const trimmed = raw.toWellFormed().replace(/^[\ufeff\s\0]+|[ \t\r\n\0]+$/g, '');
  const repaired = repairMojibake(trimmed);
  if (repaired !== null) warnings.push('text-repaired');
  const text = (repaired ?? trimmed).normalize('NFC');
  // C1 controls stay: they are the mark of a wrong code page, not something hidden.
  const visible = text.replace(/[^\P{Cc}\s\u0080-\u009f]|\p{Cf}/gu, '');
  const line = visible.normalize('NFC').trim();
  if (visible !== text || /[\t-\r]/.test(line)) warnings.push('hidden-characters');
  if (line === '') return refuse('empty');
  const other = recogniseOtherCode(line);
  if (other === 'number-only') {
    return refuse(other, line.length === 12 ? { number: line } : { oldNumber: line });
  }
  if (other !== null) return refuse(other);
  if ((line.match(/(^|[\r\n])\s*\d{12}\|/g) ?? []).length > 1) return refuse('several-codes');
  const fields = line.split('|').map((field) => field.replace(/\s+/gu, ' ').trim());
  return isPcCovid(fields)
    ? readPcCovid(fields, warnings, today)
    : readCardFields(fields, warnings, today);
}
