import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount } from '../access/accounts.ts';
import { rightsOf } from '../access/appointments.ts';
import { makeStores, type StoreMaker } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import { readReach, readUnits } from '../store/units.ts';
import { readChanged } from './changed-units.ts';
import type { UnitList } from './gather.ts';
import { importUnits } from './import-units.ts';
import { csvList } from './list-file.ts';

const EDITION = '2026-04';
const days = { validFrom: '2026-04-30', validTo: null };
const first: UnitList = {
  units: [
    { edition: EDITION, code: '01', level: 'province', name: 'Tỉnh Một', parent: null, ...days },
    ...['00001', '00004', '00007'].map((code) => ({
      ...{ edition: EDITION, code, level: 'commune' as const, name: `Xã ${code}`, parent: '01' },
      ...days,
    })),
  ],
  changes: [],
  notes: [],
  problems: [],
  places: new Map(),
};
const HEAD = 'edition,code,name,parent,valid_from';
const LINKS = 'from_edition,from_code,to_edition,to_code';

async function changed(store: Store, units: string[], changes: string[]) {
  const lists = {
    units: csvList('units.csv', [[HEAD, ...units, ''].join('\n')]),
    changes: csvList('unit-changes.csv', [[LINKS, ...changes, ''].join('\n')]),
    hamlets: null,
  };
  const list = await readChanged(lists, await store.read(readUnits), '2026-11-22');
  return importUnits(store, list, { by: 'test', isWhole: false });
}

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
  let stores: StoreMaker;
  beforeAll(async () => {
    stores = await makeStores(engine);
  });
  afterAll(() => stores.stop());

  test('[U10] the same list twice changes nothing; what it leaves out is told and stays', async () => {
    const store = await stores.open();
    const options = { by: 'test', isWhole: true };
    expect(await importUnits(store, first, options)).toMatchObject({ changedUnits: 4 });
    expect(await importUnits(store, first, options)).toMatchObject({ changedUnits: 0, notes: [] });
    const less = { ...first, units: first.units.slice(0, -1) };
    const report = await importUnits(store, less, options);
    expect(report.notes).toMatchObject([{ kind: 'not-in-list', detail: '2026-04:00007' }]);
    expect(await store.read(readUnits)).toHaveLength(4);
  });

  test('[U10] with one problem nothing is taken', async () => {
    const store = await stores.open();
    const problem = { file: 'x', row: 2, field: 'code', reason: 'missing' as const };
    const bad: UnitList = { ...first, problems: [problem] };
    const report = await importUnits(store, bad, { by: 'test', isWhole: true });
    expect(report).toMatchObject({ changedUnits: 0, problems: [problem] });
    expect(await store.read(readUnits)).toEqual([]);
  });

  test('[U9] a merge ends two communes and gives their staff nothing of the new one', async () => {
    const store = await stores.open();
    await importUnits(store, first, { by: 'test', isWhole: true });
    const unit = (code: string, edition = EDITION) => ({ edition, code });
    const person = { user: 'chair', fullName: 'A', password: 'x', site: null };
    await store.write((tx) =>
      addAccount(
        tx,
        { ...person, id: 'old', role: 'commune-chairman', commune: unit('00001') },
        't',
      ),
    );
    const rights = (account: string) =>
      store.read(async (reads) => (await rightsOf(reads, account, reads.clock.now()))?.scopes);
    const before = await rights('old');
    const merge = ['2026-04,00001,2027-01,00004', '2026-04,00004,2027-01,00004'];
    const units = ['2027-01,00004,Xã Gộp,01,2027-01-01'];
    const report = await changed(store, units, merge);
    expect(report).toMatchObject({ changedUnits: 3, newConnections: 2, problems: [] });
    const ends = (await store.read(readUnits)).map(({ edition, code, validTo }) => [
      `${edition}:${code}`,
      validTo,
    ]);
    expect(Object.fromEntries(ends)).toMatchObject({
      '2026-04:00001': '2026-12-31',
      '2026-04:00004': '2026-12-31',
      '2026-04:00007': null,
      '2027-01:00004': null,
    });
    expect(await rights('old')).toEqual(before);
    expect(before).toEqual(['commune:2026-04:00001']);
    const newUnit = unit('00004', '2027-01');
    const reached = await store.read((reads) => readReach(reads, [newUnit]));
    expect(reached.get('2027-01:00004')).toEqual([
      'commune:2026-04:00001',
      'commune:2026-04:00004',
    ]);
    expect(await changed(store, units, merge)).toMatchObject({
      changedUnits: 0,
      newConnections: 0,
    });
  });

  test('a merge that cannot be is told with its reason', async () => {
    const store = await stores.open();
    await importUnits(store, first, { by: 'test', isWhole: true });
    const reasons = async (units: string[], changes: string[]) => {
      const { problems } = await changed(store, units, changes);
      return problems.map(({ field, reason }) => `${field} ${reason}`);
    };
    expect(await reasons(['2027-01,00004,Xã Gộp,01,2027-01-01'], [])).toEqual([
      'code stands-twice',
    ]);
    expect(await reasons(['2027-01,00004,Xã Gộp,99,31/02/2027'], [])).toEqual([
      'valid_from not-a-day',
      'parent unknown-parent',
    ]);
    expect(await reasons([], ['2026-04,00001,2026-04,00004', '2026-04,00001,z,00009'])).toEqual([
      'to_code goes-back',
      'to_code unknown-unit',
    ]);
    expect(await store.read(readUnits)).toHaveLength(4);
  });
});
