import { crc32, deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { readWorkbook } from './read-workbook.ts';

type Part = { name: string; data: string | Buffer; method?: number; bits?: number };

/** A zip as it stands in the book, each part deflated unless it says otherwise. */
function zip(parts: readonly Part[]): Uint8Array {
  const bodies: Buffer[] = [];
  const heads: Buffer[] = [];
  let at = 0;
  for (const { name, data, method = 8, bits = 0 } of parts) {
    const raw = Buffer.from(data);
    const packed = method === 8 ? deflateRawSync(raw, { level: 9 }) : raw;
    const meta = Buffer.alloc(26);
    meta.writeUInt16LE(20, 0);
    meta.writeUInt16LE(bits, 2);
    meta.writeUInt16LE(method, 4);
    meta.writeUInt32LE(crc32(raw), 10);
    meta.writeUInt32LE(packed.length, 14);
    meta.writeUInt32LE(raw.length, 18);
    meta.writeUInt16LE(Buffer.byteLength(name), 22);
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), meta, Buffer.from(name), packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    heads.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), meta, tail, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(Buffer.concat(heads).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, ...heads, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

const types = { name: '[Content_Types].xml', data: '<Types/>' };
const sheet = (data: string | Buffer, more: Partial<Part> = {}) => [
  types,
  { name: 'xl/worksheets/sheet1.xml', data, ...more },
];
const problemOf = async (file: Uint8Array) => {
  const read = await readWorkbook(file, ['Tờ']);
  return 'problem' in read ? read.problem : read.sheets;
};

test('sheets are read by name, numbers of rows and texts as they stand', async () => {
  const file = await writeXlsx({
    sheets: [
      { name: 'Khác', rows: [['x']] },
      {
        name: 'Tờ',
        rows: [['Mã', 'Tên'], [], ['00004', 'Hoà'.normalize('NFD'), 12, true]],
        columns: [{}, {}],
      },
    ],
  });
  expect(await readWorkbook(file, ['Tờ', 'Không có'])).toEqual({
    sheets: [
      {
        name: 'Tờ',
        rows: [
          { row: 1, cells: ['Mã', 'Tên'] },
          { row: 3, cells: ['00004', 'Hoà'.normalize('NFC'), '12', 'true'] },
        ],
      },
      { name: 'Không có', rows: [] },
    ],
  });
});

test('a day of Excel’s is read as the day it shows', async () => {
  const rows = [[new Date('2026-06-30T00:00:00Z'), new Date('2026-06-30T12:30:00Z')]];
  const file = await writeXlsx({ sheets: [{ name: 'Tờ', rows }] });
  expect(await problemOf(file)).toEqual([
    { name: 'Tờ', rows: [{ row: 1, cells: ['2026-06-30', '2026-06-30 12:30'] }] },
  ]);
});

test('what is no workbook, old or locked is told so', async () => {
  expect(await problemOf(Buffer.from('Mã;Tên\n'))).toBe('not-a-workbook');
  expect(await problemOf(zip([{ name: 'a.txt', data: 'x' }]))).toBe('not-a-workbook');
  expect(await problemOf(Buffer.from('d0cf11e0a1b11ae100000000', 'hex'))).toBe('encrypted-or-old');
  expect(await problemOf(zip(sheet('<x/>', { bits: 1 })))).toBe('encrypted-or-old');
  expect(await problemOf(zip(sheet('<x/>', { method: 12 })))).toBe('damaged');
  expect(await problemOf(Buffer.alloc(10_000_001))).toBe('too-large');
});

test('bombs are found by what comes out, whatever they declare', async () => {
  const blanks = Buffer.alloc(30_000_000, ' ');
  expect(await problemOf(zip(sheet(blanks)))).toBe('bomb');
  const many = Array.from({ length: 1001 }, (_, nth) => ({ name: `p${nth}`, data: '' }));
  expect(await problemOf(zip([types, ...many]))).toBe('bomb');
  // Two names for the same bytes: both would be unpacked.
  const twice = Buffer.from(zip(sheet('<x/>')));
  const second = twice.lastIndexOf('PK\x01\x02', undefined, 'latin1');
  twice.writeUInt32LE(0, second + 42);
  expect(await problemOf(twice)).toBe('bomb');
});

test('macros, links, document types, formulas and paths that lead out are refused', async () => {
  const part = (name: string, data = '<x/>') => problemOf(zip([types, { name, data }]));
  expect(await part('xl/vbaProject.bin')).toBe('macros');
  expect(await part('xl/externalLinks/externalLink1.xml')).toBe('links');
  expect(await part('../../etc/passwd')).toBe('damaged');
  expect(await part('xl/w.xml', '<!DOCTYPE x [<!ENTITY a "b">]><x/>')).toBe('unsafe-xml');
  const wide = `\ufeff${'<!DOCTYPE x><x/>'}`;
  const hidden = { name: 'xl/w.xml', data: Buffer.from(wide, 'utf16le') };
  expect(await problemOf(zip([types, hidden]))).toBe('unsafe-xml');
  const formula = await writeXlsx({
    sheets: [{ name: 'Tờ', rows: [['a']], cells: new Map([['0,1', { formula: 'A1' }]]) }],
  });
  expect(await problemOf(formula)).toBe('formulas');
});

test('more rows than may be are refused, not cut', async () => {
  const rows = Array.from({ length: 50_001 }, (_, nth) => [nth]);
  const file = await writeXlsx({ sheets: [{ name: 'Tờ', rows }] });
  expect(await problemOf(file)).toBe('too-many-rows');
});
