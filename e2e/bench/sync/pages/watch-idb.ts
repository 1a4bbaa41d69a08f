import { browserBuckets } from '@khop/client/buckets';

// What the page's own IndexedDB transactions asked for, as the browser understood it.

const seen = new Map<string, Set<string>>();
const begin = IDBDatabase.prototype.transaction;

IDBDatabase.prototype.transaction = function (...args) {
  const transaction = begin.apply(this, args);
  if (transaction.mode === 'readwrite') {
    const all = seen.get(this.name) ?? new Set();
    seen.set(this.name, all.add(transaction.durability));
  }
  return transaction;
};

export function durabilitySeen(): Record<string, string[]> {
  return Object.fromEntries([...seen].map(([name, all]) => [name, [...all].sort()]));
}

/** Calls when a transaction that put such a row into a store has completed. */
export function onPut(store: string, isIt: (row: unknown) => boolean, done: () => void): void {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...args) {
    if (this.name === store && isIt(args[0])) {
      this.transaction.addEventListener('complete', done);
    }
    return put.apply(this, args);
  };
}

export async function dropDatabases(): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name ?? '');
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error(`${name} is still open`));
    });
  }
  // A replica would give the ledger back what was dropped.
  const buckets = browserBuckets();
  for (const name of (await buckets?.names()) ?? []) await buckets?.drop(name);
  localStorage.clear();
}
