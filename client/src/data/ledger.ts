import type { EntryKind } from '@khop/shared/entry';
import type { Id, JournalId } from '@khop/shared/ids';
import type { EntryProblem } from '@khop/shared/protocol/problem';
import type { Epoch } from '@khop/shared/protocol/push';
import Dexie, { type Table } from 'dexie';
import type { World } from '../world.ts';
import type { Bytes } from './bytes.ts';
import type { CarriedRow } from './carried.ts';
import type { EntryKeyRow } from './entry-key.ts';
import type { Replicas } from './replicas.ts';
import { StorageTrouble, storageTroubleOf } from './storage-trouble.ts';

/** A chain of entries. Exactly one journal of a tablet is open (`forkedAt` null). */
export type JournalRow = {
  journal: JournalId;
  head: number;
  headHash: string;
  /** The office holds every entry up to here. Falls when the office was restored. */
  acked: number;
  safe: number;
  /** From here on the entries live on in the next journal. */
  forkedAt: number | null;
  mintedAtMs: number;
  /** The latest office time, as estimated, at which an entry was made: time never lies before it. */
  latestMs: number;
};

/** What may be known of an entry while the tablet is locked: nothing personal. */
export type EntryRow = {
  journal: JournalId;
  seq: number;
  id: Id;
  kind: EntryKind;
  /** A random id: tells equality, nothing else. */
  subject: Id;
  replaces: Id | null;
  /** Of its text, which is salted: tells nothing of what it says. */
  digest: string;
  key: string;
  sig: string;
  hash: string;
  recordedAtMs: number;
  problem: EntryProblem | null;
};

/** An entry's text, sealed under its own id: it may move to another journal as it is. */
export type BodyRow = { journal: JournalId; seq: number; id: Id; entryKey: string; sealed: Bytes };
/** `key` is blinded; the true key lies inside. */
export type DraftRow = { key: string; sealed: Bytes };
export type MetaRow = { key: string; value: unknown };

export type LedgerDb = Dexie & {
  meta: Table<MetaRow, string>;
  journals: Table<JournalRow, string>;
  entries: Table<EntryRow, [string, number]>;
  bodies: Table<BodyRow, [string, number]>;
  entryKeys: Table<EntryKeyRow, string>;
  drafts: Table<DraftRow, string>;
  carried: Table<CarriedRow, string>;
};

/** What the office and the clock were last known to be. */
export type SyncMeta = {
  epoch: Epoch | null;
  lastSuccessAtMs: number | null;
  /** Tablet − office, when last seen. */
  skewMs: number | null;
  /** The latest office time that can be relied upon: time never lies before it. */
  officeSeenMs: number;
};

export const LEDGER = 'khop-ledger';

/**
 * The ledger: what this tablet made. Strict durability (SAFETY 2: relaxed lost every transaction in
 * a power cut). `run` opens a dead handle again, gives back the room kept for a full disk, and runs
 * `work` once more; `work` must therefore bear being run again. Fails with StorageTrouble or a bug,
 * never silently.
 */
export type Ledger = {
  run<T>(work: (db: LedgerDb) => PromiseLike<T>): Promise<T>;
  /** Whether an empty ledger is a lost one: so from enrolment on. */
  expect(isEnrolled: boolean): void;
  /** Whether what `run` writes from now on lies in a second store too when it resolves. */
  replicate(): Promise<boolean>;
  /** Every replica, this one's too: only when nothing waits to be sent [I14]. */
  dropReplicas(): Promise<void>;
  /** Until what is copied in the background is copied. */
  settled(): Promise<void>;
  close(): void;
};

export type LedgerWays = {
  /** Whether the disk takes what opening writes: one that is full may cost the whole ledger. */
  mayOpen?(): Promise<boolean>;
  /** Looks whether the disk takes a write; `isFull`: it did not, when last looked. */
  prove?(): Promise<void>;
  isFull?(): boolean;
  /** The browser's log may be torn: to be mended between opening and the next write. */
  tear?(): void;
  mend?(): Promise<void>;
  /** Gives back room kept for this moment; false where none is left to give. */
  makeRoom?(): Promise<boolean>;
  /** What this tablet made is gone from the disk: told once, whoever found out. */
  onGone?(): void;
  /** Absent where there is no other store to write to. */
  replicas?: Replicas | undefined;
};

/** The ledger's database, or a replica's: the same in another store. */
export function makeLedgerDb(world: Pick<World, 'indexedDB' | 'IDBKeyRange'>): LedgerDb {
  const db = new Dexie(LEDGER, {
    indexedDB: world.indexedDB,
    IDBKeyRange: world.IDBKeyRange,
    chromeTransactionDurability: 'strict',
    cache: 'disabled',
    // Only by `attempt`, which asks first whether there is room.
    autoOpen: false,
  });
  db.version(1).stores({
    meta: 'key',
    journals: 'journal',
    entries: '[journal+seq], problem, replaces',
    bodies: '[journal+seq]',
    entryKeys: 'id',
    drafts: 'key',
  });
  db.version(2).stores({ carried: 'id' });
  return db as LedgerDb;
}

/** Reading goes on on a full disk; whoever begins to write is refused before the browser hears of it. */
export function refuseWhenFull(db: Dexie, { isFull }: LedgerWays): void {
  db.use({
    stack: 'dbcore',
    name: 'refuse-when-full',
    create: (core) => ({
      ...core,
      transaction(stores, mode, options) {
        if (mode === 'readwrite' && isFull?.()) throw new StorageTrouble('full');
        return core.transaction(stores, mode, options);
      },
    }),
  });
}

const MOST_TRIES = 3;

export function openLedger(
  world: Pick<World, 'indexedDB' | 'IDBKeyRange'>,
  ways: LedgerWays = {},
): Ledger {
  let isExpected = false;
  let isClosing = false;
  let working = 0;
  let db = make();

  function make(): LedgerDb {
    const made = makeLedgerDb(world);
    refuseWhenFull(made, ways);
    ways.replicas?.hear(made);
    // A deleted database is made anew by whoever opens it: empty, and nobody would notice.
    made.on('ready', (open) => mustBeOurs(open as LedgerDb), true);
    made.on('close', () => {
      // Work under way opens it again itself, and Dexie counts how often; one look more would start anew.
      if (isClosing || working > 0 || made !== db) return;
      ways.tear?.();
      // Not by us: it is opened again and looked at, once Dexie has let go of it.
      void Promise.resolve()
        .then(() => run((open) => open.meta.get('device')))
        .catch(() => undefined);
    });
    return made;
  }

  async function mustBeOurs(open: LedgerDb): Promise<void> {
    await ways.replicas?.bringBack(open);
    if (!isExpected || (await open.meta.get('device')) !== undefined) return;
    isExpected = false;
    ways.onGone?.();
    throw new StorageTrouble('gone');
  }

  function end() {
    isClosing = true;
    db.close();
    isClosing = false;
  }

  async function attempt<T>(work: (db: LedgerDb) => PromiseLike<T>): Promise<T> {
    working += 1;
    try {
      if (!db.isOpen()) {
        if ((await ways.mayOpen?.()) === false) throw new StorageTrouble('full');
        await db.open();
      }
      await ways.mend?.();
      await ways.prove?.();
      return await work(db);
    } catch (error) {
      throw storageTroubleOf(error) ?? error;
    } finally {
      working -= 1;
    }
  }

  async function run<T>(work: (db: LedgerDb) => PromiseLike<T>): Promise<T> {
    const done = await keepTrying(work);
    if (ways.replicas) await ways.replicas.settled();
    return done;
  }

  async function keepTrying<T>(work: (db: LedgerDb) => PromiseLike<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(work);
      } catch (error) {
        if (tries === MOST_TRIES || !(error instanceof StorageTrouble)) throw error;
        if (['broken', 'locked', 'gone', 'full'].includes(error.kind)) throw error;
        const mayBeHandle = tries === 1 && error.kind !== 'quota';
        if (error.kind !== 'quota') ways.tear?.();
        if (!mayBeHandle && !(await ways.makeRoom?.())) throw error;
        // After a full or failing disk even reads fail on the old handle (SAFETY 2). A new one is
        // opened where there is room for that, by `attempt`.
        end();
        db = make();
      }
    }
  }

  return {
    run,
    expect(isEnrolled) {
      isExpected = isEnrolled;
    },
    async replicate() {
      return (await ways.replicas?.begin(keepTrying)) ?? false;
    },
    async dropReplicas() {
      await ways.replicas?.drop();
    },
    async settled() {
      await ways.replicas?.copied();
    },
    close() {
      end();
      ways.replicas?.close();
    },
  };
}

export async function readMeta<T>(db: LedgerDb, key: string): Promise<T | null> {
  const row = await db.meta.get(key);
  return row === undefined ? null : (row.value as T);
}
