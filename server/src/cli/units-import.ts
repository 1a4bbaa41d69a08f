import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { readUnits } from '../store/units.ts';
import { CHANGE_FILES, readChanged } from '../units/changed-units.ts';
import type { UnitList } from '../units/gather.ts';
import { importUnits, type UnitReport } from '../units/import-units.ts';
import { NATIONAL_FILES, readNational } from '../units/national.ts';
import { noteSentence, problemSentence, type UnitProblem } from '../units/unit-problem.ts';
import type { Io } from './json-lines.ts';
import { databaseOf, machine } from './machine.ts';

const options = { dir: { type: 'string' }, database: { type: 'string' } } as const;

/**
 * `khop units import --dir DIR [--database LOCATION]`: takes the national list of administrative units
 * (both editions and the map between them), or a folder with `units.csv` and `unit-changes.csv` for a
 * merge in between. All or nothing; the same list twice changes nothing.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { dir } = values;
  if (dir === undefined) {
    await io.stdout.write('khop units import --dir DIR [--database LOCATION]\n');
    return 2;
  }
  const isWhole = !existsSync(join(dir, CHANGE_FILES.units));
  const missing = missingIn(dir, isWhole);
  if (missing.length > 0) {
    for (const file of missing) await tellProblem(io, file);
    return 1;
  }
  const store = await openStore(values.database ?? databaseOf(process.env), machine);
  try {
    const list = isWhole ? await readNationalIn(dir) : await readChangedIn(dir, store);
    return await tell(io, await importUnits(store, list, { by: 'khop', isWhole }));
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
  const files = {
    units: chunksOf(dir, CHANGE_FILES.units),
    changes: chunksOf(dir, CHANGE_FILES.changes),
  };
  return readChanged(files, await store.read(readUnits));
}

function chunksOf(dir: string, file: string) {
  return createReadStream(join(dir, file), { encoding: 'utf8' });
}

async function tellProblem(io: Io, problem: UnitProblem): Promise<void> {
  const say = problemSentence(problem);
  await io.stdout.write(`${JSON.stringify({ problem, say })}\n`);
}

async function tell(io: Io, { notes, problems, ...counts }: UnitReport): Promise<number> {
  for (const problem of problems) await tellProblem(io, problem);
  for (const note of notes) {
    await io.stdout.write(`${JSON.stringify({ note, say: noteSentence(note) })}\n`);
  }
  const said = { ...counts, notes: notes.length, problems: problems.length };
  await io.stdout.write(`${JSON.stringify(said)}\n`);
  return problems.length === 0 ? 0 : 1;
}
