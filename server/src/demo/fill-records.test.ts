import { judgeCheck } from '@khop/shared/identity';
import { seededRandom } from '@khop/shared/sample';
import { afterAll, describe, expect, test } from 'vitest';
import { importPopulation } from '../checks/import-population.ts';
import { openChecks } from '../checks/worker.ts';
import { fileRegistry } from '../registry/file-registry.ts';
import { findCitizens, hasPopulation } from '../store/population.ts';
import { readRecords } from '../store/records.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import { pickCards, populationListOf } from './cards.ts';
import { makeCommune } from './commune.ts';
import { demoEntries } from './demo-entries.ts';
import { populationCsv } from './demo-files.ts';
import { pushJournal } from './fill-records.ts';

const commune = makeCommune({ seed: 11, size: 400 });
const cards = pickCards(commune);
const silent = { info() {}, warn() {}, error() {} };

describe.each(['sqlite', 'postgres'] as const)('%s', (engine) => {
  let stores: StoreMaker;
  const opened = makeStores(engine).then((made) => {
    stores = made;
    return made;
  });
  afterAll(() => stores.stop());

  test('the commune goes in by the front door, and its checks tell each record’s flaw', async () => {
    const clock = handClock();
    const random = seededRandom(2);
    const store = await (await opened).open(clock);
    const world = { clock, random };
    await pushJournal(store, world, demoEntries(commune, seededRandom(3), '2026-11-21'));
    await importPopulation(store, world, populationCsv(populationListOf(commune, cards)));
    const checks = openChecks({
      store,
      ...world,
      log: silent,
      portion: 100,
      registry: fileRegistry({
        findCitizens: (asked) => store.read((reads) => findCitizens(reads, asked)),
        hasPopulation: () => store.read(hasPopulation),
        names: 'strict',
      }),
    });
    // [G1] [G3] One operator asks about four hundred: somebody lets them, as for the demonstration.
    await store.write((tx) => tx.db.updateTable('job').set({ released_by: 'demo' }).execute());
    while ((await checks.runOnce()) > 0);
    const spoiledByPopulation = cards.flatMap((card) =>
      card.case.startsWith('population-') ? [card.person.key] : [],
    );
    const records = await store.read((reads) =>
      readRecords(
        reads,
        commune.records.map(({ id }) => id),
      ),
    );
    for (const written of commune.records) {
      const record = records.get(written.id);
      if (record?.type !== 'person') throw new Error('a record is missing');
      expect(record.doses).toHaveLength(written.doses.length);
      const isForeign = written.identity.nationality !== 'VN';
      const isWrong = written.flaw !== 'none' || spoiledByPopulation.includes(written.person);
      const expected = isForeign
        ? 'foreigner'
        : written.identity.number === null
          ? 'incomplete'
          : isWrong
            ? 'mismatch'
            : 'match';
      expect([written.flaw, judgeCheck(record.identity, record.verdicts).state]).toEqual([
        written.flaw,
        expected,
      ]);
    }
    const planned = [...records.values()].filter(
      (record) => record.type === 'person' && record.plans.some(({ on }) => on === '2026-11-21'),
    );
    expect(planned.length).toBeGreaterThan(60);
  });
});
