import type { ImportChange, ImportProblem, ImportReport } from '@khop/shared/protocol/desk-admin';
import { dayOf } from '@khop/shared/time';
import type { WorkbookRead } from '../excel/read-workbook.ts';
import type { Store } from '../store/store.ts';
import { readUnits } from '../store/units.ts';
import { readChanged } from './changed-units.ts';
import { importUnits, type UnitTold } from './import-units.ts';
import { sheetList } from './list-file.ts';
import type { UnitProblem } from './unit-problem.ts';

/** The sheets of the workbook: the columns of the files of `readChanged`, with titles people read. */
export const UNIT_BOOK = {
  units: {
    sheet: 'Đơn vị',
    columns: {
      edition: 'Danh mục',
      code: 'Mã đơn vị',
      name: 'Tên đơn vị',
      parent: 'Mã cấp trên',
      valid_from: 'Hiệu lực từ',
    },
  },
  changes: {
    sheet: 'Thay đổi',
    columns: {
      from_edition: 'Danh mục cũ',
      from_code: 'Mã cũ',
      to_edition: 'Danh mục mới',
      to_code: 'Mã mới',
    },
  },
  hamlets: {
    sheet: 'Thôn, tổ',
    columns: { commune_code: 'Mã xã', number: 'Số thứ tự', name: 'Tên thôn, tổ' },
  },
} as const;

/** Told one by one; what is beyond is counted. */
const MAX_TOLD = 500;

/** [U10] Takes a workbook of units in as a whole, or not at all; `dry` only tells what would change. */
export async function importUnitBook(
  store: Store,
  read: WorkbookRead,
  options: { by: string; dry: boolean },
): Promise<ImportReport> {
  if ('problem' in read) return unread(read.problem);
  if (read.sheets.every(({ rows }) => rows.length === 0)) return unread('no-unit-sheets');
  const listOf = (which: keyof typeof UNIT_BOOK) =>
    sheetList(UNIT_BOOK[which].sheet, UNIT_BOOK[which].columns, read.sheets);
  const lists = { units: listOf('units'), changes: listOf('changes'), hamlets: listOf('hamlets') };
  const { stored, today } = await store.read(async (reads) => {
    return { stored: await readUnits(reads), today: dayOf(reads.clock.now()) };
  });
  const list = await readChanged(lists, stored, today);
  const { told, problems } = await importUnits(store, list, { ...options, isWhole: false });
  return {
    applied: !options.dry && problems.length === 0,
    // Without their titles.
    rows: read.sheets.reduce((sum, { rows }) => sum + Math.max(0, rows.length - 1), 0),
    changes: told.slice(0, MAX_TOLD).map(changeOf),
    changeCount: told.length,
    problems: problems.slice(0, MAX_TOLD).map(problemOf),
    problemCount: problems.length,
    file: null,
  };
}

function unread(file: string): ImportReport {
  const none = { changes: [], changeCount: 0, problems: [], problemCount: 0 };
  return { applied: false, rows: 0, ...none, file };
}

function changeOf(told: UnitTold): ImportChange {
  if (told.kind === 'units-connected') {
    const { from, to } = told.change;
    return {
      kind: told.kind,
      what: `${from.code} (${from.edition}) → ${to.code} (${to.edition})`,
    };
  }
  const { code, name, validTo } = told.unit;
  const end = told.kind === 'unit-ended' && validTo !== null ? ` · ${validTo}` : '';
  return { kind: told.kind, what: `${code} · ${name}${end}` };
}

/** What a file as a whole may lack, a workbook never does: a sheet left out is one not told. */
function problemOf({ file, row, field, reason, value }: UnitProblem): ImportProblem {
  const told = reason === 'missing-file' ? 'missing' : reason;
  const what = row === null && value !== undefined ? `${field} ${value}` : field;
  return { sheet: file, row, field: what, reason: told };
}
