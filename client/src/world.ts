import type { Random } from '@khop/shared/ids';
import type { Clock } from '@khop/shared/time';
import { type Authenticator, browserAuthenticator } from './authenticator.ts';
import { awaitSignal, onSignal } from './background-sync.ts';
import { type Buckets, browserBuckets } from './buckets.ts';
import { type Reserve, reserveFile } from './reserve-file.ts';
import { turnLog } from './turn-log.ts';

/** What Argon2id costs: memory in KiB, passes. Kept beside each wrap. */
export type KdfCost = { memoryKiB: number; passes: number };

/** The two ends of a conversation with the register: a worker, or the same code in this thread. */
export type RegisterPort = {
  post(message: unknown): void;
  listen(onMessage: (message: unknown) => void): void;
  close(): void;
};

/**
 * Everything the tablet wants of the outside. The browser gives the real things (`browserWorld`),
 * the house simulation fake-indexeddb, an office in the same process and a clock turned by hand.
 */
export type World = {
  clock: Clock;
  random: Random;
  subtle: SubtleCrypto;
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Put before each path; empty in the browser. */
  baseUrl: string;
  storage: {
    persist(): Promise<boolean>;
    persisted(): Promise<boolean>;
    estimate(): Promise<{ usage?: number; quota?: number }>;
    /** Absent in a world without a disk. */
    reserve?: Reserve;
    /** Has the browser begin a new log for its databases; absent where they have none that tears. */
    turnLog?(): Promise<void>;
    /** Stores beside the databases'; absent where the browser has none. */
    buckets?: Buckets | undefined;
  };
  /** Runs `task` when nobody else holds `name`; answers false at once when somebody does. */
  ifFree(name: string, task: () => Promise<void>): Promise<boolean>;
  /** Calls once after `ms`; the answer cancels it. */
  after(ms: number, call: () => void): () => void;
  /** Calls when the page becomes visible or the machine believes it is online again. */
  onWake(call: () => void): () => void;
  /** Asks for such a call also where the page lies behind others; absent where nobody would come. */
  awaitSignal?(): void;
  /** A few clear words outside of IndexedDB that tell an evicted ledger from a new tablet. */
  marks: { read(key: string): string | null; write(key: string, value: string): void };
  makeRegister(): RegisterPort;
  /** Absent in a world where everybody types. */
  authenticator?: Authenticator;
  /** `calibrate` measures this device; a fixed cost is for simulations only. */
  kdf: 'calibrate' | KdfCost;
};

/**
 * The browser's own. This is the only file of the tablet that names the clock, chance, the network,
 * storage and locks of the machine.
 */
export function browserWorld(): World {
  const random: Random = (length) => crypto.getRandomValues(new Uint8Array(length));
  return {
    clock: {
      // biome-ignore lint/plugin: the front door itself
      now: () => Date.now(),
      // biome-ignore lint/plugin: the front door itself
      mono: () => performance.now(),
    },
    random,
    subtle: crypto.subtle,
    indexedDB,
    IDBKeyRange,
    fetch: (url, init) => fetch(url, init),
    baseUrl: '',
    storage: {
      persist: () => navigator.storage.persist(),
      persisted: () => navigator.storage.persisted(),
      estimate: () => navigator.storage.estimate(),
      reserve: reserveFile(
        navigator.storage,
        random,
        () =>
          new Worker(new URL('./probe.worker.ts', import.meta.url), {
            type: 'module',
            name: 'khop-probe',
          }),
      ),
      turnLog: () => turnLog(indexedDB),
      buckets: browserBuckets(),
    },
    ifFree: (name, task) =>
      navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
        if (lock === null) return false;
        await task();
        return true;
      }),
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    onWake(call) {
      const onVisible = () => {
        if (document.visibilityState === 'visible') call();
      };
      document.addEventListener('visibilitychange', onVisible);
      window.addEventListener('online', call);
      const forget = onSignal(call);
      return () => {
        forget();
        document.removeEventListener('visibilitychange', onVisible);
        window.removeEventListener('online', call);
      };
    },
    awaitSignal,
    marks: {
      read: (key) => localStorage.getItem(key),
      write: (key, value) => localStorage.setItem(key, value),
    },
    makeRegister() {
      const worker = new Worker(new URL('./data/register.worker.ts', import.meta.url), {
        type: 'module',
        name: 'khop-register',
      });
      return {
        post: (message) => worker.postMessage(message),
        listen: (onMessage) => {
          worker.addEventListener('message', (event) => onMessage(event.data));
        },
        close: () => worker.terminate(),
      };
    },
    authenticator: browserAuthenticator(random),
    kdf: 'calibrate',
  };
}
