import { toHex } from '@khop/shared/ids';
import type { Buckets } from '../buckets.ts';
import type { World } from '../world.ts';
import { bringBack } from './bring-back.ts';
import { putMissing, putSmall, readChunk, readProblems, readSmall } from './copy-rows.ts';
import { lastOf } from './entries.ts';
import { hearWrites, repeatWrites, type Write } from './hear-writes.ts';
import { type LedgerDb, makeLedgerDb } from './ledger.ts';

/** Reads the ledger, and has it opened anew where its handle died. */
type Read = <T>(work: (db: LedgerDb) => PromiseLike<T>) => Promise<T>;

/** What opens the ledger does with it. */
export type Replicas = {
  hear(ledger: LedgerDb): void;
  /** Gives a ledger that was just opened what only a replica still holds. */
  bringBack(ledger: LedgerDb): Promise<void>;
  /** Whether what is written from now on is written twice. */
  begin(read: Read): Promise<boolean>;
  /** Waits until all that was written is written twice. */
  settled(): Promise<void>;
  /** All that was copied in the background. */
  copied(): Promise<void>;
  /** Nothing here waits to be sent [I14]: no replica keeps a key to what was sent. */
  drop(): Promise<void>;
  close(): void;
};

type Own = {
  name: string;
  db: LedgerDb;
  free(): Promise<void>;
  isFilled: boolean;
  heard: Write[];
};

const PREFIX = 'khop-ledger-';
const CHUNK = 200;
/** What the office may still lose of what it has acknowledged, and is copied anew at each start. */
const MOST_UNSAFE = 2_000;
/** A store that takes so long for one write is none. */
const STALLED_MS = 5_000;
const AGAIN_MS = 60_000;

/**
 * A second copy of the ledger in a store of its own, begun anew at each start: whatever the browser
 * was doing when it was killed, nobody writes on behind what that left torn (e2e/faults/results/tablet.md,
 * 7). It holds the keys and what the office may not have, takes each change right after the ledger,
 * and is only read when the ledger is opened. Where it fails saving goes on without it; another is
 * begun a minute later. An older one is dropped when its rows are in the ledger and a newer one holds
 * all that the office may not have [I1].
 */
export function makeReplicas(
  world: Pick<World, 'IDBKeyRange' | 'random' | 'clock' | 'ifFree' | 'after'>,
  buckets: Buckets,
  mayOpen: () => Promise<boolean>,
): Replicas {
  let own: Own | null = null;
  let beginning: Promise<void> | null = null;
  let triedMono = Number.NEGATIVE_INFINITY;
  let writing: Promise<unknown> | null = null;
  let copying: Promise<unknown> = Promise.resolve();
  /** The ledger has their rows: they were written after it, or brought back to it. */
  const inLedger = new Set<string>();

  const names = async () =>
    (await buckets.names()).filter((each) => each.startsWith(PREFIX)).sort();

  async function open(name: string): Promise<LedgerDb> {
    const db = makeLedgerDb({
      indexedDB: await buckets.open(name),
      IDBKeyRange: world.IDBKeyRange,
    });
    await db.open();
    return db;
  }

  /** One after another; whatever fails ends this replica, and nobody who saves hears of it. */
  function inTurn(work: (db: LedgerDb) => PromiseLike<unknown>): Promise<unknown> {
    const mine = own;
    const before = writing ?? Promise.resolve();
    const turn = before.then(async () => {
      if (mine === null || own !== mine) return;
      await inTime(work(mine.db)).catch(() => endIf(mine));
    });
    const tail = turn.then(() => {
      if (writing === tail) writing = null;
    });
    writing = tail;
    return turn;
  }

  function inTime<T>(work: PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = world.after(STALLED_MS, () => reject(new Error('a replica that stalls')));
      work.then(resolve, reject).then(cancel);
    });
  }

  async function end(): Promise<void> {
    const ended = own;
    own = null;
    ended?.db.close();
    await ended?.free();
  }
  const endIf = (which: Own) => (own === which ? end() : undefined);

  async function make(read: Read): Promise<void> {
    if (!(await mayOpen())) return;
    const last = (await names()).at(-1)?.slice(PREFIX.length) ?? '0';
    const nth = String(Number.parseInt(last, 10) + 1).padStart(8, '0');
    const name = `${PREFIX}${nth}-${toHex(world.random(4))}`;
    const made: Own = {
      name,
      db: await open(name),
      free: hold(world, name),
      isFilled: false,
      heard: [],
    };
    own = made;
    inLedger.add(name);
    const held = await read(readSmall);
    await inTurn((db) => putSmall(db, held));
    made.isFilled = true;
    flush();
    if (own === made) copying = copyRest(made, read).catch(() => endIf(made));
  }

  /** What the office may not have, then the end of all replicas that nobody writes any more. */
  async function copyRest(made: Own, read: Read): Promise<void> {
    for (const row of await read((db) => db.journals.toArray())) {
      const { journal, acked, safe } = row;
      const last = lastOf(row);
      // With the one before it, by whose hash the chain goes on.
      let from = Math.min(acked, Math.max(safe, acked - MOST_UNSAFE));
      for (; from <= last && own === made; from += CHUNK) {
        const upTo = Math.min(from + CHUNK - 1, last);
        const rows = await read((db) => readChunk(db, journal, from, upTo));
        await inTurn((db) => putMissing(db, rows));
      }
    }
    const left = await read(readProblems);
    await inTurn((db) => putMissing(db, left));
    if (own === made) await dropOthers(made.name);
  }

  async function dropOthers(mine: string | null): Promise<void> {
    for (const name of await names()) {
      if (name === mine || (mine !== null && !inLedger.has(name))) continue;
      // Not that of another tab.
      await world.ifFree(name, () => buckets.drop(name));
    }
  }

  function flush() {
    if (own === null || !own.isFilled || own.heard.length === 0) return;
    const writes = own.heard;
    own.heard = [];
    void inTurn((db) => repeatWrites(db, world.IDBKeyRange, writes));
  }

  return {
    hear(ledger) {
      hearWrites(ledger, (writes) => {
        own?.heard.push(...writes);
        flush();
      });
    },
    async bringBack(ledger) {
      const known = await names().catch(() => []);
      for (const name of known.toReversed()) {
        const isOwn = name === own?.name;
        let db = isOwn ? own?.db : undefined;
        try {
          db ??= await inTime(open(name));
          await bringBack(db, ledger);
          inLedger.add(name);
        } catch {
          // One that cannot be read may be at the next start; until then it stays.
        } finally {
          if (!isOwn) db?.close();
        }
      }
    },
    async begin(read) {
      if (beginning !== null && own === null && world.clock.mono() - triedMono > AGAIN_MS)
        beginning = null;
      if (beginning === null) {
        triedMono = world.clock.mono();
        beginning = make(read).catch(end);
      }
      await beginning;
      return own !== null;
    },
    async settled() {
      while (own !== null && writing !== null) await writing;
    },
    async copied() {
      await beginning;
      await copying;
    },
    async drop() {
      await copying;
      await end();
      beginning = null;
      // What cannot be dropped now is at the next start, by the replica that is begun then.
      await dropOthers(null).catch(() => undefined);
    },
    close: () => void end(),
  };
}

/** Until it is let go no other tab takes this replica for one that nobody writes. */
function hold(world: Pick<World, 'ifFree'>, name: string): () => Promise<void> {
  const { promise: isLetGo, resolve: letGo } = Promise.withResolvers<void>();
  const held = world.ifFree(name, () => isLetGo).catch(() => false);
  return async () => {
    letGo();
    await held;
  };
}
