import { newId } from '@khop/shared/ids';
import { seededRandom } from '@khop/shared/sample';
import { afterAll, describe, expect, test } from 'vitest';
import { findCitizens, hasPopulation, stagePopulation } from '../store/population.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import { importPopulation } from './import-population.ts';

const world = { clock: handClock(), random: seededRandom(7) };
const TITLES = 'Số định danh;Số CMND;Họ và tên;Giới tính;Ngày sinh\n';
const GOOD = `066190000011;240000011;Nguyễn Thị Hoà;Nữ;02/09/1990\n;240000013;Đặng Văn Cả;Nam;1941\n`;
const BAD = `66190000011;;Nguyễn Thị A;Nữ;1990\n`;

describe.each(['sqlite', 'postgres'] as const)('%s', (engine) => {
  let stores: StoreMaker;
  const opened = makeStores(engine).then((made) => {
    stores = made;
    return made;
  });
  afterAll(() => stores.stop());

  test('good rows are taken, bad rows reported, and the same list again changes nothing', async () => {
    const store = await (await opened).open();
    const list = [TITLES, GOOD, BAD];
    expect(await importPopulation(store, world, list)).toEqual({
      rows: 3,
      accepted: 2,
      changed: 2,
      refused: 1,
      problems: [{ row: 4, field: 'number', reason: 'lost-zero', cure: 'add-leading-zero' }],
    });
    expect(await importPopulation(store, world, list)).toMatchObject({ accepted: 2, changed: 0 });
    const found = await store.read((reads) =>
      findCitizens(reads, { numbers: ['066190000011'], oldNumbers: ['240000013'] }),
    );
    expect(found.map(({ fullName }) => fullName).sort()).toEqual(['Nguyễn Thị Hoà', 'Đặng Văn Cả']);
    expect(found.find(({ number }) => number === null)?.birthDate).toEqual({
      value: '1941',
      precision: 'year',
    });
  });

  test('a corrected row replaces the old one', async () => {
    const store = await (await opened).open();
    await importPopulation(store, world, [TITLES, GOOD]);
    const corrected = GOOD.replace('02/09/1990', '03/09/1990');
    expect(await importPopulation(store, world, [TITLES, corrected])).toMatchObject({ changed: 1 });
    const found = await store.read((reads) =>
      findCitizens(reads, { numbers: ['066190000011'], oldNumbers: [] }),
    );
    expect(found).toMatchObject([{ birthDate: { value: '1990-09-03' } }]);
  });

  test('[I8] a list that breaks off half way answers nobody and leaves nothing behind', async () => {
    const store = await (await opened).open();
    async function* brokenOff() {
      yield TITLES;
      for (let row = 0; row < 6000; row++) {
        yield `066190${String(row).padStart(6, '0')};;Nguyễn Văn A;Nam;1990\n`;
      }
      throw new Error('the stick was pulled out');
    }
    await expect(importPopulation(store, world, brokenOff())).rejects.toThrow('pulled out');
    const left = await store.read(async (reads) => ({
      any: await hasPopulation(reads),
      staged: await reads.db.selectFrom('population_staged').selectAll().execute(),
    }));
    expect(left).toEqual({ any: false, staged: [] });
  });

  test('what a killed import left behind is forgotten by a later one', async () => {
    const store = await (await opened).open();
    const old = newId(world.clock.now() - 3 * 24 * 3_600_000, world.random);
    const citizen = {
      number: '066190000099',
      oldNumber: null,
      fullName: 'Lê Văn Dở',
      sex: 'male' as const,
      birthDate: { value: '1990', precision: 'year' as const },
    };
    await store.write((tx) => stagePopulation(tx, old, [citizen]));
    await importPopulation(store, world, [TITLES, GOOD]);
    const left = await store.read((reads) =>
      reads.db.selectFrom('population_staged').selectAll().execute(),
    );
    expect(left).toEqual([]);
  });

  test('a list without a column changes nothing', async () => {
    const store = await (await opened).open();
    expect(await importPopulation(store, world, ['Họ tên;Giới tính\nA;Nam\n'])).toEqual({
      missing: ['number', 'birthDate'],
    });
    expect(await store.read(hasPopulation)).toBe(false);
  });
});
