import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelOfCode, type Unit, type UnitChange, unitTable } from './unit.ts';
import { continuationOf, reachOf, residenceOn, unitScope } from './unit-reach.ts';

const VALID: Record<string, Pick<Unit, 'validFrom' | 'validTo'>> = {
  a: { validFrom: null, validTo: '2025-06-30' },
  b: { validFrom: '2025-07-01', validTo: '2026-04-29' },
  c: { validFrom: '2026-04-30', validTo: null },
  d: { validFrom: '2027-01-01', validTo: null },
};

function unit(key: string, parent: string | null = null, validTo?: string): Unit {
  const [edition = '', code = ''] = key.split(':');
  const level = levelOfCode(code) ?? 'commune';
  const valid = VALID[edition] ?? { validFrom: null, validTo: null };
  const until = validTo === undefined ? valid : { ...valid, validTo };
  return { edition, code, level, name: key, parent, ...until };
}

function ref(key: string) {
  const [edition = '', code = ''] = key.split(':');
  return { edition, code };
}

const change = (from: string, to: string): UnitChange => ({ from: ref(from), to: ref(to) });

// Before: province 01 with district 001 (communes 1, 2, 3) and 002 (commune 4); 2 is split.
// b: 00001 (of 1 and a part of 2), 00003 (of 3 and the rest of 2), 00004. c: the same, newly listed.
// d: 00001 and 00003 are merged into d:00003.
const units = [
  unit('a:01'),
  unit('a:001', '01'),
  unit('a:002', '01'),
  unit('a:00001', '001'),
  unit('a:00002', '001'),
  unit('a:00003', '001'),
  unit('a:00004', '002'),
  unit('b:01'),
  unit('b:00001', '01'),
  unit('b:00003', '01'),
  unit('b:00004', '01'),
  unit('c:01'),
  unit('c:00001', '01', '2026-12-31'),
  unit('c:00003', '01', '2026-12-31'),
  unit('c:00004', '01'),
  unit('c:00004.1', '00004'),
  unit('d:00003', '01'),
];
const before = [
  change('a:01', 'b:01'),
  change('a:00001', 'b:00001'),
  change('a:00002', 'b:00001'),
  change('a:00002', 'b:00003'),
  change('a:00003', 'b:00003'),
  change('a:00004', 'b:00004'),
  change('b:01', 'c:01'),
  change('b:00001', 'c:00001'),
  change('b:00003', 'c:00003'),
  change('b:00004', 'c:00004'),
];
const merge = [change('c:00001', 'd:00003'), change('c:00003', 'd:00003')];
const early = unitTable(units.slice(0, -1), before);
const table = unitTable(units, [...before, ...merge]);
const communes = (...keys: string[]) => keys.map((key) => `commune:${key}`).sort();
const reach = (key: string, of = table) => reachOf(of, ref(key)).sort();

test('[U6] a commune reaches what it was made of, whole or in part, through all editions', () => {
  expect(reach('c:00001')).toEqual(communes('a:00001', 'a:00002', 'b:00001', 'c:00001'));
  expect(reach('c:00003')).toEqual(communes('a:00002', 'a:00003', 'b:00003', 'c:00003'));
  expect(reach('d:00003')).toHaveLength(8);
});

test('[U6] a province reaches its communes and what they were made of; a district its own', () => {
  expect(reach('c:01')).toHaveLength(11);
  expect(reach('a:001')).toEqual(communes('a:00001', 'a:00002', 'a:00003'));
  expect(reach('c:00004.1')).toEqual(reach('c:00004'));
});

test('[U6] a unit the table does not know stands for itself', () => {
  expect(reach('z:00001')).toEqual(communes('z:00001'));
  expect(reach('z:01')).toEqual([]);
});

test('[U7] a unit listed anew or renamed goes on; one that was split or merged does not', () => {
  expect(continuationOf(table, ref('a:00004'))).toMatchObject(ref('c:00004'));
  expect(continuationOf(table, ref('b:00001'))).toMatchObject(ref('c:00001'));
  expect(continuationOf(table, ref('a:00001'))).toMatchObject(ref('a:00001'));
  expect(continuationOf(table, ref('c:00003'))).toMatchObject(ref('c:00003'));
  expect(reach('a:01')).toEqual(reach('c:01'));
});

test('[U9] a merge changes nothing of what anybody reached', () => {
  for (const { edition, code, level } of early.units.values()) {
    if (level === 'province') continue;
    expect(reach(`${edition}:${code}`)).toEqual(reach(`${edition}:${code}`, early));
  }
});

test('[U8] a residence that was split lies in each successor until a clerk confirms', () => {
  const on = (key: string, day: string) => {
    const { state, units: found } = residenceOn(table, ref(key), day);
    return [state, ...found.map(({ name }) => name)];
  };
  expect(on('a:00002', '2025-01-01')).toEqual(['stands', 'a:00002']);
  expect(on('a:00002', '2026-11-22')).toEqual(['split', 'c:00001', 'c:00003']);
  expect(on('a:00002', '2027-01-01')).toEqual(['moved', 'd:00003']);
  expect(on('a:00004', '2026-11-22')).toEqual(['moved', 'c:00004']);
  expect(on('z:00004', '2026-11-22')).toEqual(['unknown']);
});

test('[U8] whatever the table says a residence is, the units that list it are those it is in', () => {
  const keys = [...table.units.values()].filter(({ level }) => level === 'commune');
  fc.assert(
    fc.property(
      fc.constantFrom(...keys),
      fc.constantFrom('2025-01-01', '2025-08-01', '2026-11-22', '2027-03-01'),
      (home, day) => {
        for (const there of residenceOn(table, home, day).units) {
          expect(reachOf(table, there)).toContain(unitScope(home));
        }
      },
    ),
  );
});
