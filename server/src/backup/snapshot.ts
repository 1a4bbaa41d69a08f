import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { BackupTrouble } from './backup-trouble.ts';

type Db = Kysely<Tables>;

/** Reads the office as it was at one moment, while it goes on working. */
export type ReadSnapshot = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

const PAGES_AT_ONCE = 4000;

/** An SQLite office by a connection of its own; a database in WAL mode keeps what a reader began with. */
export function sqliteSnapshot(file: string): ReadSnapshot {
  return async (work) => {
    const raw = new Database(file, { readonly: true, fileMustExist: true });
    try {
      raw.exec('begin');
      return await work(kyselyOver(raw));
    } finally {
      raw.close();
    }
  };
}

export function postgresSnapshot(store: Store): ReadSnapshot {
  return (work) =>
    store.read(({ db }) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((trx) => work(trx)),
    );
}

/** Copies the whole database page by page into a new file, as of one moment. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    // Without an open read every write of the office would make the copy begin anew.
    source.exec('begin; select count(*) from office');
    await source.backup(to, { progress: () => PAGES_AT_ONCE });
  } finally {
    source.close();
  }
  const copy = new Database(to, { fileMustExist: true });
  try {
    // One file without companions: what lies there is all there is.
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** Reads a file that no office has open, after SQLite has looked through every page and index of it. */
export async function readWhole<T>(file: string, work: (db: Db) => Promise<T>): Promise<T> {
  const raw = new Database(file, { readonly: true, fileMustExist: true });
  try {
    raw.pragma('cache_size = -131072');
    const said = raw.pragma('integrity_check(1)', { simple: true });
    if (said !== 'ok') throw notWhole();
    return await work(kyselyOver(raw));
  } catch (error) {
    if (error instanceof Database.SqliteError && /CORRUPT|NOTADB/.test(error.code)) {
      throw notWhole(error);
    }
    throw error;
  } finally {
    raw.close();
  }
}

function notWhole(cause?: unknown): BackupTrouble {
  return new BackupTrouble(
    'unsound',
    "SQLite's integrity check finds the office's database damaged: keep the backups there are and restore the last one.",
    cause,
  );
}

/**
 * Makes sure that no office has the file open, and that the file holds all that was written: leaving
 * the WAL mode needs both.
 */
export function closeWhole(file: string): void {
  const raw = new Database(file, { fileMustExist: true, timeout: 1000 });
  try {
    if (raw.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') throw stillOpen(file);
  } catch (error) {
    const isBusy = error instanceof Database.SqliteError && /BUSY|LOCKED/.test(error.code);
    // What is no database any more is nobody's office; it is moved aside as it is.
    if (error instanceof Database.SqliteError && !isBusy) return;
    throw isBusy ? stillOpen(file, error) : error;
  } finally {
    raw.close();
  }
}

function stillOpen(file: string, cause?: unknown): BackupTrouble {
  return new BackupTrouble('occupied', `An office still runs on ${file}: stop it first.`, cause);
}

function kyselyOver(database: Database.Database): Db {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

/** The name of the last migration, which tells whether rows of this office fit another. */
export async function readSchema(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select max(name) as name from kysely_migration`.execute(db);
  return rows[0]?.name ?? '';
}
