import type { Random } from '@khop/shared/ids';
import type { Clock } from '@khop/shared/time';

/** What Argon2id costs: memory in KiB, passes. Kept beside each wrap. */
export type KdfCost = { memoryKiB: number; passes: number };

/** The two ends of a conversation with the register: a worker, or the same code in this thread. */
export type RegisterPort = {
  post(message: unknown, transfer?: Transferable[]): void;
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
  };
  /** Runs `task` when nobody else holds `name`; answers false at once when somebody does. */
  ifFree(name: string, task: () => Promise<void>): Promise<boolean>;
  /** Calls once after `ms`; the answer cancels it. */
  after(ms: number, call: () => void): () => void;
  /** Calls when the page becomes visible or the machine believes it is online again. */
  onWake(call: () => void): () => void;
  /** A few clear words outside of IndexedDB that tell an evicted ledger from a new tablet. */
  marks: { read(key: string): string | null; write(key: string, value: string): void };
  makeRegister(): RegisterPort;
  /** `calibrate` measures this device; a fixed cost is for simulations only. */
  kdf: 'calibrate' | KdfCost;
};
