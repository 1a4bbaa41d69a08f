import { expect, type Page } from '@playwright/test';

// What lies in the tablet's own databases, read past the app as whoever took the tablet would.

/** Of the keys and lists on the disk: how many there are of each. */
export type Kept = {
  operators: number;
  /** Entry keys the tablet itself could open. */
  openEntryKeys: number;
  drafts: number;
  entries: number;
  /** Rows of the lists the office told. */
  cached: number;
};

export function keptOn(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const rows = async (database: IDBDatabase, store: string) =>
      done(database.transaction(store).objectStore(store).getAll());
    const ledger = await done(indexedDB.open('khop-ledger'));
    const keys = await done(ledger.transaction('meta').objectStore('meta').getAllKeys());
    const entryKeys = await rows(ledger, 'entryKeys');
    const kept = {
      operators: keys.filter((key) => String(key).startsWith('operator:')).length,
      openEntryKeys: entryKeys.filter(({ forTablet }) => forTablet !== null).length,
      drafts: (await rows(ledger, 'drafts')).length,
      entries: (await rows(ledger, 'entries')).length,
      cached: 0,
    };
    ledger.close();
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (!names.includes('khop-cache')) return kept;
    const cache = await done(indexedDB.open('khop-cache'));
    for (const store of cache.objectStoreNames) kept.cached += (await rows(cache, store)).length;
    cache.close();
    return kept;
  });
}

/**
 * Seven days pass for the tablet's lease, as it would have counted them itself: it writes down how far
 * time has come (`reachedMs`, SPEC L2), and only what is written down there is changed.
 */
export function passLease(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const ledger = await done(indexedDB.open('khop-ledger'));
    const meta = ledger.transaction('meta', 'readwrite').objectStore('meta');
    const row = await done(meta.get('standing'));
    row.value.reachedMs += 7 * 86_400_000;
    await done(meta.put(row));
    ledger.close();
  });
}

/**
 * Until the draft that is being typed is on the disk: a change is written in the moment after it, and
 * no hand takes the page away sooner.
 */
export async function draftIsKept(page: Page): Promise<void> {
  let before: string | null = null;
  await expect
    .poll(
      async () => {
        const now = await readDrafts(page);
        const isStill = now !== '' && now === before;
        before = now;
        return isStill;
      },
      { intervals: [300] },
    )
    .toBe(true);
}

/** Sealed: each write makes other bytes of them. */
function readDrafts(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const ledger = await done(indexedDB.open('khop-ledger'));
    const rows = await done(ledger.transaction('drafts').objectStore('drafts').getAll());
    ledger.close();
    return rows.map(({ sealed }) => new Uint8Array(sealed).join()).join(';');
  });
}
