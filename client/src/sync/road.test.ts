import { seededRandom } from '@khop/shared/sample';
import { expect, test } from 'vitest';
import { StorageTrouble } from '../data/storage-trouble.ts';
import { makeHandClock } from '../sample-world.ts';
import { makeRoad } from './road.ts';
import { WireTrouble } from './wire.ts';

const HOUR = 3_600_000;

function sampleRoad(run: () => Promise<void>, awaitSignal?: () => void) {
  const clock = makeHandClock();
  const locks = new Set<string>();
  const world = {
    clock,
    random: seededRandom(1),
    after: clock.after,
    ...(awaitSignal && { awaitSignal }),
    async ifFree(name: string, task: () => Promise<void>) {
      if (locks.has(name)) return false;
      await task();
      return true;
    },
  };
  return { clock, locks, road: makeRoad(world, 'khop-push', run, HOUR) };
}

test('after failures the waits grow from seconds to five minutes and never stop', async () => {
  const at: number[] = [];
  const { clock, road } = sampleRoad(async () => {
    at.push(clock.mono());
    throw new WireTrouble('offline');
  });
  road.wake('machine');
  for (let minutes = 0; minutes < 120; minutes++) {
    await road.settled();
    clock.turn(60_000);
  }
  const waits = at.slice(1).map((each, index) => each - (at[index] ?? 0));
  expect(waits[0]).toBeLessThanOrEqual(60_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(6 * 60_000);
  expect(at.length).toBeGreaterThan(20);
});

test('without a signal the machine is asked to call when there is one, at most once a minute', async () => {
  let asked = 0;
  let kind: 'offline' | 'http' = 'http';
  const { clock, road } = sampleRoad(
    async () => {
      throw new WireTrouble(kind, { status: 503 });
    },
    () => {
      asked += 1;
      // A machine that takes itself to be online calls at once.
      road.wake('machine');
    },
  );
  road.wake('person');
  await road.settled();
  expect(asked).toBe(0);
  kind = 'offline';
  for (let seconds = 0; seconds < 119; seconds++) {
    road.wake('person');
    await road.settled();
    clock.turn(1000);
  }
  expect(asked).toBe(2);
});

test('what is asked for during a run is done after it, once', async () => {
  let runs = 0;
  let release = () => {};
  const { road } = sampleRoad(() => {
    runs += 1;
    return new Promise((resolve) => {
      release = resolve;
    });
  });
  road.wake('write');
  for (let times = 0; times < 5; times++) road.wake('write');
  expect(runs).toBe(1);
  release();
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  expect(runs).toBe(2);
  release();
  await road.settled();
  expect(runs).toBe(2);
});

test('the signal returns while a try is failing: the next try does not wait', async () => {
  const tries: ((error: WireTrouble) => void)[] = [];
  const { road } = sampleRoad(
    () =>
      new Promise((_, reject) => {
        tries.push(reject);
      }),
  );
  for (let failures = 0; failures < 5; failures++) {
    road.wake('person');
    tries.at(-1)?.(new WireTrouble('offline'));
    await road.settled();
  }
  road.wake('machine');
  road.wake('machine');
  expect(tries.length).toBe(6);
  tries.at(-1)?.(new WireTrouble('offline'));
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  expect(tries.length).toBe(7);
  tries.at(-1)?.(new WireTrouble('offline'));
  await road.settled();
  expect(tries.length).toBe(7);
});

test('an office that named a time is not asked before it, whoever wakes during the answer', async () => {
  let runs = 0;
  const { road } = sampleRoad(async () => {
    runs += 1;
    throw new WireTrouble('http', { status: 503, retryAfterMs: 60_000 });
  });
  road.wake('machine');
  road.wake('machine');
  await road.settled();
  expect(runs).toBe(1);
});

test('another tab has the lock: no trouble, and another look later', async () => {
  let runs = 0;
  const { clock, locks, road } = sampleRoad(async () => {
    runs += 1;
  });
  locks.add('khop-push');
  road.wake('write');
  await road.settled();
  expect(road.state.get()).toEqual({ isRunning: false, trouble: null, retryAtMs: null });
  locks.delete('khop-push');
  clock.turn(5000);
  await road.settled();
  expect(runs).toBe(1);
});

test('a refusal that only a person can mend is asked again rarely, and at once by a finger', async () => {
  let runs = 0;
  const { clock, road } = sampleRoad(async () => {
    runs += 1;
    throw new WireTrouble('http', { status: 401, code: 'unauthenticated' });
  });
  road.wake('write');
  await road.settled();
  road.wake('write');
  clock.turn(7 * 60_000);
  await road.settled();
  expect(runs).toBe(1);
  road.wake('person');
  await road.settled();
  expect(runs).toBe(2);
});

test('without a signal a save asks again, but each of many saves does not', async () => {
  let runs = 0;
  const { clock, road } = sampleRoad(async () => {
    runs += 1;
    throw new WireTrouble('offline');
  });
  for (let save = 0; save < 5; save++) {
    road.wake('write');
    await road.settled();
  }
  expect(runs).toBe(1);
  road.wake('person');
  await road.settled();
  expect(runs).toBe(2);
  // The second failure waits for two seconds at least.
  clock.turn(1000);
  road.wake('write');
  await road.settled();
  expect(runs).toBe(3);
});

test('storage that fails is tried again; a bug is not swallowed and does not close the road', async () => {
  const errors = [new StorageTrouble('quota'), new TypeError('a bug')];
  let runs = 0;
  const { clock, road } = sampleRoad(async () => {
    runs += 1;
    const error = errors.shift();
    if (error !== undefined) throw error;
  });
  road.wake('write');
  await road.settled();
  expect(road.state.get().trouble).toMatchObject({ kind: 'quota' });
  clock.turn(5000);
  await expect(road.settled()).rejects.toThrow('a bug');
  clock.turn(10 * 60_000);
  await road.settled();
  expect(runs).toBe(3);
  expect(road.state.get().trouble).toBeNull();
});

test('a stopped road sets out no more', async () => {
  let runs = 0;
  const { clock, road } = sampleRoad(async () => {
    runs += 1;
  });
  road.wake('write');
  await road.settled();
  road.stop();
  road.wake('person');
  clock.turn(10 * HOUR);
  expect(runs).toBe(1);
});
