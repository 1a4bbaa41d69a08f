import { parentPort, workerData } from 'node:worker_threads';
import { streamXlsxRows } from 'hucre/xlsx';
import { lookInto } from './look-into.ts';
import type { SheetRows, WorkbookRead } from './read-workbook.ts';

// Runs in a thread of its own, with a heap and a time of its own: whatever a file does to the reader,
// the office goes on.

/** SAFETY section 3. */
const MAX_ROWS = 50_000;
const MAX_COLUMNS = 60;
const MAX_TEXT = 2000;

type Asked = { file: Uint8Array; sheets: readonly string[] };

async function read({ file, sheets }: Asked): Promise<WorkbookRead> {
  const problem = lookInto(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  if (problem !== null) return { problem };
  const found: SheetRows[] = [];
  for (const name of sheets) {
    const sheet = await readSheet(file, name);
    if (sheet === 'too-many-rows') return { problem: sheet };
    found.push(sheet);
  }
  return { sheets: found };
}

async function readSheet(file: Uint8Array, name: string): Promise<SheetRows | 'too-many-rows'> {
  const rows: SheetRows['rows'] = [];
  // One row more than may be: to know that there are more.
  const options = { sheet: name, maxRows: MAX_ROWS + 1 };
  for await (const { index, values } of streamXlsxRows(file, options)) {
    if (rows.length === MAX_ROWS) return 'too-many-rows';
    const cells = values.slice(0, MAX_COLUMNS).map(textOf);
    if (cells.some((cell) => cell !== '')) rows.push({ row: index + 1, cells });
  }
  return { name, rows };
}

/** A date as a list writes it; a day of Excel's has no zone, so it is read as it stands. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    const iso = value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
  }
  return String(value)
    .normalize('NFC')
    .slice(0, MAX_TEXT + 1);
}

if (parentPort !== null) {
  try {
    parentPort.postMessage(await read(workerData as Asked));
  } catch {
    parentPort.postMessage({ problem: 'damaged' } satisfies WorkbookRead);
  }
}
