import { judgeCheck } from '@khop/shared/identity';
import { seededRandom } from '@khop/shared/sample';
import { afterAll, describe, expect, test } from 'vitest';
import { readBacklog } from '../store/jobs.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import { recheckMismatches } from './recheck.ts';
import { getPerson, sampleTablet, scriptedRegistry } from './sample-checks.ts';
import { openChecks } from './worker.ts';

describe.each(['sqlite', 'postgres'] as const)('%s', (engine) => {
  let stores: StoreMaker;
  const opened = makeStores(engine).then((made) => {
    stores = made;
    return made;
  });
  afterAll(() => stores.stop());

  test('when the population was corrected, mismatches are asked again and only they', async () => {
    const clock = handClock();
    const store = await (await opened).open(clock);
    const tablet = sampleTablet(store, 3);
    let known: string[] = ['Nguyễn Văn Đúng'];
    const population = scriptedRegistry(({ fullName }) =>
      known.includes(fullName) ? 'match' : 'mismatch',
    );
    const right = await tablet.register({ fullName: 'Nguyễn Văn Đúng' });
    const wrong = await tablet.register({ fullName: 'Nguyễn Văn Sửa' });
    const still = await tablet.register({ fullName: 'Nguyễn Văn Sai' });
    const log = { info() {}, warn() {}, error() {} };
    const random = seededRandom(1);
    const checks = openChecks({
      store,
      clock,
      random,
      log,
      portion: 9,
      registry: population.registry,
    });
    await checks.runOnce();
    known = [...known, 'Nguyễn Văn Sửa'];
    expect(await recheckMismatches(store, 'acc-congan')).toBe(2);
    expect(await recheckMismatches(store, 'acc-congan')).toBe(2);
    expect(await store.read(readBacklog)).toMatchObject({ waiting: 2 });
    await checks.runOnce();
    const states = [];
    for (const id of [right, wrong, still]) {
      const record = await getPerson(store, id);
      states.push([judgeCheck(record.identity, record.verdicts).state, record.verdicts.length]);
    }
    expect(states).toEqual([
      ['match', 1],
      ['match', 2],
      ['mismatch', 2],
    ]);
    expect(population.asked.at(-1)?.officer).toBe('acc-congan');
  });
});
