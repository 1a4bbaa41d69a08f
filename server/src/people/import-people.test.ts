import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rightsOf } from '../access/appointments.ts';
import { findSite } from '../access/sites.ts';
import { readWorkbook, type SheetRows } from '../excel/read-workbook.ts';
import { makeStores, type StoreMaker } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import { putUnits } from '../store/units.ts';
import { importPeople } from './import-people.ts';
import { BOOK } from './people-book.ts';
import { peopleTemplate } from './template.ts';

const days = { edition: '2026-04', validFrom: '2026-04-30', validTo: null };

async function office(stores: StoreMaker): Promise<Store> {
  const store = await stores.open();
  await store.write((tx) =>
    putUnits(
      tx,
      [
        { ...days, code: '01', level: 'province', name: 'Tỉnh Một', parent: null },
        { ...days, code: '00004', level: 'commune', name: 'Xã Bốn', parent: '01' },
      ],
      [],
    ),
  );
  return store;
}

type Book = Partial<Record<keyof typeof BOOK, string[][]>>;

function sheetsOf(book: Book): SheetRows[] {
  return (Object.keys(book) as (keyof Book)[]).map((which) => {
    const titles: string[] = Object.values(BOOK[which].columns);
    const rows = [titles, ...(book[which] ?? [])];
    return { name: BOOK[which].sheet, rows: rows.map((cells, nth) => ({ row: nth + 1, cells })) };
  });
}

const take = (store: Store, book: Book, dry = false) =>
  importPeople(store, { sheets: sheetsOf(book) }, { by: 'admin', dry });

const whole: Book = {
  sites: [
    ['TRAM-BON', 'Trạm y tế xã Bốn', 'Công lập', '', '00004'],
    ['diem-1', 'Nhà văn hoá', 'lưu động', 'tram-bon', ''],
  ],
  users: [
    ['Hoa', 'Lê Thị Hoa'],
    ['tuan', 'Trần Văn Tuấn'],
  ],
  appointments: [
    ['hoa', 'người tiêm', 'tram-bon', '', '01/11/2026', '21/11/2026 12:00'],
    ['tuan', 'Chủ tịch UBND xã', '', '00004', '2026-11-01', ''],
  ],
};

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
  let stores: StoreMaker;
  beforeAll(async () => {
    stores = await makeStores(engine);
  });
  afterAll(() => stores.stop());

  test('[AP8] a dry run tells what would change and changes nothing; then it does; then nothing', async () => {
    const store = await office(stores);
    const dry = await take(store, whole, true);
    expect(dry).toMatchObject({ applied: false, rows: 6, problems: [], file: null });
    expect(dry.changes.map(({ kind }) => kind)).toEqual([
      'site-added',
      'account-added',
      'account-added',
      'appointed',
      'appointed',
    ]);
    expect(await store.read((reads) => findSite(reads, 'tram-bon'))).toBeNull();
    const done = await take(store, whole);
    expect(done).toEqual({ ...dry, applied: true });
    const site = await store.read((reads) => findSite(reads, 'tram-bon'));
    expect(site).toMatchObject({ communeName: 'Xã Bốn', points: ['Nhà văn hoá'] });
    expect(site?.operators).toMatchObject([{ fullName: 'Lê Thị Hoa', role: 'vaccinator' }]);
    expect(await take(store, whole)).toMatchObject({ applied: true, changes: [], problems: [] });
  });

  test('[AP1] an hour in the list is the hour the right ends', async () => {
    const store = await office(stores);
    await take(store, whole);
    const { id } = await store.read(({ db }) =>
      db.selectFrom('account').select('id').where('user', '=', 'hoa').executeTakeFirstOrThrow(),
    );
    const at = (instant: string) =>
      store.read(async (reads) => (await rightsOf(reads, id, Date.parse(instant)))?.scopes ?? null);
    expect(await at('2026-11-21T04:59:59Z')).toEqual(['site:tram-bon']);
    expect(await at('2026-11-21T05:00:00Z')).toBeNull();
  });

  test('[AP8] with one bad row nothing is taken, and all of them are told', async () => {
    const store = await office(stores);
    const bad: Book = {
      sites: [
        ...(whole.sites ?? []),
        ['x', 'Cơ sở', 'công lập', '', '4'],
        ['y', 'Cơ sở', 'của tôi', '', '00009'],
        ['z', '', 'tư nhân', '', '00009'],
        ['p', 'Điểm', 'lưu động', '', ''],
        ['w', 'Cơ sở', 'tư nhân', '', '00009'],
      ],
      users: [...(whole.users ?? []), ['hoa', 'Lê Hoa'], ['có dấu cách', 'A']],
      appointments: [
        ['ai', 'người tiêm', 'tram-bon', '', '01/11/2026', ''],
        ['hoa', 'người tiêm', '', '00004', '01/11/2026', ''],
        ['tuan', 'chủ tịch', '', '00004', '31/02/2026', ''],
        ['tuan', 'công an xã', 'tram-bon', '00004', '01/11/2026', '01/10/2026'],
        ['tuan', 'công an xã', '', '', '01/11/2026', ''],
      ],
    };
    const report = await take(store, bad);
    expect(report.applied).toBe(false);
    const told = report.problems.map(({ sheet, row, field, reason }) =>
      [sheet, row, field, reason].join(' | '),
    );
    expect(told).toEqual([
      'Cơ sở | 4 | Mã xã | lost-zero',
      'Cơ sở | 5 | Loại | unknown-kind',
      'Cơ sở | 6 | Tên cơ sở | missing',
      'Cơ sở | 7 | Trực thuộc | parent-needed',
      'Người dùng | 5 | Tên đăng nhập | unreadable',
      'Bổ nhiệm | 4 | Vai trò | unknown-role',
      'Bổ nhiệm | 4 | Từ ngày | not-a-day',
      'Bổ nhiệm | 5 | Mã đơn vị | two-places',
      'Cơ sở | 8 | Mã xã | unknown-unit',
      'Người dùng | 4 | Tên đăng nhập | twice',
      'Bổ nhiệm | 2 | Tên đăng nhập | unknown-user',
      'Bổ nhiệm | 3 | Vai trò | wrong-place',
      'Bổ nhiệm | 6 | Mã cơ sở | place-needed',
    ]);
    expect(await store.read((reads) => findSite(reads, 'tram-bon'))).toBeNull();
  });

  test('[AP3] [AP7] a later list ends an appointment, and neither lengthens nor doubles one', async () => {
    const store = await office(stores);
    await take(store, whole);
    const again = async (row: string[]) => {
      const { changes, problems } = await take(store, { appointments: [row] });
      return [...changes.map(({ kind }) => kind), ...problems.map(({ reason }) => reason)];
    };
    const chair = ['tuan', 'chủ tịch ubnd xã', '', '00004'];
    expect(await again([...chair, '01/11/2026', '30/11/2026'])).toEqual(['appointment-ended']);
    expect(await again([...chair, '01/11/2026', '31/12/2026'])).toEqual(['over-already']);
    expect(await again([...chair, '15/11/2026', ''])).toEqual(['held-already']);
    expect(await again(['tuan', 'công an xã', '', '00004', '15/11/2026', ''])).toEqual([
      'other-role',
    ]);
    expect(await again(['tuan', 'công an xã', '', '00004', '01/12/2026', ''])).toEqual([
      'appointed',
    ]);
  });
});

test('[L4] a site of a list asks for a second person, unless it says no; a list of before changes none', async () => {
  const stores = await makeStores('sqlite');
  const store = await office(stores);
  const row = (id: string, two?: string) => {
    return [id, `Cơ sở ${id}`, 'công lập', '', '00004', ...(two === undefined ? [] : [two])];
  };
  const twos = () =>
    store.read(async ({ db }) => {
      const rows = await db
        .selectFrom('site')
        .select(['id', 'two_persons'])
        .where('kind', '!=', 'mobile')
        .orderBy('id')
        .execute();
      return rows.map(({ id, two_persons }) => `${id} ${two_persons}`);
    });
  await take(store, { sites: [row('a'), row('b', ''), row('c', 'Không')] });
  expect(await twos()).toEqual(['a 1', 'b 1', 'c 0']);
  const bad = await take(store, { sites: [row('a', 'có thể')] });
  expect(bad.problems).toMatchObject([{ field: 'Hai người duyệt máy', reason: 'yes-or-no' }]);
  const titles = Object.values(BOOK.sites.columns).slice(0, -1);
  const rows = [titles, row('c'), ['c-1', 'Chợ', 'lưu động', 'c', '']];
  const sheet = {
    name: BOOK.sites.sheet,
    rows: rows.map((cells, nth) => ({ row: nth + 1, cells })),
  };
  const before = await importPeople(store, { sheets: [sheet] }, { by: 'admin', dry: false });
  expect(before).toMatchObject({ applied: true, changes: [{ kind: 'site-changed' }] });
  expect(await twos()).toEqual(['a 1', 'b 1', 'c 0']);
  const on = await take(store, { sites: [row('c', 'có')] });
  expect(on.changes).toMatchObject([{ kind: 'site-changed' }]);
  expect(await twos()).toEqual(['a 1', 'b 1', 'c 1']);
  const acts = await store.read(({ db }) =>
    db.selectFrom('audit').select('act').where('object', '=', 'c').orderBy('seq').execute(),
  );
  expect(acts.map(({ act }) => act)).toEqual(['two-persons-off', 'two-persons-on']);
  await stores.stop();
});

test('the template reads as an empty book, and another workbook as none', async () => {
  const sheets = Object.values(BOOK).map(({ sheet }) => sheet);
  const read = await readWorkbook(await peopleTemplate(), sheets);
  const stores = await makeStores('sqlite');
  const store = await stores.open();
  const options = { by: 'admin', dry: false };
  expect(await importPeople(store, read, options)).toMatchObject({ rows: 0, problems: [] });
  const other = { sheets: [{ name: 'Cơ sở', rows: [] }] };
  expect(await importPeople(store, other, options)).toMatchObject({ file: 'no-sheets' });
  await stores.stop();
});
