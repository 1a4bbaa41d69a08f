import { seededRandom } from '@khop/shared/sample';
import { expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { handClock } from '../store/sample-store.ts';
import { getPerson, sampleNumber, sampleTablet, scriptedRegistry } from './sample-checks.ts';
import { type Sleep, startChecks } from './start-checks.ts';

/** A worker on a clock that moves only while it sleeps. */
async function running(perSecond: number, portion: number) {
  const clock = handClock();
  const store = await openStore(':memory:', { clock, random: seededRandom(1) });
  const population = scriptedRegistry(() => 'match');
  const tablet = sampleTablet(store, 3);
  const naps: { ms: number; wake(): void }[] = [];
  const sleep: Sleep = (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const wake = () => {
        clock.advance(ms);
        resolve();
      };
      naps.push({ ms, wake });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  const start = () =>
    startChecks({
      store,
      registry: population.registry,
      clock,
      random: seededRandom(2),
      rate: { perSecond, portion },
      log: { info() {}, warn() {}, error() {} },
      sleep,
    });
  const nap = async (nth: number) => {
    while (naps.length <= nth) await new Promise((resolve) => setImmediate(resolve));
    return naps[nth];
  };
  return { clock, store, population, tablet, start, nap, naps };
}

test('a portion is followed by the pause the quota asks for', async () => {
  const { population, tablet, start, nap } = await running(2, 4);
  for (let nth = 0; nth < 6; nth++) await tablet.register({ number: sampleNumber(nth) });
  const checks = start();
  const first = await nap(0);
  expect(first?.ms).toBe(2000);
  expect(population.asked).toHaveLength(4);
  first?.wake();
  expect((await nap(1))?.ms).toBe(1000);
  expect(population.asked).toHaveLength(6);
  await checks.stop();
});

test('a new identity wakes the idle worker', async () => {
  const { store, tablet, start, nap } = await running(100, 10);
  const checks = start();
  expect((await nap(0))?.ms).toBe(1000);
  const person = await tablet.register({});
  await nap(1);
  expect((await getPerson(store, person)).verdicts).toHaveLength(1);
  await checks.stop();
});

test('a registry that breaks is rested from and then asked again', async () => {
  const { store, population, tablet, start, nap } = await running(100, 10);
  const person = await tablet.register({});
  population.weather = 'throws';
  const checks = start();
  const rest = await nap(0);
  expect(rest?.ms).toBe(5000);
  population.weather = 'ok';
  rest?.wake();
  await nap(1);
  expect((await getPerson(store, person)).verdicts).toHaveLength(1);
  await checks.stop();
});

test('a stop while a question is on its way waits for it and keeps its answer', async () => {
  const { store, population, tablet, start } = await running(100, 10);
  const person = await tablet.register({});
  let arrived = () => {};
  const isAsked = new Promise<void>((resolve) => {
    population.before = async () => {
      resolve();
      await new Promise<void>((answer) => {
        arrived = answer;
      });
    };
  });
  const checks = start();
  await isAsked;
  const stopped = checks.stop();
  arrived();
  await stopped;
  expect((await getPerson(store, person)).verdicts).toHaveLength(1);
});
