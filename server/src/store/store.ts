import type { Random } from '@khop/shared/ids';
import type { Clock } from '@khop/shared/time';
import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export type Engine = 'sqlite' | 'postgres';

/** What the office asks of the world beside its database. */
export type World = { clock: Clock; random: Random };

/** A place to read from. The few hot reads have a body for each engine; all others use `db`. */
export type Reads = World &
  (
    | { engine: 'sqlite'; db: Kysely<Tables>; raw: Database.Database }
    | { engine: 'postgres'; db: Kysely<Tables> }
  );

/** An open write transaction. `moved` is told to the listeners once it is durable. */
export type Tx = Reads & { moved: Map<string, number> };

/** Scopes and the position they moved to. */
export type Moved = ReadonlyMap<string, number>;

export type Store = {
  engine: Engine;
  /**
   * One transaction; resolves after it is durable (fsync). On SQLite writes queue behind one
   * another and `work` may await nothing but its `tx`; on PostgreSQL `work` may run again when the
   * engine breaks a deadlock, so it must not act on anything but its `tx`.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reads without a transaction: each statement sees the latest durable state. */
  read<T>(work: (reads: Reads) => Promise<T>): Promise<T>;
  /** Hears of scopes that moved, after the commit; answers with how to stop hearing. */
  listen(listener: (moved: Moved) => void): () => void;
  /** Resolves when nobody knows any more what the disk holds: the process must end and open anew. */
  failed: Promise<StoreTrouble>;
  close(): Promise<void>;
};

/** The database cannot be used right now: thrown at this edge, never a refusal by the rules. */
export class StoreTrouble extends Error {
  readonly kind: 'busy' | 'full' | 'read-only' | 'broken' | 'lost';
  readonly retry: boolean;
  constructor(kind: StoreTrouble['kind'], cause: unknown) {
    super(`the store is ${kind}`, { cause });
    this.name = 'StoreTrouble';
    this.kind = kind;
    this.retry = kind !== 'broken';
  }
}
