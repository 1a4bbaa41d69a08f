import type { Fact } from '@khop/shared/entry';
import PouchDB, { type Change, type Sync } from 'pouchdb';
import { docOf, doseFact, factsOf } from '../journal.ts';
import { makeNameIndex } from './name-index.ts';
import { HERE, type PeerPage, STORE_IS_EMPTY, type Where } from './peer-page.ts';
import { durabilitySeen } from './watch-idb.ts';

type Kept = { _id: string; kind: string; body: unknown };

// 100 is PouchDB's default; 1,000 is what it is fastest with here, so it gets that.
const HOW = { batch_size: 1000, batches_limit: 10 };

let local: PouchDB;
let remote: PouchDB;
let where: Where;
let index = makeNameIndex();
let sync: Sync | null = null;
const heard: ((change: Change) => void)[] = [];

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function pouchDoc(fact: Fact) {
  const { id, ...doc } = docOf(fact);
  return { _id: id, ...doc };
}

async function fillIndex(): Promise<void> {
  index = makeNameIndex();
  const { rows } = await local.allDocs<Kept>({ include_docs: true });
  index.add(rows.map(({ doc }) => ({ id: doc._id, kind: doc.kind, body: doc.body })));
}

/** Until replication says that this document went that way. */
function moved(direction: Change['direction'], id: string): Promise<void> {
  return new Promise((resolve) => {
    const hear = ({ direction: way, change }: Change) => {
      if (way !== direction || !change.docs.some((doc) => doc._id === id)) return;
      heard.splice(heard.indexOf(hear), 1);
      resolve();
    };
    heard.push(hear);
  });
}

const bench: PeerPage = {
  async setup(at) {
    where = at;
    local = new PouchDB('tablet');
    remote = new PouchDB(`${where.url}/db/tablet`);
    await Promise.all([local.info(), remote.info()]);
  },
  async reset(at) {
    await local.destroy();
    await bench.setup(at);
  },
  async fill(seed, from, count) {
    const docs = [...factsOf({ seed, from, count })].map(pouchDoc);
    for (let at = 0; at < docs.length; at += 1000) await local.bulkDocs(docs.slice(at, at + 1000));
  },
  async push() {
    const start = performance.now();
    const { errors } = await local.replicate.to(remote, HOW);
    if (errors.length > 0) throw new Error('PouchDB could not push');
    return performance.now() - start;
  },
  async pull(probe) {
    const start = performance.now();
    await local.replicate.from(remote, HOW);
    const durable = performance.now();
    await fillIndex();
    if (index.find(probe, 10).length === 0) throw new Error('the last person cannot be found');
    const searchable = performance.now();
    return {
      durableMs: durable - start,
      searchableMs: searchable - start,
      persons: index.size(),
    };
  },
  async live() {
    sync = local.sync(remote, { live: true, retry: true, ...HOW });
    sync.on('change', (change) => {
      for (const hear of [...heard]) hear(change);
    });
    await new Promise<void>((resolve) => sync?.on('paused', resolve));
    await rest(500);
  },
  async up(seed, count) {
    const savedMs: number[] = [];
    const sentMs: number[] = [];
    for (let nth = 0; nth < count; nth++) {
      const doc = pouchDoc(doseFact(seed, nth, HERE));
      const gone = moved('push', doc._id);
      const start = performance.now();
      await local.put(doc);
      const saved = performance.now();
      await gone;
      sentMs.push(performance.now() - saved);
      savedMs.push(saved - start);
      await rest(320);
    }
    return { savedMs, sentMs };
  },
  async down(seed, count) {
    const afterAckMs: number[] = [];
    const wholeMs: number[] = [];
    for (let nth = 0; nth < count; nth++) {
      const doc = pouchDoc(doseFact(seed, nth, HERE));
      let seenAt = 0;
      const seen = moved('pull', doc._id).then(() => {
        seenAt = performance.now();
      });
      const body = JSON.stringify(doc);
      const headers = { 'content-type': 'application/json' };
      const start = performance.now();
      const reply = await fetch(`${where.url}/db/tablet/${doc._id}`, {
        method: 'PUT',
        headers,
        body,
      });
      if (!reply.ok) throw new Error(`PouchDB's server refused: ${reply.status}`);
      await reply.arrayBuffer();
      const acked = performance.now();
      await seen;
      afterAckMs.push(Math.max(0, seenAt - acked));
      wholeMs.push(seenAt - start);
      await rest(320);
    }
    return { afterAckMs, wholeMs };
  },
  async save(seed, count) {
    const ms: number[] = [];
    for (let nth = 0; nth < count; nth++) {
      const doc = pouchDoc(doseFact(seed, nth, HERE));
      const start = performance.now();
      await local.put(doc);
      ms.push(performance.now() - start);
      window.saved?.(nth + 1);
    }
    return ms;
  },
  async search(queries) {
    const ms: number[] = [];
    const found: number[] = [];
    for (const query of queries) {
      const start = performance.now();
      const ids = index.find(query, 20);
      ms.push(performance.now() - start);
      found.push(ids.length);
    }
    return { ms, found };
  },
  async cold(at, probe) {
    where = at;
    local = new PouchDB('tablet');
    await local.info();
    const openMs = performance.now();
    const { rows } = await local.allDocs<Kept>({ include_docs: true, limit: 1 });
    if (rows[0]?.doc === undefined) throw new Error(STORE_IS_EMPTY);
    const firstMs = performance.now();
    await fillIndex();
    if (index.find(probe, 10).length === 0) throw new Error('not found');
    return { openMs, unlockedMs: openMs, firstMs, searchableMs: performance.now() };
  },
  count: async () => (await local.info()).doc_count,
  durability: async () => durabilitySeen(),
};

Object.assign(window, { bench });
