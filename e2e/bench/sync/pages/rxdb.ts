import { gzip, toBytes } from '@khop/client/data/bytes';
import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { Subject } from 'rxjs';
import { docOf, doseFact, type FactDoc, factsOf } from '../journal.ts';
import { makeNameIndex } from './name-index.ts';
import { HERE, type PeerPage, STORE_IS_EMPTY, type Where } from './peer-page.ts';
import { durabilitySeen } from './watch-idb.ts';

type Point = { seq: number };
type Row = { newDocumentState: FactDoc; assumedMasterState?: FactDoc };
type Told = { documents: (FactDoc & { _deleted: boolean })[]; checkpoint: Point };

const SCHEMA = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    kind: { type: 'string' },
    operator: { type: 'string' },
    recordedAt: { type: 'string' },
    subject: { type: 'string' },
    body: { type: 'object', additionalProperties: true },
  },
  required: ['id', 'kind', 'body'],
} as const;
const BATCH = 1000;

let where: Where;
let db: RxDatabase;
let facts: RxCollection<FactDoc>;
let index = makeNameIndex();
let replication: RxReplicationState<FactDoc, Point> | null = null;
let stream: EventSource | null = null;

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function open(): Promise<void> {
  db = await createRxDatabase({
    name: 'tablet',
    storage: getRxStorageDexie(),
    multiInstance: false,
  });
  facts = (await db.addCollections({ facts: { schema: SCHEMA } })).facts as RxCollection<FactDoc>;
}

async function send(rows: readonly Row[]): Promise<FactDoc[]> {
  const body = toBytes(JSON.stringify(rows));
  const isZipped = body.length >= 1024;
  const reply = await fetch(`${where.url}/rx/push`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
    },
    body: isZipped ? await gzip(body) : body,
  });
  if (!reply.ok) throw new Error(`RxDB's server refused: ${reply.status}`);
  return (await reply.json()) as FactDoc[];
}

async function ask(point: Point | undefined, limit: number): Promise<Told> {
  const reply = await fetch(`${where.url}/rx/pull?after=${point?.seq ?? 0}&limit=${limit}`);
  return (await reply.json()) as Told;
}

/** Both ways or one, once or for ever, by RxDB's own replication protocol. */
function replicate(ways: { push: boolean; pull: boolean; isLive: boolean }) {
  const told = new Subject<Told | 'RESYNC'>();
  if (ways.isLive) {
    stream = new EventSource(`${where.url}/rx/stream`);
    stream.onmessage = ({ data }) => told.next(JSON.parse(data) as Told | 'RESYNC');
  }
  return replicateRxCollection<FactDoc, Point>({
    collection: facts,
    replicationIdentifier: 'tablet',
    live: ways.isLive,
    waitForLeadership: false,
    ...(ways.push
      ? { push: { batchSize: BATCH, handler: (rows: unknown) => send(rows as Row[]) as never } }
      : {}),
    ...(ways.pull
      ? {
          pull: {
            batchSize: BATCH,
            handler: (point: Point | undefined, limit: number) => ask(point, limit) as never,
            ...(ways.isLive ? { stream$: told.asObservable() as never } : {}),
          },
        }
      : {}),
  });
}

async function once(ways: { push: boolean; pull: boolean }): Promise<void> {
  const run = replicate({ ...ways, isLive: false });
  const failed = new Promise<never>((_, reject) => run.error$.subscribe(reject));
  await Promise.race([run.awaitInitialReplication(), failed]);
  await run.cancel();
}

async function fillIndex(): Promise<void> {
  index = makeNameIndex();
  index.add(await facts.find().exec());
}

const bench: PeerPage = {
  async setup(at) {
    where = at;
    await open();
  },
  async reset(at) {
    await db.remove();
    await bench.setup(at);
  },
  async fill(seed, from, count) {
    const docs = [...factsOf({ seed, from, count })].map(docOf);
    for (let at = 0; at < docs.length; at += BATCH) {
      await facts.bulkInsert(docs.slice(at, at + BATCH));
    }
  },
  async push() {
    const start = performance.now();
    await once({ push: true, pull: false });
    return performance.now() - start;
  },
  async pull(probe) {
    const start = performance.now();
    await once({ push: false, pull: true });
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
    replication = replicate({ push: true, pull: true, isLive: true });
    await replication.awaitInSync();
    await rest(500);
  },
  async up(seed, count) {
    const savedMs: number[] = [];
    const sentMs: number[] = [];
    for (let nth = 0; nth < count; nth++) {
      const doc = docOf(doseFact(seed, nth, HERE));
      const gone = new Promise<void>((resolve) => {
        const heard = replication?.sent$.subscribe((sent) => {
          if (sent.id !== doc.id) return;
          heard?.unsubscribe();
          resolve();
        });
      });
      const start = performance.now();
      await facts.insert(doc);
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
      const doc = docOf(doseFact(seed, nth, HERE));
      let seenAt = 0;
      const seen = new Promise<void>((resolve) => {
        const heard = facts.$.subscribe((event) => {
          if (event.documentId !== doc.id) return;
          heard.unsubscribe();
          seenAt = performance.now();
          resolve();
        });
      });
      const start = performance.now();
      await send([{ newDocumentState: { ...doc, _deleted: false } as FactDoc }]);
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
      const doc = docOf(doseFact(seed, nth, HERE));
      const start = performance.now();
      await facts.insert(doc);
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
    await open();
    const openMs = performance.now();
    const first = await facts.find({ limit: 1 }).exec();
    if (first.length === 0) throw new Error(STORE_IS_EMPTY);
    const firstMs = performance.now();
    await fillIndex();
    if (index.find(probe, 10).length === 0) throw new Error('not found');
    return { openMs, unlockedMs: openMs, firstMs, searchableMs: performance.now() };
  },
  count: () => facts.count().exec(),
  durability: async () => durabilitySeen(),
};

Object.assign(window, { bench });
