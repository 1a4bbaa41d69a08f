import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_PULL_RECORDS } from '@khop/shared/protocol/pull';
import { openBrowser } from '../browser.ts';
import { startChild } from '../child.ts';
import type { RawPage } from '../pages/raw.ts';
import { percentile, type Run } from '../run.ts';

type Packed = { pages: number; bytes: number };

/** What this machine gives at best, beside every claim: the same facts without any protocol. */
export async function benchLimits(run: Run): Promise<void> {
  const { size } = run;
  for (let round = 0; round < run.rounds; round++) {
    run.say(`limits round ${round + 1}`);
    const data = mkdtempSync(join(tmpdir(), 'khop-bench-raw-'));
    const server = await startChild(new URL('../peers/raw-server.ts', import.meta.url), {
      data,
      pages: run.pages,
    });
    const browser = await openBrowser<RawPage>(`${server.url}/bench/raw.html`);
    try {
      const add = (what: string, ms: number, count = size) =>
        run.add({
          work: 'limits',
          what,
          who: 'this machine',
          unit: 'entries/s',
          value: (count * 1000) / ms,
        });
      add(
        'better-sqlite3, WAL FULL, 1,000 a transaction',
        await server.ask<number>('insertAll', size, 1000),
      );
      const few = Math.min(500, size);
      const one = await server.ask<number>('insertAll', few, 1);
      add('better-sqlite3, WAL FULL, 1 a transaction', one, few);
      add('IndexedDB, one transaction, relaxed', await browser.api.putAll(size, 'relaxed'));
      add('IndexedDB, one transaction, strict', await browser.api.putAll(size, 'strict'));
      add(
        'HTTP POST, gzip, 1,000 a request, inflated and forgotten',
        await browser.api.postAll(size, server.url),
      );
      for (const kind of ['document', 'record'] as const) {
        const packing = server.ask<Packed>('packPersons', size, MAX_PULL_RECORDS, kind);
        const { pages, bytes } = await packing;
        const ways = kind === 'record' ? [false, true] : [false];
        for (const isFound of ways) {
          add(
            `HTTP GET, gzip, pages of 2,000 ${kind}s of ${(bytes / 1000).toFixed(1)} kB, parsed, put as they came, relaxed${isFound ? ', found by name' : ''}`,
            await browser.api.pullAll(pages, server.url, isFound),
          );
        }
      }
      const addRested = (what: string, ms: readonly number[]) =>
        run.add({
          work: 'limits',
          what: `${what}, one after a rest of 0.3 s, p50`,
          who: 'this machine',
          unit: 'ms',
          value: percentile(ms, 0.5),
        });
      const before = await server.wired();
      const page = await browser.api.rested(run.changes, server.url);
      const after = await server.wired();
      run.add({
        work: 'limits',
        what: 'HTTP POST of 500 bytes, forgotten: bytes, both ways, headers included',
        who: 'this machine',
        unit: 'bytes',
        value: (after.received + after.sent - before.received - before.sent) / run.changes,
      });
      const { onceMs, twiceMs } = await browser.api.twice(run.saves);
      const addSave = (what: string, ms: readonly number[], share: number) =>
        run.add({
          work: 'limits',
          what: `IndexedDB, one row, strict, ${what}, one after the other, p${share * 100}`,
          who: 'this machine',
          unit: 'ms',
          value: percentile(ms, share),
        });
      for (const share of [0.5, 0.95]) {
        addSave('in one store', onceMs, share);
        addSave('then in a store of its own', twiceMs, share);
      }
      addRested('HTTP POST of 500 bytes, forgotten', page.postMs);
      addRested('IndexedDB, one row, strict', page.strictMs);
      addRested(
        'better-sqlite3, WAL FULL, one row',
        await server.ask<number[]>('insertRested', run.changes),
      );
    } finally {
      await browser.close();
      await server.end();
      rmSync(data, { recursive: true, force: true });
    }
  }
}
