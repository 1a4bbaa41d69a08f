import { type FourFields, identityKey, judgeCheck } from '@khop/shared/identity';
import { seededRandom } from '@khop/shared/sample';
import { afterAll, describe, expect, test } from 'vitest';
import { readBacklog } from '../store/jobs.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import {
  getPerson,
  sampleNumber,
  sampleTablet,
  scriptedRegistry,
  type Weather,
} from './sample-checks.ts';
import { openChecks } from './worker.ts';

const silent = { info() {}, warn() {}, error() {} };
const HOUR = 60 * 60_000;

function truth(fields: FourFields): 'match' | 'mismatch' {
  return fields.fullName.includes('Sai') ? 'mismatch' : 'match';
}

describe.each(['sqlite', 'postgres'] as const)('%s', (engine) => {
  let stores: StoreMaker;
  const opened = makeStores(engine).then((made) => {
    stores = made;
    return made;
  });
  afterAll(() => stores.stop());

  async function office() {
    const clock = handClock();
    const store = await (await opened).open(clock);
    const population = scriptedRegistry(truth);
    const start = (seed = 1) =>
      openChecks({
        store,
        registry: population.registry,
        clock,
        random: seededRandom(seed),
        log: silent,
        portion: 50,
      });
    return { clock, store, population, start, tablet: sampleTablet(store, 11) };
  }

  test('a new identity is asked about and its verdict is part of the record', async () => {
    const { store, population, start, tablet } = await office();
    const right = await tablet.register({});
    const wrong = await tablet.register({ fullName: 'Nguyễn Thị Sai' });
    expect(await start().runOnce()).toBe(2);
    const record = await getPerson(store, right);
    expect(judgeCheck(record.identity, record.verdicts).state).toBe('match');
    const other = await getPerson(store, wrong);
    expect(judgeCheck(other.identity, other.verdicts).state).toBe('mismatch');
    expect(await start().runOnce()).toBe(0);
    expect(population.asked).toHaveLength(2);
  });

  test('the raw answer, the officer and the times are kept with the verdict', async () => {
    const { store, start, tablet } = await office();
    const person = await tablet.register({});
    await start().runOnce();
    const kept = await store.read((reads) => reads.db.selectFrom('answer').selectAll().execute());
    const { verdicts } = await getPerson(store, person);
    expect(kept).toMatchObject([
      { job: verdicts[0]?.check, outcome: 'match', raw: '<TonTai/>', officer: 'op-1' },
    ]);
    expect(kept[0]?.asked_at).toBeGreaterThan(0);
  });

  test('[F1] [F2] foreigners and incomplete identities are never asked about', async () => {
    const { population, start, tablet } = await office();
    await tablet.register({ nationality: 'KR', number: { kind: 'passport', value: 'M0000001' } });
    await tablet.register({ number: null });
    await tablet.register({ birthDate: null });
    expect(await start().runOnce()).toBe(0);
    expect(population.asked).toEqual([]);
  });

  test('a question that waits while its person is amended is dropped, the new one asked', async () => {
    const { store, population, start, tablet } = await office();
    const person = await tablet.register({ fullName: 'Nguyễn Thị Sai' });
    const { versions } = await getPerson(store, person);
    await tablet.amend(person, versions[0]?.entry ?? '', { fullName: 'Nguyễn Thị Đúng' });
    const checks = start();
    await checks.runOnce();
    expect(population.asked.map(({ fields }) => fields.fullName)).toEqual(['Nguyễn Thị Đúng']);
    await tablet.amend(person, versions[0]?.entry ?? '', { nationality: 'KR' });
    await checks.runOnce();
    expect(population.asked).toHaveLength(1);
  });

  test('[F4] a verdict that comes after its content changed is history, not today’s', async () => {
    const { store, population, start, tablet } = await office();
    const person = await tablet.register({ fullName: 'Nguyễn Thị Sai' });
    const { versions } = await getPerson(store, person);
    population.before = async () => {
      population.before = async () => {};
      await tablet.amend(person, versions[0]?.entry ?? '', { fullName: 'Nguyễn Thị Đúng' });
    };
    const checks = start();
    await checks.runOnce();
    const between = await getPerson(store, person);
    expect(between.verdicts.map(({ answer }) => answer)).toEqual(['mismatch']);
    expect(judgeCheck(between.identity, between.verdicts).state).toBe('waiting');
    await checks.runOnce();
    const after = await getPerson(store, person);
    expect(judgeCheck(after.identity, after.verdicts).state).toBe('match');
  });

  const NO_VERDICT: readonly Weather[] = [
    'down',
    'timeout',
    'garbage',
    'refused',
    'not-licensed',
    'silent',
    'torn',
    'foreign-ids',
    'throws',
  ];
  test.each(NO_VERDICT)(
    '%s is no verdict, and the question is asked again later',
    async (weather) => {
      const { clock, store, population, start, tablet } = await office();
      const people = [await tablet.register({ fullName: 'A Sai' }), await tablet.register({})];
      population.weather = weather;
      const checks = start();
      if (weather === 'throws') await expect(checks.runOnce()).rejects.toThrow('broke');
      else await checks.runOnce();
      for (const person of people) {
        expect((await getPerson(store, person)).verdicts).toEqual([]);
      }
      expect(await store.read(readBacklog)).toMatchObject({ waiting: 2, failed: 0 });
      population.weather = 'ok';
      for (let hour = 0; hour < 4; hour++) {
        clock.advance(HOUR);
        await checks.runOnce();
      }
      const states = [];
      for (const person of people) {
        const record = await getPerson(store, person);
        states.push(judgeCheck(record.identity, record.verdicts).state);
      }
      expect(states).toEqual(['mismatch', 'match']);
    },
  );

  test('a refusal pauses everybody until somebody acts', async () => {
    const { population, start, tablet } = await office();
    await tablet.register({});
    population.weather = 'not-licensed';
    const checks = start();
    await checks.runOnce();
    expect(checks.state().breaker).toMatchObject({ state: 'paused', kind: 'not-licensed' });
    population.weather = 'ok';
    expect(await checks.runOnce()).toBe(0);
    checks.resume();
    expect(await checks.runOnce()).toBe(1);
  });

  test('killed between question and record, the next worker asks the same question once more', async () => {
    const { clock, store, population, start, tablet } = await office();
    const person = await tablet.register({});
    population.before = () => new Promise(() => {});
    void start(1).runOnce();
    while (population.asked.length === 0) await store.read(readBacklog);
    population.before = async () => {};
    const next = start(2);
    expect(await next.runOnce()).toBe(0);
    clock.advance(HOUR);
    expect(await next.runOnce()).toBe(1);
    expect(new Set(population.asked.map(({ id }) => id)).size).toBe(1);
    expect((await getPerson(store, person)).verdicts).toHaveLength(1);
  });

  test('an answer that comes after the lease ran out settles nothing twice', async () => {
    const { clock, store, population, start, tablet } = await office();
    const person = await tablet.register({});
    const next = start(2);
    population.before = async () => {
      population.before = async () => {};
      clock.advance(HOUR);
      await next.runOnce();
    };
    await start(1).runOnce();
    expect(population.asked).toHaveLength(2);
    expect((await getPerson(store, person)).verdicts).toHaveLength(1);
  });

  test('who lost the lease leaves the question to the one who holds it now', async () => {
    const { clock, store, population, start, tablet } = await office();
    const person = await tablet.register({});
    const next = start(2);
    let second: Promise<number> | null = null;
    let answerSecond = () => {};
    population.before = async () => {
      clock.advance(HOUR);
      await new Promise<void>((resolve) => {
        population.before = () => {
          resolve();
          return new Promise((answer) => {
            answerSecond = answer;
          });
        };
        second = next.runOnce();
      });
    };
    await start(1).runOnce();
    expect((await getPerson(store, person)).verdicts).toEqual([]);
    answerSecond();
    await second;
    expect((await getPerson(store, person)).verdicts).toHaveLength(1);
  });

  test('two workers at once share the work', async () => {
    const { population, start, tablet } = await office();
    for (let nth = 0; nth < 20; nth++) await tablet.register({ number: sampleNumber(nth) });
    await Promise.all([start(1).runOnce(), start(2).runOnce()]);
    const keys = population.asked.map(({ fields }) => identityKey(fields));
    expect(keys).toHaveLength(20);
    expect(new Set(keys).size).toBe(20);
  });
});
