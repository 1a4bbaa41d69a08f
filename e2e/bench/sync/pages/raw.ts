import { gzip, toBytes } from '@khop/client/data/bytes';
import { docOf, factsOf, textsOf } from '../journal.ts';
import { durabilitySeen } from './watch-idb.ts';

// What the machine gives at best: the same facts without any protocol.

const AT_ONCE = 1000;

function openDb(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('facts', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const bench = {
  /** Milliseconds for `count` documents put one by one in one transaction. */
  async putAll(count: number, durability: IDBTransactionDurability): Promise<number> {
    const docs = [...factsOf({ seed: 1, from: 0, count })].map(docOf);
    const db = await openDb(`raw-${durability}`);
    const start = performance.now();
    const transaction = db.transaction('facts', 'readwrite', { durability });
    const store = transaction.objectStore('facts');
    for (const doc of docs) store.put(doc);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(transaction.error);
    });
    const ms = performance.now() - start;
    db.close();
    return ms;
  },
  /** Milliseconds for the same facts as gzipped JSON to a server that inflates and forgets them. */
  async postAll(count: number, url: string): Promise<number> {
    const texts = [...textsOf(factsOf({ seed: 1, from: 0, count }))];
    const start = performance.now();
    for (let from = 0; from < texts.length; from += AT_ONCE) {
      const body = await gzip(toBytes(JSON.stringify(texts.slice(from, from + AT_ONCE))));
      const reply = await fetch(`${url}/sink`, {
        method: 'POST',
        headers: { 'content-encoding': 'gzip' },
        body,
      });
      await reply.arrayBuffer();
    }
    return performance.now() - start;
  },
  durability: async () => durabilitySeen(),
};
export type RawPage = typeof bench;

Object.assign(window, { bench });
