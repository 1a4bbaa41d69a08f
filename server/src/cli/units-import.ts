import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dayOf } from '@khop/shared/time';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { readUnits } from '../store/units.ts';
import { CHANGE_FILES, readChanged } from '../units/changed-units.ts';
import type { UnitList } from '../units/gather.ts';
import { importUnits, type UnitReport } from '../units/import-units.ts';
import { csvList } from '../units/list-file.ts';
import { NATIONAL_FILES, readNational } from '../units/national.ts';
import { importUnitBook, UNIT_BOOK } from '../units/unit-book.ts';
import { noteSentence, problemSentence, type UnitProblem } from '../units/unit-problem.ts';
import type { Io } from './json-lines.ts';
import { databaseOf, machine } from './machine.ts';
import { readBookFile, tellReport } from './people-import.ts';

const options = {
  dir: { type: 'string' },
  database: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;
const USAGE = 'khop units import (FILE.xlsx | --dir DIR) [--dry-run] [--database LOCATION]\n';

/**
 * `khop units import --dir DIR`: takes the national list of administrative units (both editions and the
 * map between them), or a folder with `units.csv` and `unit-changes.csv` for a merge in between.
 * `khop units import FILE.xlsx`: a merge, or the office's own hamlets, from a workbook
 * (`khop units template`). All or nothing; the same list twice changes nothing; with `--dry-run` it is
 * only told what would change.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const { dir } = values;
  const [file] = positionals;
  const dry = values['dry-run'] ?? false;
  const database = values.database ?? databaseOf(process.env);
  if (file !== undefined && dir === undefined) return importFile(file, { dry, database }, io);
  if (dir === undefined || file !== undefined) {
    await io.stdout.write(USAGE);
    return 2;
  }
  const isWhole = !existsSync(join(dir, CHANGE_FILES.units));
  const missing = missingIn(dir, isWhole);
  if (missing.length > 0) {
    for (const file of missing) await tellProblem(io, file);
    return 1;
  }
  const store = await openStore(database, machine);
  try {
    const list = isWhole ? await readNationalIn(dir) : await readChangedIn(dir, store);
    return await tell(io, await importUnits(store, list, { by: 'khop', isWhole, dry }));
  } finally {
    await store.close();
  }
}

async function importFile(
  file: string,
  { dry, database }: { dry: boolean; database: string },
  io: Io,
): Promise<number> {
  const read = await readBookFile(file, Object.values(UNIT_BOOK));
  const store = await openStore(database, machine);
  try {
    return await tellReport(io, await importUnitBook(store, read, { by: 'khop', dry }));
  } finally {
    await store.close();
  }
}

function missingIn(dir: string, isWhole: boolean): UnitProblem[] {
  const { old, map, now } = NATIONAL_FILES;
  const files = isWhole ? [old, map, now] : Object.values(CHANGE_FILES);
  return files
    .filter((file) => !existsSync(join(dir, file)))
    .map((file) => ({ file, row: null, field: '*', reason: 'missing-file' }));
}

function readNationalIn(dir: string): Promise<UnitList> {
  const { old, map, now, hamlets } = NATIONAL_FILES;
  return readNational({
    old: chunksOf(dir, old),
    map: chunksOf(dir, map),
    now: chunksOf(dir, now),
    hamlets: existsSync(join(dir, hamlets)) ? chunksOf(dir, hamlets) : null,
  });
}

async function readChangedIn(dir: string, store: Store): Promise<UnitList> {
  const listOf = (file: string) =>
    existsSync(join(dir, file)) ? csvList(file, chunksOf(dir, file)) : null;
  const { units, changes } = CHANGE_FILES;
  const lists = {
    units: listOf(units),
    changes: listOf(changes),
    hamlets: listOf(NATIONAL_FILES.hamlets),
  };
  return readChanged(lists, await store.read(readUnits), dayOf(machine.clock.now()));
}

function chunksOf(dir: string, file: string) {
  return createReadStream(join(dir, file), { encoding: 'utf8' });
}

async function tellProblem(io: Io, problem: UnitProblem): Promise<void> {
  const say = problemSentence(problem);
  await io.stdout.write(`${JSON.stringify({ problem, say })}\n`);
}

async function tell(
  io: Io,
  { notes, problems, told: _told, ...counts }: UnitReport,
): Promise<number> {
  for (const problem of problems) await tellProblem(io, problem);
  for (const note of notes) {
    await io.stdout.write(`${JSON.stringify({ note, say: noteSentence(note) })}\n`);
  }
  const said = { ...counts, notes: notes.length, problems: problems.length };
  await io.stdout.write(`${JSON.stringify(said)}\n`);
  return problems.length === 0 ? 0 : 1;
}
