import { inflateRawSync } from 'node:zlib';

/** Why a workbook is not even opened. Each has a sentence for the person who sent it. */
export type WorkbookProblem =
  | 'too-large'
  | 'not-a-workbook'
  | 'encrypted-or-old'
  | 'macros'
  | 'links'
  | 'bomb'
  | 'unsafe-xml'
  | 'formulas'
  | 'damaged'
  | 'too-many-rows'
  | 'too-slow';

/** SAFETY section 3: what one file may cost. */
export const MAX_FILE_BYTES = 10_000_000;
const MAX_ENTRIES = 1000;
const MAX_UNPACKED = 200_000_000;
const MAX_RATIO = 100;
/** Small parts pack better than any ratio: a sheet of blanks is no bomb below this. */
const RATIO_FROM = 1_000_000;

/**
 * Unpacks every part of a workbook once, counting what really comes out, before any reader sees it: the
 * sizes a zip declares are the sender's word. Null: nothing speaks against reading it.
 */
export function lookInto(file: Buffer): WorkbookProblem | null {
  if (file.length > MAX_FILE_BYTES) return 'too-large';
  if (file.length >= 8 && file.readBigUInt64BE(0) === OLE2) return 'encrypted-or-old';
  const parts = partsOf(file);
  if (parts === null) return 'not-a-workbook';
  if (parts.length > MAX_ENTRIES) return 'bomb';
  let unpacked = 0;
  let end = 0;
  for (const part of parts.sort((a, b) => a.from - b.from)) {
    if (part.from < end) return 'bomb';
    end = part.from + part.size;
    if (/(^|[\\/])\.\.([\\/]|$)|^[\\/]|\\|\0/.test(part.name)) return 'damaged';
    if (/vbaProject/i.test(part.name)) return 'macros';
    if (/externalLink/i.test(part.name)) return 'links';
    const data = unpack(file, part, Math.min(MAX_UNPACKED - unpacked, MAX_UNPACKED));
    if (typeof data === 'string') return data;
    unpacked += data.length;
    if (data.length > RATIO_FROM && data.length > part.size * MAX_RATIO) return 'bomb';
    if (/\.(xml|rels|vml)$/i.test(part.name) && isUnsafe(data)) return 'unsafe-xml';
    // What a formula shows is not what somebody wrote down.
    if (/worksheets\//i.test(part.name) && /<(\w+:)?f[ />]/.test(data.toString('latin1'))) {
      return 'formulas';
    }
  }
  const names = new Set(parts.map(({ name }) => name.toLowerCase()));
  if (names.size !== parts.length) return 'damaged';
  return names.has('[content_types].xml') ? null : 'not-a-workbook';
}

const OLE2 = 0xd0cf11e0a1b11ae1n;

type Part = { name: string; from: number; size: number; method: number; isEncrypted: boolean };

/** The zip's own table of contents; null where it is none, or one of the 64-bit kind. */
function partsOf(file: Buffer): Part[] | null {
  const end = file.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > file.length || end < file.length - 22 - 0xffff) return null;
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) return null;
  const parts: Part[] = [];
  for (let nth = 0; nth < count; nth++) {
    if (at + 46 > end || file.readUInt32LE(at) !== 0x02014b50) return null;
    const length = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + length);
    const head = file.readUInt32LE(at + 42);
    if (head + 30 > file.length || file.readUInt32LE(head) !== 0x04034b50) return null;
    const from = head + 30 + file.readUInt16LE(head + 26) + file.readUInt16LE(head + 28);
    const size = file.readUInt32LE(at + 20);
    if (from + size > file.length) return null;
    const isEncrypted = (file.readUInt16LE(at + 8) & 1) === 1;
    parts.push({ name, from, size, method: file.readUInt16LE(at + 10), isEncrypted });
    at += 46 + length + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}

function unpack(file: Buffer, part: Part, room: number): Buffer | WorkbookProblem {
  if (part.isEncrypted) return 'encrypted-or-old';
  const packed = file.subarray(part.from, part.from + part.size);
  if (part.method === 0) return packed.length > room ? 'bomb' : packed;
  if (part.method !== 8) return 'damaged';
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, room) });
  } catch (error) {
    const isTooMuch =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return isTooMuch ? 'bomb' : 'damaged';
  }
}

/** No list needs a document type, and one written in UTF-16 could hide it from this look. */
function isUnsafe(xml: Buffer): boolean {
  const [first, second] = xml;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return (
    isWide || first === 0 || second === 0 || /<!(DOCTYPE|ENTITY)/i.test(xml.toString('latin1'))
  );
}
