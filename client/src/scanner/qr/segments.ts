const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Reads bits from the front; past the end it answers null once and for all. */
function bitsOf(words: Uint8Array) {
  let at = 0;
  const left = () => words.length * 8 - at;
  const take = (count: number): number | null => {
    if (count > left()) return null;
    let value = 0;
    for (let i = 0; i < count; i++, at++)
      value = (value << 1) | (((words[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  return { left, take, skipToByte: () => (at += (8 - (at & 7)) & 7) };
}
type Bits = ReturnType<typeof bitsOf>;

function readNumeric(bits: Bits, count: number, out: number[]): boolean {
  for (let left = count; left > 0; left -= 3) {
    const digits = Math.min(3, left);
    const value = bits.take([0, 4, 7, 10][digits] ?? 0);
    if (value === null || value >= 10 ** digits) return false;
    for (const digit of String(value).padStart(digits, '0')) out.push(digit.charCodeAt(0));
  }
  return true;
}

function readAlphanumeric(bits: Bits, count: number, out: number[]): boolean {
  for (let left = count; left > 0; left -= 2) {
    const value = bits.take(left > 1 ? 11 : 6);
    if (value === null || value >= (left > 1 ? 45 * 45 : 45)) return false;
    if (left > 1) out.push(ALPHANUMERIC.charCodeAt(Math.floor(value / 45)));
    out.push(ALPHANUMERIC.charCodeAt(value % 45));
  }
  return true;
}

function readBytes(bits: Bits, count: number, out: number[]): boolean {
  for (let i = 0; i < count; i++) {
    const value = bits.take(8);
    if (value === null) return false;
    out.push(value);
  }
  return true;
}

/** After the last segment only 0xEC, 0x11, 0xEC … may stand (ISO/IEC 18004, 7.4.10). */
function isPaddedByTheBook(bits: Bits): boolean {
  bits.skipToByte();
  for (let i = 0; ; i++) {
    const pad = bits.take(8);
    if (pad === null) return true;
    if (pad !== (i % 2 === 0 ? 0xec : 0x11)) return false;
  }
}

function skipCharsetMark(bits: Bits): boolean {
  const first = bits.take(8);
  if (first === null) return false;
  if (first < 0x80) return true;
  return bits.take(first < 0xc0 ? 8 : 16) !== null;
}

/**
 * The bytes a symbol's repaired data codewords carry, or null where they are not what an encoder
 * writes. Charset marks (ECI) are stepped over: the reader of the bytes insists on UTF-8 anyway.
 * Kanji, FNC1 and linked symbols are not ours and answer null. The padding is checked because it is
 * a free second checksum for words repaired by guess.
 */
export function readSegments(words: Uint8Array, version: number): Uint8Array | null {
  const bits = bitsOf(words);
  const out: number[] = [];
  const band = version < 10 ? 0 : version < 27 ? 1 : 2;
  while (bits.left() >= 4) {
    const mode = bits.take(4);
    if (mode === 0) return isPaddedByTheBook(bits) && out.length > 0 ? Uint8Array.from(out) : null;
    if (mode === 7) {
      if (!skipCharsetMark(bits)) return null;
      continue;
    }
    const read =
      mode === 1 ? readNumeric : mode === 2 ? readAlphanumeric : mode === 4 ? readBytes : null;
    const widths = mode === 1 ? [10, 12, 14] : mode === 2 ? [9, 11, 13] : [8, 16, 16];
    const count = bits.take(widths[band] ?? 16);
    if (read === null || count === null || !read(bits, count, out)) return null;
  }
  return out.length > 0 ? Uint8Array.from(out) : null;
}
