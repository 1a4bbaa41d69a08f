import { foldedKey } from '@khop/shared/name';
import type { AdminReason, ImportProblem } from '@khop/shared/protocol/desk-admin';
import type { Role } from '@khop/shared/protocol/enrol';
import { addDays, type Instant, startOfDay, toInstant } from '@khop/shared/time';
import type { SheetRows } from '../excel/read-workbook.ts';

/** The sheets of the workbook, and the titles of their columns as the template writes them. */
export const BOOK = {
  sites: {
    sheet: 'Cơ sở',
    columns: {
      id: 'Mã cơ sở',
      name: 'Tên cơ sở',
      kind: 'Loại',
      parent: 'Trực thuộc',
      commune: 'Mã xã',
      twoPersons: 'Hai người duyệt máy',
    },
    // A list of before has no such column: a new site asks for two, another stays as it is.
    optional: ['twoPersons'],
  },
  users: { sheet: 'Người dùng', columns: { user: 'Tên đăng nhập', fullName: 'Họ và tên' } },
  appointments: {
    sheet: 'Bổ nhiệm',
    columns: {
      user: 'Tên đăng nhập',
      role: 'Vai trò',
      site: 'Mã cơ sở',
      unit: 'Mã đơn vị',
      from: 'Từ ngày',
      until: 'Đến ngày',
    },
  },
} as const;

export type SiteKindWord = 'public' | 'private' | 'mobile';
export const KIND_WORDS: Record<SiteKindWord, string> = {
  public: 'công lập',
  private: 'tư nhân',
  mobile: 'lưu động',
};
export const YES_NO = { yes: 'có', no: 'không' } as const;
export const ROLE_WORDS: Record<Role, string> = {
  vaccinator: 'Người tiêm',
  'head-of-site': 'Người đứng đầu cơ sở',
  'health-station': 'Trạm y tế',
  'hamlet-team': 'Tổ công tác Đề án 06',
  'commune-police': 'Công an xã',
  'commune-chairman': 'Chủ tịch UBND xã',
  'district-health': 'Y tế khu vực',
  ministry: 'Bộ Y tế',
  administrator: 'Quản trị',
};

export type SiteRow = {
  row: number;
  id: string;
  name: string;
  kind: SiteKindWord;
  parent: string;
  commune: string;
  /** Null where the list does not say. */
  twoPersons: boolean | null;
};
export type UserRow = { row: number; user: string; fullName: string };
export type AppointmentRow = {
  row: number;
  user: string;
  role: Role;
  site: string | null;
  unitCode: string | null;
  from: Instant;
  until: Instant | null;
};
export type PeopleBook = {
  sites: SiteRow[];
  users: UserRow[];
  appointments: AppointmentRow[];
  rows: number;
  problems: ImportProblem[];
};

/** Reads all three sheets; a sheet that is missing is empty, what is wrong is all told at once. */
export function readPeopleBook(sheets: readonly SheetRows[]): PeopleBook {
  const book: PeopleBook = { sites: [], users: [], appointments: [], rows: 0, problems: [] };
  for (const row of rowsOf(sheets, book, BOOK.sites)) {
    const id = row.need('id', 50);
    const name = row.need('name', 200);
    const kind = row.word('kind', KIND_WORDS, 'unknown-kind');
    const parent = row.text('parent').toLowerCase();
    const commune = row.text('commune');
    const two = row.text('twoPersons') === '' ? null : row.word('twoPersons', YES_NO, 'yes-or-no');
    const twoPersons = two === null ? null : two === 'yes';
    if (kind === 'mobile' && parent === '') row.refuse('parent', 'parent-needed');
    if (kind !== 'mobile') refuseCode(row, 'commune', commune, true);
    if (id !== '' && !/^[a-z0-9][a-z0-9-]*$/i.test(id)) row.refuse('id', 'unreadable');
    if (row.isGood() && kind !== null) {
      book.sites.push({
        row: row.nr,
        id: id.toLowerCase(),
        name,
        kind,
        parent,
        commune,
        twoPersons,
      });
    }
  }
  for (const row of rowsOf(sheets, book, BOOK.users)) {
    const user = row.need('user', 50);
    const fullName = row.need('fullName', 200);
    if (/\s/.test(user)) row.refuse('user', 'unreadable');
    if (row.isGood()) book.users.push({ row: row.nr, user, fullName });
  }
  for (const row of rowsOf(sheets, book, BOOK.appointments)) {
    const user = row.need('user', 50);
    const role = row.word('role', ROLE_WORDS, 'unknown-role');
    const site = row.text('site').toLowerCase();
    const unit = row.text('unit');
    const from = dayIn(row.need('from', 30), 'first');
    const until = row.text('until') === '' ? null : dayIn(row.text('until'), 'last');
    if (from === undefined && row.text('from') !== '') row.refuse('from', 'not-a-day');
    if (until === undefined) row.refuse('until', 'not-a-day');
    if (site !== '' && unit !== '') row.refuse('unit', 'two-places');
    if (unit !== '') refuseCode(row, 'unit', unit, false);
    if (!row.isGood() || role === null || from === undefined || until === undefined) continue;
    const place = { site: site === '' ? null : site, unitCode: unit === '' ? null : unit };
    book.appointments.push({ row: row.nr, user, role, ...place, from, until });
  }
  return book;
}

/** Excel takes the zeros of a code for nothing. */
function refuseCode(row: Row<string>, field: string, code: string, isCommune: boolean): void {
  const isCode = isCommune ? /^\d{5}$/.test(code) : /^(\d{2}|\d{3}|\d{5}(\.\d{1,3})?)$/.test(code);
  if (isCode) return;
  row.refuse(
    field,
    code === '' ? 'missing' : /^\d{1,4}$/.test(code) ? 'lost-zero' : 'unknown-unit',
  );
}

type Row<Field extends string> = {
  nr: number;
  text(field: Field): string;
  need(field: Field, most: number): string;
  word<W extends string>(field: Field, words: Record<W, string>, reason: AdminReason): W | null;
  refuse(field: Field, reason: AdminReason): void;
  isGood(): boolean;
};

function* rowsOf<Field extends string>(
  sheets: readonly SheetRows[],
  book: PeopleBook,
  {
    sheet,
    columns,
    optional = [],
  }: { sheet: string; columns: Record<Field, string>; optional?: readonly NoInfer<Field>[] },
): Generator<Row<Field>> {
  const [head, ...rows] = sheets.find(({ name }) => name === sheet)?.rows ?? [];
  if (head === undefined) return;
  const titles = head.cells.map(foldedKey);
  const fields = Object.keys(columns) as Field[];
  const places = new Map(fields.map((each) => [each, titles.indexOf(foldedKey(columns[each]))]));
  for (const [field, place] of places) {
    if (place >= 0 || optional.includes(field)) continue;
    const title = columns[field];
    book.problems.push({ sheet, row: head.row, field: title, reason: 'missing-column' });
  }
  if ([...places].some(([field, place]) => place < 0 && !optional.includes(field))) return;
  for (const { row, cells } of rows) {
    book.rows += 1;
    const before = book.problems.length;
    const text = (field: Field) => (cells[places.get(field) ?? -1] ?? '').trim();
    const refuse = (field: Field, reason: AdminReason) => {
      book.problems.push({ sheet, row, field: columns[field], reason });
    };
    yield {
      nr: row,
      text,
      refuse,
      need(field, most) {
        const found = text(field);
        if (found === '') refuse(field, 'missing');
        if (found.length > most) refuse(field, 'too-long');
        return found;
      },
      word(field, words, reason) {
        const key = foldedKey(text(field));
        const entries = Object.entries(words) as [keyof typeof words, string][];
        const found = entries.find(
          ([code, word]) => foldedKey(word) === key || foldedKey(String(code)) === key,
        );
        if (found === undefined) refuse(field, key === '' ? 'missing' : reason);
        return found === undefined ? null : found[0];
      },
      isGood: () => book.problems.length === before,
    };
  }
}

/** `30/06/2026`, `2026-06-30`, with an hour behind it or not. A last day is meant with its evening. */
function dayIn(text: string, which: 'first' | 'last'): Instant | undefined {
  const match =
    /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})(?: (?<h>\d{1,2}):(?<n>\d\d))?$/.exec(text) ??
    /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)(?: (?<h>\d{1,2}):(?<n>\d\d))?$/.exec(text);
  const { y = '', m = '', d = '', h, n } = match?.groups ?? {};
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  if (match === null || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return undefined;
  if (addDays(day, 0) !== day) return undefined;
  if (h === undefined) return startOfDay(which === 'first' ? day : addDays(day, 1));
  const minutes = Number(h) * 60 + Number(n);
  return minutes > 24 * 60 ? undefined : toInstant(Date.parse(startOfDay(day)) + minutes * 60_000);
}
