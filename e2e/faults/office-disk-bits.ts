import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@khop/server/store/open-store';
import { seededRandom } from '@khop/shared/sample';
import { emptyRow, type FaultRow, type RigOptions, runRig } from './fault-table.ts';
import { lookAt } from './office-check.ts';
import { openCrew } from './office-crew.ts';
import { realWorld, withOffice } from './office-process.ts';

// node e2e/faults/office-disk-bits.ts --times N --seed S
//
// One byte of the office's file is another (a disk that rots), N times, each on a fresh copy. Found:
// SQLite's integrity_check or the office's own examination says so (every backup runs both). Harmless:
// every row reads as before. What is neither has changed silently and is told by column; the facts
// themselves (texts of entries, audit rows, records) and what they are found by must never be among them.

const ENTRIES = 100;
const PROMISED =
  /^(entry|audit|record)\.(text|hash|id|seq|journal|body|at|who|act|kind|subject|operator|device|type|number|number_kind|birth)$/;

export async function runOfficeDiskBits({ times, seed }: RigOptions): Promise<FaultRow> {
  const row = emptyRow('office-disk-bits', 'one flipped byte in the office’s file', seed);
  const silent = new Map<string, number>();
  let [found, harmless] = [0, 0];
  await withOffice({ tablets: 2 }, async (office) => {
    await office.start();
    const crew = await openCrew(office, { seed });
    while (crew.saved() < ENTRIES) await crew.workFor(50);
    await crew.drain();
    row.saved = crew.saved();
    await crew.close();
    await office.stop();
    const whole = join(office.dataDir, 'whole.sqlite');
    copyFileSync(office.file, whole);
    const before = await readColumns(whole);
    const chance = seededRandom(seed);
    for (; row.faults < times; row.faults++) {
      flipByte(whole, office.file, chance);
      const { broken } = await lookAt(office.file);
      if (broken.length > 0) found += 1;
      else {
        const changed = differing(before, await readColumns(office.file).catch(() => null));
        if (changed.length === 0) harmless += 1;
        for (const table of changed) silent.set(table, (silent.get(table) ?? 0) + 1);
      }
    }
  });
  const tables = [...silent].map(([table, times]) => `${table} ${times}`).join(', ');
  row.told = `${found} found, ${harmless} without effect, silent: ${tables || 'none'}`;
  for (const [column, times] of silent) {
    if (PROMISED.test(column)) row.broken.push(`${times} silent changes in ${column}`);
  }
  return row;
}

function flipByte(from: string, to: string, chance: { next(): number }): void {
  const bytes = readFileSync(from);
  const at = Math.floor(chance.next() * statSync(from).size);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(chance.next() * 8));
  writeFileSync(to, bytes);
}

/** Every column of every table, as text. */
async function readColumns(file: string): Promise<Map<string, string>> {
  const copy = `${file}.read`;
  copyFileSync(file, copy);
  const store = await openStore(copy, realWorld);
  try {
    return await store.read(async (reads) => {
      if (reads.engine !== 'sqlite') throw new Error('SQLite only');
      const { raw } = reads;
      const tables = raw.prepare("select name from sqlite_schema where type = 'table'").pluck();
      const columns = new Map<string, string>();
      for (const table of tables.all() as string[]) {
        const rows = raw.prepare(`select * from "${table}"`).all() as Record<string, unknown>[];
        for (const name of Object.keys(rows[0] ?? {})) {
          columns.set(`${table}.${name}`, JSON.stringify(rows.map((each) => each[name])));
        }
      }
      return columns;
    });
  } finally {
    await store.close();
  }
}

function differing(before: Map<string, string>, after: Map<string, string> | null): string[] {
  if (after === null) return ['unreadable'];
  return [...before].filter(([name, rows]) => after.get(name) !== rows).map(([name]) => name);
}

if (import.meta.main) {
  await runRig(1000, runOfficeDiskBits);
}
