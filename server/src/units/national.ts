import { PROVINCES_34 } from '@khop/shared/data/provinces-34';
import { UNIT_EDITIONS } from '@khop/shared/data/unit-editions';
import { strictKey } from '@khop/shared/name';
import { levelOfCode, type Unit, type UnitRef } from '@khop/shared/unit';
import { type Gathering, makeGathering, type UnitList } from './gather.ts';
import { readHamlets } from './hamlets.ts';
import { joinEditions } from './join-editions.ts';
import { type Chunks, codeIn, csvList, nameIn, readListFile } from './list-file.ts';

/** The three files of the national list, and the office's own list of hamlets where it has one. */
export type NationalFiles = { old: Chunks; map: Chunks; now: Chunks; hamlets: Chunks | null };

export const NATIONAL_FILES = {
  old: 'communes-until-2025-06-30.csv',
  map: 'commune-map-2025.csv',
  now: 'communes-2026.csv',
  hamlets: 'hamlets.csv',
} as const;

const OLD = '2025-06';
const MID = '2025-07';
const NOW = '2026-04';

/** Names of that time where PROVINCES_34 has the later one (30/2026/QH16). */
const BEFORE_2026 = new Map([['75', 'Tỉnh Đồng Nai']]);

/**
 * Reads both editions and the map between them. The map was made in July 2025 and so is the list of
 * the edition of that month as well: what it calls Xã, and the list of 2026 Phường, became one.
 */
export async function readNational(files: NationalFiles): Promise<UnitList> {
  const gathering = makeGathering();
  await readOld(gathering, files.old);
  await readMap(gathering, files.map);
  await readNow(gathering, files.now);
  if (files.hamlets !== null) {
    const source = csvList(NATIONAL_FILES.hamlets, files.hamlets);
    await readHamlets(gathering, source, (code) => gathering.units.get(`${NOW}:${code}`) ?? null);
  }
  joinEditions(gathering, MID, NOW);
  return gathering.list();
}

function unit(edition: string, code: string, name: string, parent: string | null): Unit {
  const days = UNIT_EDITIONS.find((each) => each.edition === edition);
  const { validFrom = null, validTo = null } = days ?? {};
  const level = levelOfCode(code) ?? 'commune';
  return { edition, code, level, name, parent, validFrom, validTo };
}

async function readOld({ put, problems }: Gathering, chunks: Chunks): Promise<void> {
  const columns = [
    'code',
    'full_name',
    'district_code',
    'district',
    'province_code',
    'province',
  ] as const;
  for await (const row of readListFile(csvList(NATIONAL_FILES.old, chunks), columns, problems)) {
    const code = codeIn(row, 'code', 'commune');
    const name = nameIn(row, 'full_name');
    const district = codeIn(row, 'district_code', 'district');
    const districtName = nameIn(row, 'district');
    const province = codeIn(row, 'province_code', 'province');
    const provinceName = nameIn(row, 'province');
    if (code === null || name === null || district === null || districtName === null) continue;
    if (province === null || provinceName === null) continue;
    const wrong = put(unit(OLD, code, name, district));
    if (wrong !== null) row.refuse('code', wrong);
    const above = put(unit(OLD, district, districtName, province));
    if (above !== null) row.refuse('district_code', above);
    const top = put(unit(OLD, province, provinceName, null));
    if (top !== null) row.refuse('province_code', top);
  }
}

async function readMap(gathering: Gathering, chunks: Chunks): Promise<void> {
  const { put, connect, units, notes, problems } = gathering;
  const columns = [
    'old_province_code',
    'old_district_code',
    'old_commune_code',
    'old_commune',
    'new_province_code',
    'new_commune_code',
    'new_commune',
  ] as const;
  for await (const row of readListFile(csvList(NATIONAL_FILES.map, chunks), columns, problems)) {
    const oldProvince = codeIn(row, 'old_province_code', 'province');
    const district = codeIn(row, 'old_district_code', 'district');
    const isDistrict = row.text('old_commune_code') === '';
    const old = isDistrict ? district : codeIn(row, 'old_commune_code', 'commune');
    const province = codeIn(row, 'new_province_code', 'province');
    const code = codeIn(row, 'new_commune_code', 'commune');
    const name = nameIn(row, 'new_commune');
    if (oldProvince === null || old === null || province === null) continue;
    if (code === null || name === null) continue;
    const provinceName = BEFORE_2026.get(province) ?? PROVINCES_34.get(province)?.name;
    if (provinceName === undefined) {
      row.refuse('new_province_code', 'unknown-unit');
      continue;
    }
    put(unit(MID, province, provinceName, null));
    const wrong = put(unit(MID, code, name, province));
    if (wrong !== null) row.refuse('new_commune_code', wrong);
    if (isDistrict) {
      // The old list is one of communes: a district without any stands in the map alone.
      const formerly = name.replace(/^Đặc khu/, 'Huyện');
      put(unit(OLD, old, formerly, oldProvince));
      const detail = `${OLD}:${old} ${formerly} → ${MID}:${code} ${name}`;
      notes.push({ about: formerly, kind: 'district-became-commune', detail });
    }
    const before = units.get(`${OLD}:${old}`);
    if (before === undefined) {
      row.refuse(isDistrict ? 'old_district_code' : 'old_commune_code', 'unknown-unit');
      continue;
    }
    const told = row.text('old_commune');
    if (!isDistrict && !isSameName(before.name, told)) {
      const detail = `${OLD}:${old} "${before.name}" / "${told}"`;
      if (!notes.some((note) => note.detail === detail)) {
        notes.push({ about: before.name, kind: 'name-differs', detail });
      }
    }
    connect(before, { edition: MID, code }, 'list');
    connect(refOf(OLD, oldProvince), refOf(MID, province), 'list');
  }
}

async function readNow({ put, problems }: Gathering, chunks: Chunks): Promise<void> {
  const columns = ['code', 'full_name', 'province_code'] as const;
  for await (const row of readListFile(csvList(NATIONAL_FILES.now, chunks), columns, problems)) {
    const code = codeIn(row, 'code', 'commune');
    const name = nameIn(row, 'full_name');
    const province = codeIn(row, 'province_code', 'province');
    if (code === null || name === null || province === null) continue;
    const provinceName = PROVINCES_34.get(province)?.name;
    if (provinceName === undefined) {
      row.refuse('province_code', 'unknown-unit');
      continue;
    }
    put(unit(NOW, province, provinceName, null));
    const wrong = put(unit(NOW, code, name, province));
    if (wrong !== null) row.refuse('code', wrong);
  }
}

function refOf(edition: string, code: string): UnitRef {
  return { edition, code };
}

/** Tone placement and dashes are the printer's, not the unit's. */
export function isSameName(one: string, other: string): boolean {
  const key = (name: string) => strictKey(name).replace(/[\s\p{Pd}']+/gu, ' ');
  return key(one) === key(other);
}
