import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { unitTable } from '@khop/shared/unit';
import { reachOf, residenceOn } from '@khop/shared/unit-reach';
import { expect, test } from 'vitest';
import { NATIONAL_FILES, type NationalFiles, readNational } from './national.ts';

const OLD = 'code,full_name,level,district_code,district,province_code,province';
const MAP =
  'old_province_code,old_district_code,old_commune_code,old_commune,is_divided,new_province_code,new_commune_code,new_commune';
const NOW = 'code,name,full_name,province_code,province_name';

/** Xã A and a part of Xã B became Phường Một; the rest of B, and the island district, two communes. */
function small(more: { old?: string[]; map?: string[]; now?: string[]; hamlets?: string[] } = {}) {
  const text = (head: string, rows: string[]) => [[head, ...rows, ''].join('\n')];
  return readNational({
    old: text(OLD, [
      '00001,Xã A,Xã,001,Huyện Một,01,Thành phố Hà Nội',
      '00004,Xã Hoà B,Xã,001,Huyện Một,01,Thành phố Hà Nội',
      ...(more.old ?? []),
    ]),
    map: text(MAP, [
      '01,001,00001,Xã A,0,01,00001,Phường Một',
      '01,001,00004,Xã Hòa B,1,01,00001,Phường Một',
      '01,001,00004,Xã Hòa B,1,01,00007,Xã Hai',
      '01,002,,,0,01,00008,Đặc khu Ba',
      ...(more.map ?? []),
    ]),
    now: text(NOW, [
      '00001,Một,Phường Một,01,Hà Nội',
      '00007,Hai,Phường Hai,01,Hà Nội',
      '00008,Ba,Đặc khu Ba,01,Hà Nội',
      ...(more.now ?? []),
    ]),
    hamlets: more.hamlets === undefined ? null : text('commune_code,number,name', more.hamlets),
  });
}

test('[U10] both editions and the one between are read from the two lists and the map', async () => {
  const list = await small();
  expect(list.problems).toEqual([]);
  const table = unitTable(list.units, list.changes);
  const on = (day: string) => {
    const { state, units } = residenceOn(table, { edition: '2025-06', code: '00004' }, day);
    return [state, ...units.map(({ name }) => name)];
  };
  expect(on('2025-06-30')).toEqual(['stands', 'Xã Hoà B']);
  expect(on('2025-07-01')).toEqual(['split', 'Phường Một', 'Xã Hai']);
  expect(on('2026-04-30')).toEqual(['split', 'Phường Một', 'Phường Hai']);
  expect(reachOf(table, { edition: '2026-04', code: '00008' })).toEqual([
    'commune:2026-04:00008',
    'commune:2025-07:00008',
  ]);
});

test('[U10] oddities are told and nothing is dropped for them', async () => {
  const { notes } = await small({
    old: ['00010,Xã Đổi,Xã,001,Huyện Một,01,Thành phố Hà Nội'],
    map: ['01,001,00010,Xã Đỗi,0,01,00010,Xã Sót', '01,001,00010,Xã Đỗi,0,01,00011,Xã Mất'],
    now: ['00012,Sót,Xã Sót,01,Hà Nội', '00013,Mới,Xã Mới,01,Hà Nội'],
  });
  const told = notes.map(({ kind, about }) => `${kind} ${about}`);
  expect(told.sort()).toEqual([
    'code-differs Xã Sót',
    'district-became-commune Huyện Ba',
    'kind-changed Phường Hai',
    'name-differs Xã Đổi',
    'no-predecessor Xã Mới',
    'no-successor Xã Mất',
  ]);
});

test('what is wrong is told by file, row, field and reason, all at once', async () => {
  const { problems } = await small({
    old: ['1,Xã X,Xã,001,Huyện Một,01,Thành phố Hà Nội', '00020,,Xã,001,Huyện Hai,01,Hà Nội'],
    map: ['01,001,00099,Xã Y,0,01,00001,Phường Một', '01,001,00001,Xã A,0,99,00001,Phường Một'],
    now: ['00001,Một,Phường Khác,01,Hà Nội'],
    hamlets: ['00001,1,Thôn 1', '00099,1,Thôn 2', '00007,x,Thôn 3'],
  });
  const told = problems.map(({ file, row, field, reason }) => [file, row, field, reason].join(' '));
  expect(told).toEqual([
    `${NATIONAL_FILES.old} 4 code lost-zero`,
    `${NATIONAL_FILES.old} 5 full_name missing`,
    `${NATIONAL_FILES.map} 6 old_commune_code unknown-unit`,
    `${NATIONAL_FILES.map} 7 new_province_code unknown-unit`,
    `${NATIONAL_FILES.now} 5 code two-names`,
    `${NATIONAL_FILES.hamlets} 3 commune_code unknown-parent`,
    `${NATIONAL_FILES.hamlets} 4 number not-a-code`,
  ]);
});

test('a file of another kind is told by its missing columns', async () => {
  const files: NationalFiles = { old: ['a;b\n1;2\n'], map: [''], now: [`${NOW}\n`], hamlets: null };
  const { problems } = await readNational(files);
  expect(new Set(problems.map(({ reason }) => reason))).toEqual(new Set(['missing-column']));
  expect(problems).toHaveLength(13);
});

const folder = new URL('../../../../shared/data/units/', import.meta.url).pathname;

test.skipIf(!existsSync(folder))('[U10] the national list is whole', async () => {
  const read = (file: string) => createReadStream(join(folder, file), { encoding: 'utf8' });
  const { old, map, now } = NATIONAL_FILES;
  const list = await readNational({
    old: read(old),
    map: read(map),
    now: read(now),
    hamlets: null,
  });
  expect(list.problems).toEqual([]);
  const counts = new Map<string, number>();
  for (const { edition, level } of list.units) {
    const key = `${edition} ${level}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(Object.fromEntries(counts)).toEqual({
    '2025-06 commune': 10_035,
    '2025-06 district': 696,
    '2025-06 province': 63,
    '2025-07 commune': 3_321,
    '2025-07 province': 34,
    '2026-04 commune': 3_321,
    '2026-04 province': 34,
  });
  const noted = (kind: string) => list.notes.filter((note) => note.kind === kind);
  // Đồng Nai and ten of its communes (30/2026/QH16).
  expect(noted('kind-changed')).toHaveLength(11);
  expect(noted('district-became-commune')).toHaveLength(5);
  expect(noted('code-differs').map(({ detail }) => detail)).toEqual([
    '2025-07:06970 / 2026-04:06978',
  ]);
  expect(noted('no-successor')).toEqual([]);
  const table = unitTable(list.units, list.changes);
  const states = { stands: 0, moved: 0, split: 0, unknown: 0 };
  for (const unit of list.units) {
    if (unit.edition !== '2025-06' || unit.level !== 'commune') continue;
    states[residenceOn(table, unit, '2026-11-22').state] += 1;
  }
  expect(states).toEqual({ stands: 0, moved: 10_035 - 471, split: 471, unknown: 0 });
});
