import { type FourFields, identityKey, judgeCheck, judgeCheckability } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import { seededRandom } from '@khop/shared/sample';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { readBacklog } from '../store/jobs.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import type { Store, Tx } from '../store/store.ts';
import { getPerson, sampleTablet, scriptedRegistry, type Weather } from './sample-checks.ts';
import { type Checks, openChecks } from './worker.ts';

const silent = { info() {}, warn() {}, error() {} };
const HOUR = 60 * 60_000;
const NAMES = ['Nguyễn Văn Đúng', 'Nguyễn Văn Sai', 'Trần Thị Đúng', 'Trần Thị Sai'];

function truth(fields: FourFields): 'match' | 'mismatch' {
  return fields.fullName.includes('Sai') ? 'mismatch' : 'match';
}

const weather = fc.constantFrom<Weather>(
  'ok',
  'ok',
  'down',
  'timeout',
  'garbage',
  'refused',
  'silent',
  'half',
  'torn',
  'foreign-ids',
  'throws',
  'stumbles',
);
const step = fc.oneof(
  fc.record({ act: fc.constant('register' as const), name: fc.nat(3), kind: fc.nat(9) }),
  fc.record({ act: fc.constant('amend' as const), who: fc.nat(9), name: fc.nat(3) }),
  fc.record({ act: fc.constant('emigrate' as const), who: fc.nat(9) }),
  fc.record({ act: fc.constant('work' as const), weather }),
  fc.record({ act: fc.constant('crash' as const), at: fc.constantFrom('asked', 'recorded') }),
  fc.record({ act: fc.constant('wait' as const), hours: fc.nat(2) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A store whose next write after `arm` breaks at its very end, as a process killed before commit. */
function fragile(store: Store): Store & { arm(): void } {
  let isArmed = false;
  const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    store.write(async (tx) => {
      const value = await work(tx);
      if (isArmed) {
        isArmed = false;
        throw new Error('killed');
      }
      return value;
    });
  return {
    ...store,
    write: write as Store['write'],
    arm: () => {
      isArmed = true;
    },
  };
}

async function live(base: Store, clock: ReturnType<typeof handClock>, steps: readonly Step[]) {
  const store = fragile(base);
  const population = scriptedRegistry(truth);
  const tablet = sampleTablet(base, 5);
  const people: Id[] = [];
  let starts = 0;
  let seen = 0;
  const pointless: string[] = [];
  const watch = async (): Promise<void> => {
    for (const { id, fields } of population.asked.slice(seen)) {
      const job = await base.read((reads) =>
        reads.db.selectFrom('job').select('subject').where('id', '=', id).executeTakeFirst(),
      );
      const judged = judgeCheckability((await getPerson(base, job?.subject ?? '')).identity);
      const isNow =
        judged.state === 'checkable' && identityKey(judged.fields) === identityKey(fields);
      if (!isNow) pointless.push(id);
    }
    seen = population.asked.length;
  };
  population.before = watch;
  const start = (): Checks => {
    starts += 1;
    return openChecks({
      store,
      registry: population.registry,
      clock,
      random: seededRandom(starts),
      log: silent,
      portion: 5,
    });
  };
  let checks = start();
  const work = () => checks.runOnce().catch((error: unknown) => error);
  const someone = (who: number) => people[who % Math.max(1, people.length)];

  for (const each of steps) {
    if (each.act === 'register') {
      const fullName = NAMES[each.name] ?? '';
      const kind =
        each.kind === 0 ? { nationality: 'KR' } : each.kind === 1 ? { number: null } : {};
      people.push(await tablet.register({ fullName, ...kind }));
    } else if (each.act === 'amend' || each.act === 'emigrate') {
      const who = someone(each.who);
      if (who === undefined) continue;
      const { versions } = await getPerson(base, who);
      const changes =
        each.act === 'amend' ? { fullName: NAMES[each.name] ?? '' } : { nationality: 'LA' };
      await tablet.amend(who, versions.at(-1)?.entry ?? '', changes);
    } else if (each.act === 'work') {
      population.weather = each.weather;
      await work();
    } else if (each.act === 'crash') {
      population.weather = each.at === 'asked' ? 'throws' : 'ok';
      if (each.at === 'recorded') {
        population.before = async () => {
          await watch();
          store.arm();
        };
      }
      await work();
      population.before = watch;
      checks = start();
    } else clock.advance(each.hours * HOUR);
  }

  population.weather = 'ok';
  for (let turn = 0; turn < 30; turn++) {
    clock.advance(2 * HOUR);
    await work();
  }
  return { population, people, pointless };
}

describe.each([
  ['sqlite', 60],
  ['postgres', 5],
] as const)('%s', (engine, numRuns) => {
  let stores: StoreMaker;
  const opened = makeStores(engine).then((made) => {
    stores = made;
    return made;
  });
  afterAll(() => stores.stop());

  test('[I10] [I17] whatever happens, each verdict is the registry’s own about that content', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        const clock = handClock();
        const store = await (await opened).open(clock);
        const { population, people, pointless } = await live(store, clock, steps);
        const kept = await store.read((reads) =>
          reads.db.selectFrom('answer').select(['job', 'outcome']).execute(),
        );
        for (const id of people) {
          const record = await getPerson(store, id);
          const keys = record.verdicts.map(({ key }) => key);
          // What was answered and recorded is not asked again.
          expect(new Set(keys).size).toBe(keys.length);
          for (const verdict of record.verdicts) {
            expect(population.told).toContainEqual({
              id: verdict.check,
              key: verdict.key,
              outcome: verdict.answer,
            });
            expect(kept).toContainEqual({ job: verdict.check, outcome: verdict.answer });
          }
          const judged = judgeCheckability(record.identity);
          const { state } = judgeCheck(record.identity, record.verdicts);
          if (judged.state === 'checkable') expect(state).toBe(truth(judged.fields));
          else expect(state).toBe(judged.state);
        }
        // Foreigners, incomplete identities and the past are never asked about.
        expect(pointless).toEqual([]);
        expect(await store.read(readBacklog)).toMatchObject({ waiting: 0, failed: 0 });
      }),
      { numRuns, seed: 20261121 },
    );
  }, 120_000);
});
