import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, expect, test } from 'vitest';
import { UNIT_BOOK } from '../units/unit-book.ts';
import { run as runImport } from './units-import.ts';
import { run as runTemplate } from './units-template.ts';

const folder = mkdtempSync(join(tmpdir(), 'khop-units-'));
const file = join(folder, 'units.xlsx');
const database = ['--database', join(folder, 'office.sqlite')];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function told(command: typeof runImport, args: string[]) {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  const code = await command(args, { stdin: [] as never, stdout });
  return { code, text, last: text.trim().split('\n').at(-1) ?? '' };
}

async function book(rows: string[][]) {
  const { sheet, columns } = UNIT_BOOK.units;
  const sheets = [{ name: sheet, rows: [Object.values<string>(columns), ...rows] }];
  writeFileSync(file, await writeXlsx({ sheets }));
}

const province = ['2026-04', '01', 'Tỉnh Một', '', '30/04/2026'];

test('[U10] a workbook and a folder of the same lists go one road', async () => {
  expect((await told(runTemplate, [file])).code).toBe(0);
  expect(JSON.parse((await told(runImport, [file, ...database])).last)).toMatchObject({ rows: 0 });
  await book([province, ['2026-04', '1', 'Xã Một', '01', '30/04/2026']]);
  const bad = await told(runImport, [file, ...database]);
  expect(bad.code).toBe(1);
  expect(bad.text).toContain('Đơn vị, dòng 3, Mã đơn vị: không phải mã đơn vị');
  await book([province, ['2026-04', '00001', 'Xã Một', '01', '30/04/2026']]);
  const dry = await told(runImport, [file, '--dry-run', ...database]);
  expect(dry.text).toContain('thêm đơn vị: 00001 · Xã Một');
  expect(JSON.parse(dry.last)).toMatchObject({ applied: false, changeCount: 2 });
  const done = await told(runImport, [file, ...database]);
  expect(JSON.parse(done.last)).toMatchObject({ applied: true, changeCount: 2 });
  const csv = ['edition,code,name,parent,valid_from', ...[province].map(String), ''].join('\n');
  writeFileSync(join(folder, 'units.csv'), csv);
  const links = 'from_edition,from_code,to_edition,to_code\n';
  writeFileSync(join(folder, 'unit-changes.csv'), links);
  const again = await told(runImport, ['--dir', folder, ...database]);
  expect(JSON.parse(again.last)).toMatchObject({ units: 1, changedUnits: 0, problems: 0 });
  expect((await told(runImport, [...database])).code).toBe(2);
});

test('what is no workbook is refused as a whole', async () => {
  writeFileSync(file, readFileSync(import.meta.filename));
  const { code, last } = await told(runImport, [file, ...database]);
  expect([code, JSON.parse(last).applied]).toEqual([1, false]);
});
