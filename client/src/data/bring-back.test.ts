import { genesisHash } from '@khop/shared/entry';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeDisk, makeSampleWorld } from '../sample-world.ts';
import { bringBack } from './bring-back.ts';
import { NEVER_SYNCED } from './device.ts';
import { acknowledge, append, findJournal, lastOf, newJournal, readWaiting } from './entries.ts';
import { type LedgerDb, makeLedgerDb } from './ledger.ts';
import { continueInNextJournal } from './next-journal.ts';
import { makeReplicas } from './replicas.ts';
import { imageOf, sampleFact, sampleLedger } from './sample-ledger.ts';

const NOON = Date.parse('2026-11-21T05:00:00.000Z');

/** A ledger on a browser with other stores, its replica not begun yet. */
async function openReplicated() {
  const disk = { ...makeDisk(), buckets: new Map<string, IDBFactory>() };
  const world = makeSampleWorld({ disk, fetch: () => Promise.reject(new Error('no network')) });
  const buckets = world.storage.buckets;
  if (buckets === undefined) throw new Error('a world without buckets');
  const replicas = makeReplicas(world, buckets, async () => true);
  const all = await sampleLedger(disk, 1, { replicas });
  await all.ledger.run((db) => db.meta.put({ key: 'device', value: 'this one' }));
  return { ...all, disk };
}
type Replicated = Awaited<ReturnType<typeof openReplicated>>;

const deeds = {
  async saves({ ledger, pen, random }: Replicated, at: number) {
    await append(ledger, pen, sampleFact(random, NOON + at));
  },
  /** The office acknowledges all but `left`. */
  async sends({ ledger }: Replicated, left: number) {
    const journal = await ledger.run(findJournal);
    if (journal === null) throw new Error('no journal');
    const head = Math.max(journal.acked, journal.head - left);
    const row = await ledger.run((db) => db.entries.get([journal.journal, head]));
    const headHash = row?.hash ?? genesisHash(journal.journal);
    const said = { compared: head, head, headHash, safe: Math.max(0, head - 1), refused: [] };
    await acknowledge(ledger, journal.journal, said, NEVER_SYNCED);
  },
  async forks({ ledger, random }: Replicated, at: number) {
    const journal = await ledger.run(findJournal);
    if (journal === null || journal.acked >= lastOf(journal)) return;
    const closing = { journal: journal.journal, from: journal.acked + 1, leave: null };
    await continueInNextJournal(ledger, random, NOON + at, closing);
  },
};
const deed = fc.tuple(
  fc.constantFrom<keyof typeof deeds>('saves', 'saves', 'saves', 'sends', 'forks'),
  fc.nat(2),
);

/** What waits to be sent, in its order, and that each has its body and the key to it. */
async function waitingIn(db: LedgerDb): Promise<string[]> {
  const journals = (await db.journals.toArray()).toSorted((a, b) =>
    a.journal < b.journal ? -1 : 1,
  );
  const rows = await readWaiting(db, journals);
  for (const { journal, seq } of rows) {
    const body = await db.bodies.get([journal, seq]);
    expect(await db.entryKeys.get(body?.entryKey ?? '')).toBeDefined();
  }
  expect(journals.filter(({ forkedAt }) => forkedAt === null)).toHaveLength(1);
  return rows.map(({ journal, seq, id }) => `${journal}/${seq}/${id}`);
}

async function journalsIn(db: LedgerDb) {
  const journals = await db.journals.toArray();
  return journals.map(({ journal, head, headHash, forkedAt }) => ({
    journal,
    head,
    headHash,
    forkedAt,
  }));
}

async function open(indexedDB: IDBFactory): Promise<LedgerDb> {
  const db = makeLedgerDb({ indexedDB, IDBKeyRange });
  await db.open();
  return db;
}

test('[I1] whatever a ledger falls back to, or if nothing is left: what waits comes back, at its place', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { maxLength: 8 }),
      fc.array(deed, { minLength: 1, maxLength: 12 }),
      fc.nat(12),
      async (before, after, fallsTo) => {
        const all = await openReplicated();
        let at = 0;
        const does = ([name, nth]: [keyof typeof deeds, number]) =>
          deeds[name](all, name === 'sends' ? nth : at++);
        for (const each of before) await does(each);
        expect(await all.ledger.replicate()).toBe(true);
        let image = await imageOf(all.disk.indexedDB);
        for (const [nth, each] of after.entries()) {
          if (nth === fallsTo) image = await imageOf(all.disk.indexedDB);
          await does(each);
        }
        await all.ledger.settled();
        const waiting = await all.ledger.run(waitingIn);
        const journals = await all.ledger.run(journalsIn);
        const [bucket] = all.disk.buckets.values();
        if (bucket === undefined) throw new Error('no replica');
        const replica = await open(bucket);
        for (const left of [image, new IDBFactory()]) {
          const ledger = await open(left);
          await bringBack(replica, ledger);
          // What the office had acknowledged by then may wait once more: it takes nothing twice.
          expect(await waitingIn(ledger)).toEqual(expect.arrayContaining(waiting));
          expect(await journalsIn(ledger)).toEqual(journals);
          expect(await bringBack(replica, ledger)).toBe(0);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('[I1] a tablet that was enrolled anew before its replica could be read goes on in its new journal', async () => {
  const all = await openReplicated();
  await all.ledger.replicate();
  await deeds.saves(all, 0);
  const old = await all.ledger.run(findJournal);
  const [bucket] = all.disk.buckets.values();
  const ledger = await open(new IDBFactory());
  await ledger.meta.put({ key: 'device', value: 'another' });
  await ledger.journals.put(newJournal('f'.repeat(32), NOON));
  expect(await bringBack(await open(bucket ?? new IDBFactory()), ledger)).toBe(1);
  expect(await findJournal(ledger)).toMatchObject({ journal: 'f'.repeat(32) });
  expect(await readWaiting(ledger, await ledger.journals.toArray())).toHaveLength(1);
  expect(await ledger.journals.get(old?.journal ?? '')).toMatchObject({ head: 1, forkedAt: 2 });
  expect((await ledger.meta.get('device'))?.value).toBe('another');
});
