import { BOOK } from '../people/people-book.ts';
import type { Io } from './json-lines.ts';
import { importBook } from './people-import.ts';

/**
 * `khop sites import FILE [--dry-run] [--database LOCATION]`: the sheet of sites alone, out of the same
 * workbook (`khop people template`).
 */
export function run(args: string[], io: Io): Promise<number> {
  return importBook('sites', [BOOK.sites], args, io);
}
