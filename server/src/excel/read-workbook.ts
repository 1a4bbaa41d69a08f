import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkbookProblem } from './look-into.ts';

/** Rows that hold something, with their number in the sheet, every cell as text. */
export type SheetRows = { name: string; rows: { row: number; cells: string[] }[] };
export type WorkbookRead = { sheets: SheetRows[] } | { problem: WorkbookProblem };

const LIMIT_MS = 60_000;

/**
 * Reads named sheets of an .xlsx within the limits of SAFETY section 3; sheets the file lacks are
 * empty. Never throws for content.
 */
export function readWorkbook(file: Uint8Array, sheets: readonly string[]): Promise<WorkbookRead> {
  return new Promise((resolve) => {
    const thread = new Worker(join(import.meta.dirname, 'workbook-thread.ts'), {
      workerData: { file, sheets },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const end = (read: WorkbookRead) => {
      clearTimeout(watch);
      resolve(read);
      void thread.terminate();
    };
    const watch = setTimeout(() => end({ problem: 'too-slow' }), LIMIT_MS);
    thread.once('message', end);
    // Out of memory, or the thread ended without a word.
    thread.once('error', () => end({ problem: 'damaged' }));
    thread.once('exit', () => end({ problem: 'damaged' }));
  });
}
