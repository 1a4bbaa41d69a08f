import { rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { startCheckpointer } from './checkpointer.ts';
import { keepListeners } from './listeners.ts';
import { migrate } from './migrate.ts';
import { keepStatements } from './prepared.ts';
import { type Reads, type Store, StoreTrouble, type Tx, type World } from './store.ts';
import type { Tables } from './tables.ts';

const BUSY_MS = 5000;

/** WAL with `synchronous=FULL`: better-sqlite3's default (NORMAL) loses commits in a power cut. */
function openWriter(file: string): Database.Database {
  const raw = new Database(file, { timeout: BUSY_MS });
  if (file !== ':memory:') raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('foreign_keys = ON');
  raw.pragma('cache_size = -65536');
  raw.pragma('temp_store = MEMORY');
  // A setting that did not take would be found out by the first power cut only.
  const isFull = raw.pragma('synchronous', { simple: true }) === 2;
  const isWal = file === ':memory:' || raw.pragma('journal_mode', { simple: true }) === 'wal';
  if (!isFull || !isWal) {
    raw.close();
    throw new StoreTrouble('broken', new Error('SQLite refused WAL with synchronous=FULL'));
  }
  return raw;
}

function openReader(file: string): Database.Database {
  const raw = new Database(file, { readonly: true, timeout: BUSY_MS });
  raw.pragma('cache_size = -32768');
  return raw;
}

/** Kysely prepares each statement anew, which costs more than most of them take. */
function kyselyOver(raw: Database.Database): Kysely<Tables> {
  const database = { prepare: keepStatements(raw), close: () => raw.close() };
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

/** One file, one writing connection behind a queue, one connection that can only read. */
export async function openSqlite(file: string, world: World): Promise<Store> {
  const writer = openWriter(file);
  const db = kyselyOver(writer);
  await migrate(db, 'sqlite');
  const inMemory = file === ':memory:';
  const reader = inMemory ? writer : openReader(file);
  const reads: Reads = { ...world, engine: 'sqlite', db: kyselyOver(reader), raw: reader };
  const listeners = keepListeners();
  const checkpointer = inMemory ? null : startCheckpointer(file, writer);
  let tail: Promise<unknown> = Promise.resolve();
  let broken: StoreTrouble | null = null;
  const failure = Promise.withResolvers<StoreTrouble>();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  }

  async function transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (broken !== null) throw broken;
    // A raw statement inside a transaction somebody left open would join it and be rolled back.
    if (writer.inTransaction) throw new Error('a transaction was left open');
    const tx: Tx = { ...world, engine: 'sqlite', db, raw: writer, moved: new Map() };
    let hasWaited = false;
    const watch = setImmediate(() => {
      hasWaited = true;
    });
    try {
      writer.exec('begin immediate');
      const value = await work(tx);
      if (hasWaited) throw new Error('a write awaited something other than its transaction');
      writer.exec('commit');
      checkpointer?.afterCommit();
      listeners.tell(tx.moved);
      return value;
    } catch (error) {
      const trouble = troubleOf(error, file);
      if (trouble?.kind === 'broken') {
        broken = trouble;
        failure.resolve(trouble);
      }
      if (writer.inTransaction) writer.exec('rollback');
      throw trouble ?? error;
    } finally {
      clearImmediate(watch);
    }
  }

  /** A page that cannot be read says nothing about the others: the office goes on. */
  async function look<T>(work: (from: Reads) => Promise<T>): Promise<T> {
    try {
      return await work(reads);
    } catch (error) {
      throw troubleOf(error, file) ?? error;
    }
  }

  return {
    engine: 'sqlite',
    write: (work) => inTurn(() => transact(work)),
    // In memory there is one connection: a read waits its turn, or it would see half a write.
    read: (work) => (inMemory ? inTurn(() => look(work)) : look(work)),
    listen: listeners.listen,
    failed: failure.promise,
    async close() {
      await inTurn(async () => undefined);
      await checkpointer?.stop();
      if (!inMemory) reader.close();
      writer.close();
    },
  };
}

function troubleOf(error: unknown, file: string): StoreTrouble | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const { code } = error;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StoreTrouble('busy', error);
  }
  if (code.startsWith('SQLITE_FULL')) return new StoreTrouble('full', error);
  // After a failed fsync nobody knows what the disk holds: no further write until it was reopened.
  const isBroken = ['SQLITE_IOERR', 'SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_READONLY'].some(
    (each) => code.startsWith(each),
  );
  if (!isBroken) return null;
  const isHarmless = !code.includes('FSYNC') && isOnReadOnlyDisk(file);
  return new StoreTrouble(isHarmless ? 'read-only' : 'broken', error);
}

/**
 * Kernels turn a disk in trouble read-only: nothing can be written, so nothing goes wrong by going on.
 * Asked with another file, because closing this one would drop SQLite's locks on it.
 */
function isOnReadOnlyDisk(file: string): boolean {
  const probe = `${file}-probe`;
  try {
    writeFileSync(probe, '');
    rmSync(probe);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EROFS';
  }
}
