import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsvRows } from './csv-rows.ts';
import { readPopulation } from './population-file.ts';

async function all<T>(rows: AsyncGenerator<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

const TITLES = 'Số định danh;Số CMND;Họ và tên;Giới tính;Ngày sinh';

test('a list with BOM and semicolons, and the same with commas and without', async () => {
  const line = '066190000011;240000011;Nguyễn Thị Hoà;Nữ;02/09/1990';
  const citizen = {
    number: '066190000011',
    oldNumber: '240000011',
    fullName: 'Nguyễn Thị Hoà',
    sex: 'female',
    birthDate: { value: '1990-09-02', precision: 'day' },
  };
  const semicolons = await all(readPopulation([`\uFEFF${TITLES}\r\n${line}\r\n`]));
  expect(semicolons).toEqual([{ row: 2, citizen }]);
  const commas = `${TITLES}\n${line}`.replaceAll(';', ',');
  expect(await all(readPopulation([commas]))).toEqual([{ row: 2, citizen }]);
});

test('both numbers in one column are told apart', async () => {
  const text = 'CCCD,Họ tên,Giới tính,Năm sinh\n240000013,Đặng Văn Cả,Nam,1941\n';
  expect(await all(readPopulation([text]))).toMatchObject([
    { citizen: { number: null, oldNumber: '240000013', birthDate: { precision: 'year' } } },
  ]);
});

test('all faults of a row at once, and the good rows beside it are taken', async () => {
  const text = [
    TITLES,
    '6190000011;;Nguyễn Thị A;Nữ;31/02/1990',
    '66190000011;;;khác;',
    ';;Trần Văn B;Nam;1950',
    '0.66E+11;;Trần Văn C;Nam;1950',
    '066050000011;;Trần Văn D;Nam;1950',
  ].join('\n');
  const read = await all(readPopulation([text]));
  expect(read).toEqual([
    {
      problems: [
        { row: 2, field: 'number', reason: 'unreadable', cure: 'check-source' },
        { row: 2, field: 'birthDate', reason: 'impossible', cure: 'check-source' },
      ],
    },
    {
      problems: [
        { row: 3, field: 'number', reason: 'lost-zero', cure: 'add-leading-zero' },
        { row: 3, field: 'fullName', reason: 'missing', cure: 'fill-in' },
        { row: 3, field: 'sex', reason: 'unreadable', cure: 'fill-in' },
        { row: 3, field: 'birthDate', reason: 'missing', cure: 'fill-in' },
      ],
    },
    { problems: [{ row: 4, field: 'number', reason: 'no-number', cure: 'fill-in' }] },
    { problems: [{ row: 5, field: 'number', reason: 'scientific', cure: 'write-as-text' }] },
    expect.objectContaining({ row: 6 }),
  ]);
});

test('a list that lacks a column says which, and nothing of it is read', async () => {
  expect(await all(readPopulation(['Họ tên;Giới tính\nA;Nam\n']))).toEqual([
    { missing: ['number', 'birthDate'] },
  ]);
  expect(await all(readPopulation(['']))).toEqual([
    { missing: ['number', 'fullName', 'sex', 'birthDate'] },
  ]);
});

test('a quote that is never closed costs rows, not the list', async () => {
  const lost = `1;"${'x'.repeat(3000)}\n`;
  const rows = await all(readCsvRows([`a;b\n${lost}2;y\n`]));
  expect(rows).toEqual([
    { row: 1, fields: ['a', 'b'] },
    { row: 2, problem: 'too-long' },
    { row: 3, fields: ['2', 'y'] },
  ]);
});

test('any rows, however the text is cut into pieces, come back as they were', async () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'Đ', '"', ';', ',', '\n', ' ', '1') });
  const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (table, size) => {
      const lines = table.map((row) =>
        row.map((each) => `"${each.replaceAll('"', '""')}"`).join(';'),
      );
      const text = `h;i;j\n${lines.join('\n')}\n`;
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      const read = await all(readCsvRows(pieces));
      expect(read.slice(1)).toEqual(table.map((fields, index) => ({ row: index + 2, fields })));
    }),
  );
});
