import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { importPopulation, type PopulationReport } from '../checks/import-population.ts';
import { recheckMismatches } from '../checks/recheck.ts';
import type { HeaderProblem, RowProblem } from '../registry/population-file.ts';
import { openStore } from '../store/open-store.ts';
import type { Io } from './json-lines.ts';
import { databaseOf, machine } from './machine.ts';

const options = { database: { type: 'string' } } as const;

/**
 * `khop population import FILE [--database LOCATION]`: takes the list the commune's police handed
 * over (CSV, UTF-8, `;` or `,`) into the office, for the embedded registry. Good rows are taken, bad
 * rows told one by one, a list that breaks off changes nothing, the same list twice changes nothing. New facts ask about all mismatches again.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined) {
    await io.stdout.write('khop population import FILE [--database LOCATION]\n');
    return 2;
  }
  const store = await openStore(values.database ?? databaseOf(process.env), machine);
  try {
    const chunks = createReadStream(file, { encoding: 'utf8' });
    const report = await importPopulation(store, machine, chunks);
    const isNews = 'changed' in report && report.changed > 0;
    // What was wrong against the old list may be right against the new one.
    const rechecked = isNews ? await recheckMismatches(store, 'population-import') : 0;
    return await tell(io, report, rechecked);
  } finally {
    await store.close();
  }
}

async function tell(
  io: Io,
  report: PopulationReport | HeaderProblem,
  rechecked: number,
): Promise<number> {
  if ('missing' in report) {
    const columns = report.missing.map((column) => FIELDS[column]).join(', ');
    const say = `Danh sách thiếu cột: ${columns}. Chưa nhận dòng nào.`;
    await io.stdout.write(`${JSON.stringify({ ...report, say })}\n`);
    return 1;
  }
  const { problems, ...counts } = report;
  for (const problem of problems) {
    await io.stdout.write(`${JSON.stringify({ ...problem, say: sentenceOf(problem) })}\n`);
  }
  await io.stdout.write(`${JSON.stringify({ ...counts, rechecked })}\n`);
  return 0;
}

const FIELDS: Record<RowProblem['field'], string> = {
  row: 'cả dòng',
  number: 'số định danh',
  oldNumber: 'số CMND',
  fullName: 'họ và tên',
  sex: 'giới tính',
  birthDate: 'ngày sinh',
};

const REASONS: Record<RowProblem['reason'], string> = {
  missing: 'bỏ trống',
  unreadable: 'không đọc được',
  impossible: 'không có ngày này',
  'lost-zero': 'mất số 0 ở đầu',
  scientific: 'bị Excel đổi thành dạng 1,23E+11',
  'too-long': 'quá dài',
  'no-number': 'không có số định danh lẫn số CMND',
};

const CURES: Record<RowProblem['cure'], string> = {
  'fill-in': 'điền vào rồi nhập lại',
  'write-as-text': 'định dạng cột là văn bản rồi nhập lại từ gốc',
  'check-source': 'xem lại bản gốc',
  'add-leading-zero': 'thêm lại số 0',
  'split-row': 'xem dấu nháy kép và dấu xuống dòng',
};

function sentenceOf({ row, field, reason, cure }: RowProblem): string {
  return `Dòng ${row}, ${FIELDS[field]}: ${REASONS[reason]}; ${CURES[cure]}.`;
}
