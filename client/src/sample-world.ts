import type { Random } from '@khop/shared/ids';
import { seededRandom } from '@khop/shared/sample';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Authenticator } from './authenticator.ts';
import type { Buckets } from './buckets.ts';
import { makeRegisterInThread } from './data/register/in-thread.ts';
import type { World } from './world.ts';

/** A clock turned by hand, with the timers that hang on it. */
export type HandClock = {
  now(): number;
  mono(): number;
  after: World['after'];
  /** Sets the wall clock without time passing, as a person or a flat battery does. */
  setWall(ms: number): void;
  /** Lets time pass; calls what falls due, in order. */
  turn(ms: number): void;
};

export function makeHandClock(startMs = Date.parse('2026-11-21T01:00:00.000Z')): HandClock {
  let mono = 0;
  let wallOffset = startMs;
  let timers: { at: number; call: () => void }[] = [];
  return {
    now: () => mono + wallOffset,
    mono: () => mono,
    after(ms, call) {
      const timer = { at: mono + ms, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    setWall(ms) {
      wallOffset = ms - mono;
    },
    turn(ms) {
      const until = mono + ms;
      for (;;) {
        const next = timers.filter((each) => each.at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((each) => each !== next);
        mono = Math.max(mono, next.at);
        next.call();
      }
      mono = until;
    },
  };
}

/** What outlives a closed page: disk and marks. Share it between worlds to start the app again. */
export type Disk = {
  indexedDB: IDBFactory;
  marks: Map<string, string>;
  /** Stores beside it; absent as in a browser that has none. */
  buckets?: Map<string, IDBFactory>;
};

export function makeDisk(): Disk {
  return { indexedDB: new IDBFactory(), marks: new Map() };
}

/** With a browser that has other stores, in which a tablet keeps its replicas. */
export function makeDiskWithBuckets(): Disk & { buckets: Map<string, IDBFactory> } {
  return { ...makeDisk(), buckets: new Map() };
}

function bucketsOn(buckets: Map<string, IDBFactory>): Buckets {
  return {
    names: async () => [...buckets.keys()],
    async open(name) {
      const held = buckets.get(name) ?? new IDBFactory();
      buckets.set(name, held);
      return held;
    },
    drop: async (name) => void buckets.delete(name),
  };
}

export type SampleWorld = World & { clock: HandClock; wake(): void };

/** A tablet's outside without a browser: for tests and the house simulation. */
export function makeSampleWorld(given: {
  fetch: World['fetch'];
  disk?: Disk;
  clock?: HandClock;
  random?: Random;
  baseUrl?: string;
  locks?: Set<string>;
  authenticator?: Authenticator;
}): SampleWorld {
  const clock = given.clock ?? makeHandClock();
  const random = given.random ?? seededRandom(1);
  const disk = given.disk ?? makeDisk();
  const locks = given.locks ?? new Set<string>();
  const wakers = new Set<() => void>();
  return {
    clock,
    random,
    subtle: crypto.subtle,
    indexedDB: disk.indexedDB,
    IDBKeyRange,
    fetch: given.fetch,
    baseUrl: given.baseUrl ?? '',
    storage: {
      persist: async () => true,
      persisted: async () => true,
      estimate: async () => ({ usage: 0, quota: 1e9 }),
      ...(disk.buckets && { buckets: bucketsOn(disk.buckets) }),
    },
    async ifFree(name, task) {
      if (locks.has(name)) return false;
      locks.add(name);
      try {
        await task();
      } finally {
        locks.delete(name);
      }
      return true;
    },
    after: clock.after,
    onWake(call) {
      wakers.add(call);
      return () => wakers.delete(call);
    },
    wake() {
      for (const call of wakers) call();
    },
    marks: {
      read: (key) => disk.marks.get(key) ?? null,
      write: (key, value) => void disk.marks.set(key, value),
    },
    makeRegister: () => makeRegisterInThread(crypto.subtle, random),
    ...(given.authenticator === undefined ? {} : { authenticator: given.authenticator }),
    kdf: { memoryKiB: 64, passes: 1 },
  };
}

/** A PIN that passes the policy. */
export const SAMPLE_PIN = '73190462';
