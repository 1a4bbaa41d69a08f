import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ImportReport } from '@khop/shared/protocol/desk-admin';
import { MAX_FILE_BYTES } from '../excel/look-into.ts';
import { readWorkbook, type WorkbookRead } from '../excel/read-workbook.ts';
import { importPeople } from '../people/import-people.ts';
import { importChangeSentence, importProblemSentence } from '../people/import-words.ts';
import { BOOK } from '../people/people-book.ts';
import { openStore } from '../store/open-store.ts';
import type { Io } from './json-lines.ts';
import { databaseOf, machine } from './machine.ts';

const options = { database: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const;

/**
 * `khop people import FILE [--dry-run] [--database LOCATION]`: takes a workbook of sites, users and
 * appointments in, or with --dry-run tells what it would change. All or nothing.
 */
export function run(args: string[], io: Io): Promise<number> {
  return importBook('people', Object.values(BOOK), args, io);
}

export async function importBook(
  what: 'people' | 'sites',
  sheets: readonly { sheet: string }[],
  args: string[],
  io: Io,
): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined) {
    await io.stdout.write(`khop ${what} import FILE [--dry-run] [--database LOCATION]\n`);
    return 2;
  }
  const read = await readBookFile(file, sheets);
  const store = await openStore(values.database ?? databaseOf(process.env), machine);
  try {
    const dry = values['dry-run'] ?? false;
    return await tellReport(io, await importPeople(store, read, { by: 'khop', dry }));
  } finally {
    await store.close();
  }
}

export async function readBookFile(
  file: string,
  sheets: readonly { sheet: string }[],
): Promise<WorkbookRead> {
  if (statSync(file).size > MAX_FILE_BYTES) return { problem: 'too-large' };
  return readWorkbook(
    readFileSync(file),
    sheets.map(({ sheet }) => sheet),
  );
}

/** Each problem and change as a line of its own, then the counts. */
export async function tellReport(io: Io, report: ImportReport): Promise<number> {
  const { changes, problems, ...counts } = report;
  for (const problem of problems) {
    const say = importProblemSentence(problem);
    await io.stdout.write(`${JSON.stringify({ problem, say })}\n`);
  }
  for (const change of changes) {
    const say = importChangeSentence(change);
    await io.stdout.write(`${JSON.stringify({ change, say })}\n`);
  }
  await io.stdout.write(`${JSON.stringify(counts)}\n`);
  return counts.problemCount > 0 || counts.file !== null ? 1 : 0;
}
