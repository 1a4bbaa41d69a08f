import type { TabletKeys } from '../tablet-keys.ts';

/** Seed of the persons who are at a server before anything is measured. */
export const HERE = 9001;

/** Said by `cold` where all that was kept is gone. */
export const STORE_IS_EMPTY = 'the store is empty';

/** How a page reaches its server; all but the address is Khớp's own. */
export type Where = {
  url: string;
  /** Enrols the tablet. */
  code: string;
  user: string;
  password: string;
  /** Another tablet of the site, with all it signs with; null for peers that sign nothing. */
  other: TabletKeys | null;
  /** Whether the PIN costs what it costs on a tablet; otherwise next to nothing. */
  isSlowPin: boolean;
};

export type Pulled = {
  /** Until the last record's transaction was complete. */
  durableMs: number;
  /** Until a search over all of them answered. */
  searchableMs: number;
  persons: number;
};

export type Up = { savedMs: number[]; sentMs: number[] };
export type Down = {
  /** From the other writer's acknowledgement until it is stored and seen here. */
  afterAckMs: number[];
  /** From when the other writer began. */
  wholeMs: number[];
};
export type Cold = {
  /** From the beginning of the navigation. */
  openMs: number;
  unlockedMs: number;
  firstMs: number;
  searchableMs: number;
};

/** What every peer's page can do; the same words for all. */
export type PeerPage = {
  setup(where: Where): Promise<void>;
  /** Facts `from`… of a seed, made and kept here, not yet sent. */
  fill(seed: number, from: number, count: number): Promise<void>;
  /** Sends all that waits; milliseconds until the server has acknowledged the last. */
  push(): Promise<number>;
  pull(probe: string): Promise<Pulled>;
  /** Forgets everything local and begins anew in the same page, with its code warm. */
  reset(where: Where): Promise<void>;
  /** Sends and hears from now on. */
  live(): Promise<void>;
  up(seed: number, count: number): Promise<Up>;
  down(seed: number, count: number): Promise<Down>;
  /** Milliseconds of each save of one dose of a known person, nothing being sent. */
  save(seed: number, count: number): Promise<number[]>;
  search(queries: string[]): Promise<{ ms: number[]; found: number[] }>;
  cold(where: Where, probe: string): Promise<Cold>;
  /** Ids this page said it had saved and holds now, of the facts of `save`. */
  count(): Promise<number>;
  /** By database: durability of the writing transactions seen so far. */
  durability(): Promise<Record<string, string[]>>;
};
