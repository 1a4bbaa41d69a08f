import type { Epoch } from '@khop/shared/protocol/push';
import Dexie, { type Table } from 'dexie';
import type { World } from '../world.ts';
import type { Bytes } from './bytes.ts';
import { type LedgerWays, refuseWhenFull } from './ledger.ts';
import { StorageTrouble, storageTroubleOf } from './storage-trouble.ts';

export const CACHE = 'khop-cache';

/** A sealed run of records of one scope. `count` counts records, superseded ones included. */
export type PageRow = {
  id?: number;
  scope: string;
  epoch: Epoch;
  /** Names the bytes to the sealer; never used twice in a scope. */
  place: string;
  count: number;
  receivedAtMs: number;
  sealed: Bytes;
};
export type StoredPage = PageRow & { id: number };

/**
 * How far a scope was read. `reachedAtMs`: when its end was last reached. `stored`: records in all
 * its pages, superseded ones included. `staleIds`: pages of an epoch that ended; they stay until the
 * new one has been read to its end, so that nothing disappears meanwhile.
 */
export type CursorRow = {
  scope: string;
  epoch: Epoch;
  after: number;
  head: number;
  reachedAtMs: number | null;
  stored: number;
  staleIds: number[];
};

type CacheDb = Dexie & {
  pages: Table<PageRow, number>;
  cursors: Table<CursorRow, string>;
};

/**
 * The cache: what the office told. Relaxed durability, because everything in it can be pulled again;
 * a cache that cannot be opened is dropped and begun anew.
 */
export type Cache = {
  cursor(scope: string): Promise<CursorRow | null>;
  cursors(): Promise<CursorRow[]>;
  /**
   * Pages and cursor in one transaction (I9), `dropIds` out of it. Null, and nothing stored, when
   * the cursor is no longer at `from`: another tab was faster.
   */
  store(
    from: CursorRow | null,
    to: CursorRow,
    pages: PageRow[],
    dropIds?: number[],
  ): Promise<StoredPage[] | null>;
  /** Page ids of a scope, the newest first. */
  pageIds(scope: string): Promise<number[]>;
  page(id: number): Promise<StoredPage | null>;
  /** Puts repacked pages in the place of exactly those they were made from. */
  replace(scope: string, ids: number[], pages: PageRow[]): Promise<boolean>;
  /** Drops what lies outside of `scopes`. */
  keepOnly(scopes: ReadonlySet<string>): Promise<void>;
  drop(): Promise<void>;
  close(): void;
};

function makeDb(world: Pick<World, 'indexedDB' | 'IDBKeyRange'>): CacheDb {
  const db = new Dexie(CACHE, {
    indexedDB: world.indexedDB,
    IDBKeyRange: world.IDBKeyRange,
    chromeTransactionDurability: 'relaxed',
    cache: 'disabled',
    // The browser keeps it in one store with the ledger: opened only where there is room for that.
    autoOpen: false,
  });
  db.version(1).stores({ pages: '++id, scope', cursors: 'scope' });
  return db as CacheDb;
}

export function openCache(
  world: Pick<World, 'indexedDB' | 'IDBKeyRange'>,
  ways: LedgerWays = {},
): Cache {
  const make = () => {
    const made = makeDb(world);
    refuseWhenFull(made, ways);
    return made;
  };
  let db = make();
  const attempt = async <T>(work: (db: CacheDb) => PromiseLike<T>): Promise<T> => {
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
    }
  };
  const run = async <T>(work: (db: CacheDb) => PromiseLike<T>): Promise<T> => {
    try {
      return await attempt(work);
    } catch (error) {
      if (!(error instanceof StorageTrouble) || ['quota', 'full'].includes(error.kind)) throw error;
      ways.tear?.();
      db.close();
      db = make();
      return attempt(work);
    }
  };
  const idsOf = (open: CacheDb, scope: string) =>
    open.pages.where('scope').equals(scope).primaryKeys();
  return {
    cursor: (scope) => run(async (open) => (await open.cursors.get(scope)) ?? null),
    cursors: () => run((open) => open.cursors.toArray()),
    store: (from, to, pages, dropIds = []) =>
      run((open) =>
        open.transaction('rw', open.pages, open.cursors, async () => {
          const now = await open.cursors.get(to.scope);
          if (now?.after !== from?.after || now?.epoch !== from?.epoch) return null;
          const ids = await open.pages.bulkAdd(pages, { allKeys: true });
          await open.pages.bulkDelete(dropIds);
          await open.cursors.put(to);
          return pages.map((page, at) => ({ ...page, id: ids[at] ?? 0 }));
        }),
      ),
    pageIds: (scope) => run(async (open) => (await idsOf(open, scope)).toSorted((a, b) => b - a)),
    page: (id) =>
      run(async (open) => {
        const page = await open.pages.get(id);
        return page === undefined ? null : { ...page, id };
      }),
    replace: (scope, ids, pages) =>
      run((open) =>
        open.transaction('rw', open.pages, open.cursors, async () => {
          const now = (await idsOf(open, scope)).toSorted((a, b) => a - b);
          const made = ids.toSorted((a, b) => a - b);
          if (now.length !== made.length || now.some((id, at) => id !== made[at])) return false;
          await open.pages.bulkDelete(ids);
          await open.pages.bulkAdd(pages);
          const stored = pages.reduce((sum, page) => sum + page.count, 0);
          await open.cursors.update(scope, { stored });
          return true;
        }),
      ),
    keepOnly: (scopes) =>
      run((open) =>
        open.transaction('rw', open.pages, open.cursors, async () => {
          for (const scope of await open.cursors.toCollection().primaryKeys()) {
            if (scopes.has(scope)) continue;
            await open.pages.bulkDelete(await idsOf(open, scope));
            await open.cursors.delete(scope);
          }
        }),
      ),
    drop: () =>
      run((open) =>
        open.transaction('rw', open.pages, open.cursors, async () => {
          await open.pages.clear();
          await open.cursors.clear();
        }),
      ),
    close: () => db.close(),
  };
}
