import { browserBuckets } from '@khop/client/buckets';
import { gunzip, gzip, toBytes, toText } from '@khop/client/data/bytes';
import type { Fact } from '@khop/shared/entry';
import { docOf, factsOf, textsOf } from '../journal.ts';
import { makeNameIndex } from './name-index.ts';
import { durabilitySeen } from './watch-idb.ts';

// What the machine gives at best: the same facts without any protocol.

const AT_ONCE = 1000;
const REST_MS = 320;

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function openDb(name: string, factory = indexedDB): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('facts', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function putOne(
  db: IDBDatabase,
  row: unknown,
  durability: IDBTransactionDurability,
): Promise<void> {
  const transaction = db.transaction('facts', 'readwrite', { durability });
  transaction.objectStore('facts').put(row);
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = () => reject(transaction.error);
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
  /**
   * Milliseconds for pages of persons: each fetched, parsed, and put as it came (relaxed).
   * `isFound`: and each person in the index that the peers are given, so that a name finds them.
   */
  async pullAll(pages: number, url: string, isFound: boolean): Promise<number> {
    const db = await openDb(isFound ? 'raw-found' : 'raw-pages');
    const index = makeNameIndex();
    const start = performance.now();
    for (let nth = 0; nth < pages; nth++) {
      const reply = await fetch(`${url}/pages?nth=${nth}`);
      const page = new Uint8Array(await reply.arrayBuffer());
      const persons = JSON.parse(toText(await gunzip(page))) as { id: string; identity: unknown }[];
      if (persons.length === 0) throw new Error('an empty page');
      if (isFound) {
        const kind = 'person';
        index.add(persons.map(({ id, identity }) => ({ id, kind, body: { identity } })));
      }
      await putOne(db, { id: nth, page }, 'relaxed');
    }
    const ms = performance.now() - start;
    if (isFound && index.find('nguyen', 1).length === 0) throw new Error('nobody is found');
    db.close();
    return ms;
  },
  /** Milliseconds of single acts, each after a rest as between two changes of W3. */
  async rested(count: number, url: string): Promise<{ postMs: number[]; strictMs: number[] }> {
    const doc = docOf([...factsOf({ seed: 1, from: 0, count: 1 })][0] as Fact);
    const body = await gzip(crypto.getRandomValues(new Uint8Array(500)));
    const db = await openDb('raw-rested');
    const postMs: number[] = [];
    const strictMs: number[] = [];
    for (let nth = 0; nth < count; nth++) {
      await rest(REST_MS);
      const start = performance.now();
      const headers = { 'content-encoding': 'gzip' };
      await (await fetch(`${url}/sink`, { method: 'POST', headers, body })).arrayBuffer();
      postMs.push(performance.now() - start);
      await rest(REST_MS);
      const began = performance.now();
      await putOne(db, doc, 'strict');
      strictMs.push(performance.now() - began);
    }
    db.close();
    return { postMs, strictMs };
  },
  /** Milliseconds of each of many saves in a row: a strict row here, then one in a store of its own. */
  async twice(count: number): Promise<{ onceMs: number[]; twiceMs: number[] }> {
    const doc = docOf([...factsOf({ seed: 1, from: 0, count: 1 })][0] as Fact);
    const other = await browserBuckets()?.open('raw');
    if (other === undefined) throw new Error('a browser without buckets');
    const dbs = [await openDb('raw-once'), await openDb('raw-twice', other)];
    const onceMs: number[] = [];
    const twiceMs: number[] = [];
    for (let nth = 0; nth < count; nth++) {
      const start = performance.now();
      for (const db of dbs) {
        await putOne(db, doc, 'strict');
        (db === dbs[0] ? onceMs : twiceMs).push(performance.now() - start);
      }
    }
    for (const db of dbs) db.close();
    return { onceMs, twiceMs };
  },
  durability: async () => durabilitySeen(),
};
export type RawPage = typeof bench;

Object.assign(window, { bench });
