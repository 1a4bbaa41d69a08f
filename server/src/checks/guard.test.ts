import { seededRandom } from '@khop/shared/sample';
import { COUNTRY_SCOPE } from '@khop/shared/unit-reach';
import { afterAll, describe, expect, test } from 'vitest';
import { listHeld } from '../store/asked.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import { releaseCheck } from './release.ts';
import { getPerson, sampleNumber, sampleTablet, scriptedRegistry } from './sample-checks.ts';
import { openChecks } from './worker.ts';

const DAY_MS = 24 * 3_600_000;
const birth = (day: number) => ({
  value: `1990-01-${String(day).padStart(2, '0')}`,
  precision: 'day' as const,
});

describe.each(['sqlite', 'postgres'] as const)('what may be asked, on %s', (engine) => {
  let stores: StoreMaker;
  const opened = makeStores(engine).then((made) => {
    stores = made;
    return made;
  });
  afterAll(() => stores.stop());

  async function office() {
    const clock = handClock();
    const store = await (await opened).open(clock);
    const population = scriptedRegistry(() => 'mismatch');
    const warned: object[] = [];
    const log = { info() {}, error() {}, warn: (fields: object) => void warned.push(fields) };
    const workerOn = (on: Store, seed: number) =>
      openChecks({
        store: on,
        clock,
        random: seededRandom(seed),
        log,
        portion: 10,
        registry: population.registry,
      });
    const worker = workerOn(store, 1);
    const askAll = async () => {
      while ((await worker.runOnce()) > 0);
    };
    const held = () =>
      store.read((reads) => listHeld(reads, { scopes: [COUNTRY_SCOPE], sites: [] }, 100));
    return { clock, store, population, warned, workerOn, askAll, held };
  }

  test('[G1] the sixth birth date of a day waits; the next day goes on; the 21st ever waits for ever', async () => {
    const { clock, store, population, askAll, held } = await office();
    const tablet = sampleTablet(store, 11);
    const person = await tablet.register({ birthDate: birth(1) });
    const tryDay = async (day: number) => {
      const { versions } = await getPerson(store, person);
      await tablet.amend(person, versions.at(-1)?.entry ?? '', { birthDate: birth(day) });
      await askAll();
    };
    await askAll();
    for (let day = 2; day <= 8; day++) await tryDay(day);
    expect(population.asked.map(({ fields }) => fields.birthDate.value)).toEqual(
      [1, 2, 3, 4, 5].map((day) => birth(day).value),
    );
    // Only the last of those that wait is still the person's.
    const waiting = (await held()).held.filter(({ payload }) => payload.includes('1990-01-08'));
    expect(waiting.map(({ last_problem }) => last_problem)).toEqual(['variants-today']);
    // What was asked already tells nothing new, and is free.
    await tryDay(3);
    expect(population.asked).toHaveLength(5);
    expect((await getPerson(store, person)).verdicts).toHaveLength(5);
    await tryDay(8);
    clock.advance(DAY_MS);
    await askAll();
    expect(population.asked.at(-1)?.fields.birthDate.value).toBe(birth(8).value);
    for (let day = 9; day <= 31; day++) {
      clock.advance(DAY_MS);
      await tryDay(day);
    }
    expect(population.asked).toHaveLength(20);
    clock.advance(400 * DAY_MS);
    await askAll();
    expect(population.asked).toHaveLength(20);
    expect((await held()).held.at(-1)?.last_problem).toBe('variants-ever');
  });

  test('[G1] another record with the same number is no way around, nor another number in one record', async () => {
    const { store, population, askAll } = await office();
    const tablet = sampleTablet(store, 12);
    for (let day = 1; day <= 7; day++) {
      await tablet.register({ fullName: `Nguyễn Văn ${day}`, birthDate: birth(day) });
    }
    await askAll();
    expect(population.asked).toHaveLength(5);
    const person = await tablet.register({ number: sampleNumber(0) });
    for (let last = 1; last <= 7; last++) {
      const { versions } = await getPerson(store, person);
      await tablet.amend(person, versions.at(-1)?.entry ?? '', { number: sampleNumber(last) });
      await askAll();
    }
    expect(population.asked).toHaveLength(10);
  });

  test('[G2] a restart forgets nothing, and two processes count together', async () => {
    const { clock, store, population, workerOn } = await office();
    const tablet = sampleTablet(store, 13);
    for (let day = 1; day <= 12; day++) {
      await tablet.register({ fullName: `Nguyễn Văn ${day}`, birthDate: birth(day) });
    }
    const other = await (await opened).open(clock, store);
    const workers = [workerOn(store, 2), workerOn(other, 3)];
    if (engine === 'postgres') await Promise.all(workers.map((worker) => worker.runOnce()));
    for (const worker of workers) while ((await worker.runOnce()) > 0);
    const again = workerOn(await (await opened).open(clock, store), 4);
    while ((await again.runOnce()) > 0);
    expect(population.asked).toHaveLength(5);
  });

  test('[G3] a second person lets one through; whoever typed it does not', async () => {
    const { store, population, askAll, held } = await office();
    const tablet = sampleTablet(store, 14);
    const persons: string[] = [];
    for (let day = 1; day <= 7; day++) {
      persons.push(await tablet.register({ fullName: `Nguyễn Văn ${day}`, birthDate: birth(day) }));
    }
    await askAll();
    const [first] = (await held()).held;
    const { officer } = JSON.parse(first?.payload ?? '{}');
    const release = (who: string) => store.write((tx) => releaseCheck(tx, first?.id ?? '', who));
    expect(await release(officer)).toBe('own');
    expect(await release('acc-second')).toBe('released');
    expect(await release('acc-second')).toBe('unknown');
    await askAll();
    expect(population.asked).toHaveLength(6);
    expect((await getPerson(store, first?.subject ?? '')).verdicts).toHaveLength(1);
    expect((await held()).held).toHaveLength(1);
  });

  test('[G1] three hundred new questions in one name are a day’s work', async () => {
    const { clock, store, population, askAll } = await office();
    const tablet = sampleTablet(store, 15);
    for (let nth = 0; nth < 305; nth++) {
      await tablet.register({ fullName: `Nguyễn Thị ${nth}`, number: sampleNumber(nth) });
    }
    await askAll();
    expect(population.asked).toHaveLength(300);
    clock.advance(DAY_MS);
    await askAll();
    expect(population.asked).toHaveLength(305);
  });

  test('[G4] the fourth value of one field raises an alert, once', async () => {
    const { store, warned, askAll, held } = await office();
    const tablet = sampleTablet(store, 16);
    for (let day = 1; day <= 5; day++) await tablet.register({ birthDate: birth(day) });
    await askAll();
    expect((await held()).alerts.map(({ field }) => field)).toEqual(['birthDate']);
    expect(warned).toHaveLength(1);
    const acts = await store.read(({ db }) =>
      db.selectFrom('audit').select('object').where('act', '=', 'oracle-alert').execute(),
    );
    expect(acts).toHaveLength(1);
    expect(JSON.stringify([warned, acts])).not.toContain('1990');
  });
});
