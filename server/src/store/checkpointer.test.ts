import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { seededRandom } from '@khop/shared/sample';
import { expect, test, vi } from 'vitest';
import { openStore } from './open-store.ts';
import { handClock } from './sample-store.ts';

const MEGABYTE = 2 ** 20;
const world = {
  clock: handClock(Date.parse('2026-11-22T00:00:00.000Z')),
  random: seededRandom(1),
};

const insert = (id: string, bytes: number) => ({
  id,
  type: 'lot' as const,
  body: 'x'.repeat(bytes),
  number: null,
  number_kind: null,
  name_folded: null,
  birth: null,
  check_state: null,
  cause: null,
  since: null,
  commune: null,
  site: null,
});

/** What an office leaves that was killed with 9 MB in its log. */
async function leaveLongLog(folder: string): Promise<string> {
  const killed = await openStore(join(folder, 'killed.sqlite'), world);
  await killed.write((tx) =>
    tx.db
      .insertInto('record')
      .values(insert('long', 9 * MEGABYTE))
      .execute(),
  );
  for (const end of ['', '-wal']) {
    copyFileSync(join(folder, `killed.sqlite${end}`), join(folder, `next.sqlite${end}`));
  }
  await killed.close();
  return join(folder, 'next.sqlite');
}

test('the long log of an office that was killed is copied back and cut at the first commits of the next', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khop-log-'));
  const next = await leaveLongLog(folder);
  expect(statSync(next).size).toBeLessThan(MEGABYTE);
  const store = await openStore(next, world);
  await store.write((tx) => tx.db.insertInto('record').values(insert('short', 1)).execute());
  await expect.poll(() => statSync(next).size, { timeout: 20_000 }).toBeGreaterThan(8 * MEGABYTE);
  let nth = 0;
  // A write that changes nothing would leave the log as it is.
  const sizeAfterWrite = async () => {
    nth += 1;
    const body = String(nth);
    await store.write((tx) =>
      tx.db.updateTable('record').set({ body }).where('id', '=', 'short').execute(),
    );
    return statSync(`${next}-wal`).size;
  };
  await expect.poll(sizeAfterWrite, { timeout: 20_000 }).toBeLessThanOrEqual(8 * MEGABYTE);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

// Ending a thread that is loading SQLite ends the whole process, at a chance too small to wait for.
test('the thread that copies is let end by itself, however soon the office is closed', async () => {
  const terminate = vi.spyOn(Worker.prototype, 'terminate');
  const folder = mkdtempSync(join(tmpdir(), 'khop-log-'));
  const next = await leaveLongLog(folder);
  const store = await openStore(next, world);
  await store.close();
  expect(terminate).not.toHaveBeenCalled();
  expect(statSync(next).size).toBeGreaterThan(8 * MEGABYTE);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
