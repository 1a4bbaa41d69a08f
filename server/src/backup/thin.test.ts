import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nameOf } from './folder.ts';
import { thinFolder } from './thin.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-21T00:00:00Z');

function folderOf(days: readonly number[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'khop-thin-'));
  for (const [index, day] of days.entries()) {
    for (const nth of [0, 1]) {
      const madeAt = new Date(NOW - day * DAY + nth * 60_000).toISOString();
      const epoch = 'ab'.repeat(16);
      writeFileSync(join(folder, nameOf({ chain: index + 1, nth, madeAt, epoch })), '');
    }
  }
  writeFileSync(join(folder, 'something else'), '');
  return folder;
}

test('chains older than asked go, the last two and what is not ours stay', async () => {
  for (const { days, left } of [
    { days: [40, 36, 20, 1], left: [3, 4] },
    { days: [400, 300], left: [1, 2] },
    { days: [400, 300, 200], left: [2, 3] },
    { days: [35, 20, 10], left: [1, 2, 3] },
  ]) {
    const folder = folderOf(days);
    await thinFolder(folder, NOW, 35 * DAY);
    const names = readdirSync(folder);
    const chains = new Set(names.flatMap((name) => /-(\d{6})-/.exec(name)?.[1] ?? []).map(Number));
    expect([...chains].sort()).toEqual(left);
    expect(names).toContain('something else');
    rmSync(folder, { recursive: true });
  }
});
