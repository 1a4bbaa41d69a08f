import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@khop/shared/sample';
import { expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import { handClock } from './sample-store.ts';
import { StoreTrouble } from './store.ts';

const PAGE = 4096;

test('a read that meets a damaged page is the store’s trouble, and other reads go on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khop-damaged-'));
  const file = join(folder, 'office.sqlite');
  const world = {
    clock: handClock(Date.parse('2026-11-22T00:00:00.000Z')),
    random: seededRandom(1),
  };
  const before = await openStore(file, world);
  const root = await before.read(async (reads) => {
    if (reads.engine !== 'sqlite') throw new Error('SQLite only');
    const { rootpage } = reads.raw
      .prepare("select rootpage from sqlite_schema where name = 'feed'")
      .get() as { rootpage: number };
    return rootpage;
  });
  await before.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, (root - 1) * PAGE, root * PAGE);
  writeFileSync(file, bytes);
  const store = await openStore(file, world);
  const reading = store.read(({ db }) => db.selectFrom('feed').selectAll().execute());
  await expect(reading).rejects.toMatchObject({ kind: 'broken' });
  await expect(reading).rejects.toBeInstanceOf(StoreTrouble);
  expect(await store.read(({ db }) => db.selectFrom('entry').selectAll().execute())).toEqual([]);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
