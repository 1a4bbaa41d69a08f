import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { findCitizens } from '../store/population.ts';
import { run as runDemo } from './demo.ts';
import { machine } from './machine.ts';
import { run } from './population-import.ts';

const folder = mkdtempSync(join(tmpdir(), 'khop-import-'));
const database = join(folder, 'office.sqlite');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function told(command: typeof run, args: string[]) {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  const code = await command(args, { stdin: [] as never, stdout });
  return { code, lines: text.trim().split('\n') };
}

test('the population list of a demo commune goes in whole, and again without a change', async () => {
  const out = join(folder, 'demo');
  const made = await told(runDemo, ['--size', '300', '--seed', '5', '--out', out]);
  const { citizens } = JSON.parse(made.lines[0] ?? '{}') as { citizens: number };
  const args = [join(out, 'population.csv'), '--database', database];
  const first = await told(run, args);
  expect(first.lines).toHaveLength(1);
  expect(JSON.parse(first.lines[0] ?? '')).toEqual({
    rows: citizens,
    accepted: citizens,
    changed: citizens,
    refused: 0,
    rechecked: 0,
  });
  const again = await told(run, args);
  expect(JSON.parse(again.lines[0] ?? '')).toMatchObject({ accepted: citizens, changed: 0 });
});

test('a bad row is told with its cure, in words', async () => {
  const file = join(folder, 'bad.csv');
  writeFileSync(
    file,
    'CCCD;Họ tên;Giới tính;Ngày sinh\n66190000011;Lê A;Nam;1990\n066190000019;Lê B;Nam;1991\n',
  );
  const { code, lines } = await told(run, [file, '--database', database]);
  expect(code).toBe(0);
  expect(lines[0]).toContain('Dòng 2, số định danh: mất số 0 ở đầu; thêm lại số 0.');
  expect(lines.join()).not.toContain('66190000011');
  const store = await openStore(database, machine);
  const found = await store.read((reads) =>
    findCitizens(reads, { numbers: ['066190000019'], oldNumbers: [] }),
  );
  await store.close();
  expect(found).toHaveLength(1);
});

test('a list of another kind is refused as a whole', async () => {
  const file = join(folder, 'other.csv');
  writeFileSync(file, 'a;b\n1;2\n');
  const { code, lines } = await told(run, [file, '--database', database]);
  expect(code).toBe(1);
  expect(lines[0]).toContain('thiếu cột');
});
