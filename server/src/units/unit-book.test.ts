import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWorkbook, type SheetRows } from '../excel/read-workbook.ts';
import { makeStores, type StoreMaker } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import { putUnits, readUnits } from '../store/units.ts';
import { addHamlet, endHamlet } from './keep-hamlets.ts';
import { readUnitStory, searchUnits } from './read-story.ts';
import { importUnitBook, UNIT_BOOK } from './unit-book.ts';
import { unitTemplate } from './unit-template.ts';

const EDITION = '2026-04';
const days = { edition: EDITION, validFrom: '2026-04-30', validTo: null };

async function office(stores: StoreMaker): Promise<Store> {
  const store = await stores.open();
  const commune = (code: string, name: string) => {
    return { ...days, code, level: 'commune' as const, name, parent: '01' };
  };
  await store.write((tx) =>
    putUnits(
      tx,
      [
        { ...days, code: '01', level: 'province', name: 'Tỉnh Một', parent: null },
        commune('00001', 'Xã Bình Lâm'),
        commune('00004', 'Phường Đống Đa'),
      ],
      [],
    ),
  );
  return store;
}

type Book = Partial<Record<keyof typeof UNIT_BOOK, string[][]>>;

function sheetsOf(book: Book): SheetRows[] {
  return (Object.keys(UNIT_BOOK) as (keyof Book)[]).map((which) => {
    const { sheet, columns } = UNIT_BOOK[which];
    const told = book[which];
    const rows = told === undefined ? [] : [Object.values<string>(columns), ...told];
    return { name: sheet, rows: rows.map((cells, nth) => ({ row: nth + 1, cells })) };
  });
}

const take = (store: Store, book: Book, dry = false) =>
  importUnitBook(store, { sheets: sheetsOf(book) }, { by: 'admin', dry });

const merge: Book = {
  units: [['2027-01', '00004', 'Phường Gộp', '01', '01/01/2027']],
  changes: [
    [EDITION, '00001', '2027-01', '00004'],
    [EDITION, '00004', '2027-01', '00004'],
  ],
};

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
  let stores: StoreMaker;
  beforeAll(async () => {
    stores = await makeStores(engine);
  });
  afterAll(() => stores.stop());

  test('[U10] a workbook tells what it would change, then does it, then changes nothing', async () => {
    const store = await office(stores);
    const dry = await take(store, merge, true);
    expect(dry).toMatchObject({ applied: false, rows: 3, problems: [], file: null });
    expect(dry.changes).toEqual([
      { kind: 'unit-added', what: '00004 · Phường Gộp' },
      { kind: 'unit-ended', what: '00001 · Xã Bình Lâm · 2026-12-31' },
      { kind: 'unit-ended', what: '00004 · Phường Đống Đa · 2026-12-31' },
      { kind: 'units-connected', what: '00001 (2026-04) → 00004 (2027-01)' },
      { kind: 'units-connected', what: '00004 (2026-04) → 00004 (2027-01)' },
    ]);
    expect(await store.read(readUnits)).toHaveLength(3);
    expect(await take(store, merge)).toEqual({ ...dry, applied: true });
    expect(await store.read(readUnits)).toHaveLength(4);
    expect(await take(store, merge)).toMatchObject({ applied: true, changes: [] });
    const acts = await store.read(({ db }) =>
      db
        .selectFrom('audit')
        .select(['act', 'object'])
        .where('act', '=', 'units-imported')
        .execute(),
    );
    expect(acts).toEqual([{ act: 'units-imported', object: '3:2' }]);
  });

  test('[U10] with one bad row nothing is taken, and each is told by row, field and reason', async () => {
    const store = await office(stores);
    const report = await take(store, {
      units: [
        ...(merge.units ?? []),
        ['2027-01', '12', '', '', '2027-01-01'],
        ['', '00009', 'Xã Chín', '77', '31/02/2027'],
      ],
      hamlets: [
        ['1', '1', 'Thôn Một'],
        ['00001', 'một', 'Thôn Hai'],
        ['00099', '1', 'Thôn Ba'],
        ['00001', '1', 'Thôn Tư'],
        ['00001', '1', 'Thôn Năm'],
      ],
    });
    const told = report.problems.map(({ sheet, row, field, reason }) =>
      [sheet, row, field, reason].join(' | '),
    );
    expect(told).toEqual([
      'Đơn vị | 3 | Tên đơn vị | missing',
      'Đơn vị | 4 | Hiệu lực từ | not-a-day',
      'Đơn vị | 4 | Mã cấp trên | unknown-parent',
      'Đơn vị | 4 | Danh mục | missing',
      'Thôn, tổ | 2 | Mã xã | lost-zero',
      'Thôn, tổ | 3 | Số thứ tự | not-a-code',
      'Thôn, tổ | 4 | Mã xã | unknown-parent',
      'Thôn, tổ | 6 | Số thứ tự | two-names',
      // Without the sheet of changes nothing says that the old one ends.
      'Đơn vị | 2 | Mã đơn vị | stands-twice',
    ]);
    expect(report).toMatchObject({ applied: false, changeCount: 0 });
    expect(await store.read(readUnits)).toHaveLength(3);
  });

  test('[U11] hamlets of a list and by hand; an ended one stays ended, whatever a list says', async () => {
    const store = await office(stores);
    const hamlets = [
      ['00001', '1', 'Thôn Một'],
      ['00001', '2', 'Thôn Hai'],
    ];
    expect(await take(store, { hamlets })).toMatchObject({ applied: true, changeCount: 2 });
    const commune = { edition: EDITION, code: '00001' };
    const add = (number: number, name: string) =>
      store.write((tx) => addHamlet(tx, { commune, number, name }, 'admin'));
    expect(await add(3, 'Tổ  Ba')).toEqual({ refused: null });
    expect(await add(3, 'Tổ Tư')).toEqual({ refused: 'twice' });
    const elsewhere = { ...commune, code: '00009' };
    expect(
      await store.write((tx) =>
        addHamlet(tx, { commune: elsewhere, number: 1, name: 'A' }, 'admin'),
      ),
    ).toEqual({ refused: 'unknown-unit' });
    const end = (code: string) =>
      store.write((tx) => endHamlet(tx, { edition: EDITION, code }, 'admin'));
    expect(await end('00001.2')).toEqual({ refused: null });
    expect(await end('00001.2')).toEqual({ refused: 'ended-already' });
    expect(await end('00001')).toEqual({ refused: 'unknown-unit' });
    expect(await take(store, { hamlets })).toMatchObject({ applied: true, changeCount: 0 });
    const story = await store.read((reads) => readUnitStory(reads, commune));
    expect(story?.hamlets.map(({ name, validTo }) => [name, validTo !== null])).toEqual([
      ['Thôn Một', false],
      ['Thôn Hai', true],
      ['Tổ Ba', false],
    ]);
  });

  test('[U11] hamlets end with their commune, and the one of the same code begins without them', async () => {
    const store = await office(stores);
    await take(store, { hamlets: [['00004', '1', 'Tổ Một']] });
    const both = { ...merge, hamlets: [['00004', '1', 'Tổ Một mới']] };
    expect(await take(store, both)).toMatchObject({ applied: true, problems: [] });
    const found = (await store.read(readUnits)).filter(({ level }) => level === 'hamlet');
    expect(found.map(({ edition, name, validTo }) => [edition, name, validTo])).toEqual([
      [EDITION, 'Tổ Một', '2026-12-31'],
      ['2027-01', 'Tổ Một mới', null],
    ]);
  });

  test('units are found by code and by name however typed, never all of them; with their story', async () => {
    const store = await office(stores);
    await take(store, merge);
    const names = async (text: string) => {
      const { units, more } = await store.read((reads) => searchUnits(reads, text));
      return [...units.map(({ unit, name }) => `${unit.edition} ${name}`), more];
    };
    expect(await names('dong da')).toEqual(['2026-04 Phường Đống Đa', false]);
    expect(await names('00004')).toEqual(['2027-01 Phường Gộp', '2026-04 Phường Đống Đa', false]);
    expect(await names(' ')).toEqual([false]);
    expect(await names('%')).toEqual([false]);
    const story = await store.read((reads) =>
      readUnitStory(reads, { edition: '2027-01', code: '00004' }),
    );
    expect(story?.unit).toMatchObject({ above: ['Tỉnh Một'], validFrom: '2027-01-01' });
    expect(story?.madeOf.map(({ name }) => name)).toEqual(['Xã Bình Lâm', 'Phường Đống Đa']);
    const before = { edition: EDITION, code: '00001' };
    const old = await store.read((reads) => readUnitStory(reads, before));
    expect(old?.became.map(({ name }) => name)).toEqual(['Phường Gộp']);
    const none = { ...before, code: '00099' };
    expect(await store.read((reads) => readUnitStory(reads, none))).toBeNull();
    const many = Array.from({ length: 60 }, (_, nth) => ['00004', `${nth + 1}`, `Khu ${nth + 1}`]);
    await take(store, { hamlets: many });
    const { units, more } = await store.read((reads) => searchUnits(reads, 'khu'));
    expect([units.length, more]).toEqual([50, true]);
  });
});

test('the template reads as an empty book, and another workbook as none', async () => {
  const stores = await makeStores('sqlite');
  const store = await stores.open();
  const sheets = Object.values(UNIT_BOOK).map(({ sheet }) => sheet);
  const read = await readWorkbook(await unitTemplate(), sheets);
  const options = { by: 'admin', dry: false };
  expect(await importUnitBook(store, read, options)).toMatchObject({ rows: 0, problems: [] });
  const other = { sheets: sheets.map((name) => ({ name, rows: [] })) };
  expect(await importUnitBook(store, other, options)).toMatchObject({ file: 'no-unit-sheets' });
  await stores.stop();
});
