import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, expect, test } from 'vitest';
import { BOOK } from '../people/people-book.ts';
import { run as runImport } from './people-import.ts';
import { run as runPassword } from './people-password.ts';
import { run as runTemplate } from './people-template.ts';
import { run as runSites } from './sites-import.ts';
import { run as runUnits } from './units-import.ts';

const folder = mkdtempSync(join(tmpdir(), 'khop-people-'));
const database = ['--database', join(folder, 'office.sqlite')];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function told(command: typeof runImport, args: string[]) {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  const code = await command(args, { stdin: [] as never, stdout });
  return { code, text, last: text.trim().split('\n').at(-1) ?? '' };
}

test('an office begins with units, a workbook of people and a first password', async () => {
  const units = join(folder, 'units');
  const file = join(folder, 'people.xlsx');
  expect(await told(runUnits, ['--dir', units, ...database])).toMatchObject({ code: 1 });
  expect((await told(runTemplate, [file])).code).toBe(0);
  expect(JSON.parse((await told(runImport, [file, ...database])).last)).toMatchObject({ rows: 0 });
  const sheets = [
    {
      name: BOOK.sites.sheet,
      rows: [Object.values(BOOK.sites.columns), ['tram', 'Trạm', 'công lập', '', '00004']],
    },
    {
      name: BOOK.users.sheet,
      rows: [Object.values(BOOK.users.columns), ['quantri', 'Bùi Thanh Sơn']],
    },
    {
      name: BOOK.appointments.sheet,
      rows: [
        Object.values(BOOK.appointments.columns),
        ['quantri', 'Quản trị', '', '', '01/11/2026', ''],
      ],
    },
  ] as { name: string; rows: string[][] }[];
  writeFileSync(file, await writeXlsx({ sheets }));
  const noUnits = await told(runImport, [file, '--dry-run', ...database]);
  expect(noUnits.code).toBe(1);
  expect(noUnits.text).toContain('Cơ sở, dòng 2, Mã xã: không có đơn vị nào mang mã này');
  const onlySites = await told(runSites, [file, ...database]);
  expect(JSON.parse(onlySites.last)).toMatchObject({ rows: 1, applied: false, problemCount: 1 });
  writeFileSync(file, await writeXlsx({ sheets: sheets.slice(1) }));
  expect((await told(runImport, [file, ...database])).text).toContain('thêm tài khoản: quantri');
  const { text: password } = await told(runPassword, ['QuanTri', ...database]);
  expect(password).toMatch(/^[2-9A-Z]{5}(-[2-9A-Z]{5}){3}\n$/);
  expect((await told(runPassword, ['ai', ...database])).code).toBe(1);
});
