import { chainHash, digestOf, genesisHash, readEntry } from '@khop/shared/entry';
import { IDBDatabase } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { makeDisk } from '../sample-world.ts';
import { NEVER_SYNCED } from './device.ts';
import {
  acknowledge,
  append,
  findJournal,
  freeBodies,
  readJournals,
  readOwnBodies,
  readWaiting,
} from './entries.ts';
import { makeOpenBody } from './entry-key.ts';
import { readEntryKeys } from './entry-keys.ts';
import { installBreakable, sampleFact, sampleLedger } from './sample-ledger.ts';

const NOON = Date.parse('2026-11-21T05:00:00.000Z');
const storage = installBreakable();
afterEach(() => {
  storage.fails = () => null;
});

async function whole({ ledger, keys }: Awaited<ReturnType<typeof sampleLedger>>) {
  const journal = await ledger.run(findJournal);
  if (journal === null) throw new Error('no journal');
  const rows = await ledger.run((db) => db.entries.orderBy('[journal+seq]').toArray());
  const bodies = await readOwnBodies(ledger, journal, 1, 10_000);
  const openBody = makeOpenBody(crypto.subtle, keys.sealer, await readEntryKeys(ledger));
  const opened = await Promise.all(bodies.map(openBody));
  const texts = opened.map((text) => text ?? '');
  return { journal, rows, texts };
}

test('[E3] entries are dense, chained, and opened again as the bytes that were hashed', async () => {
  const all = await sampleLedger();
  for (let at = 0; at < 5; at++) {
    await append(all.ledger, all.pen, sampleFact(all.random, NOON + at));
  }
  const { journal, rows, texts } = await whole(all);
  let hash = genesisHash(journal.journal);
  for (const [index, text] of texts.entries()) {
    const row = rows[index];
    if (row === undefined) throw new Error('a text without its row');
    hash = chainHash(hash, digestOf(text), row);
    expect(row).toMatchObject({ seq: index + 1, hash });
    expect(readEntry(text, row)).toMatchObject({ entry: { seq: index + 1 } });
  }
  expect(journal).toMatchObject({ head: 5, headHash: hash });
});

test('[I4] tabs that record at the same time never take one seq, and lose nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 24 }),
      async (turns) => {
        const disk = makeDisk();
        const first = await sampleLedger(disk, 1);
        const tabs = [
          first,
          ...(await Promise.all([2, 3, 4].map((seed) => sampleLedger(disk, seed)))),
        ];
        const facts = await Promise.all(
          turns.map(async (turn, at) => {
            const tab = tabs[turn] ?? first;
            const fact = sampleFact(tab.random, NOON + at);
            await append(tab.ledger, tab.pen, fact);
            return fact.id;
          }),
        );
        const { rows, texts, journal } = await whole(first);
        expect(rows.map((row) => row.seq)).toEqual(turns.map((_, at) => at + 1));
        expect(rows.map((row) => row.id).toSorted()).toEqual(facts.toSorted());
        let hash = genesisHash(journal.journal);
        for (const [index, text] of texts.entries())
          hash = chainHash(hash, digestOf(text), rows[index] ?? null);
        expect(journal.headHash).toBe(hash);
      },
    ),
    { numRuns: 25 },
  );
});

test.each([
  ['QuotaExceededError', 'quota'],
  ['UnknownError', 'unknown'],
  ['AbortError', 'unknown'],
  ['InvalidStateError', 'closed'],
])(
  '[I1] a write that ends with %s is trouble (%s), never success, and leaves nothing half',
  async (name, kind) => {
    const all = await sampleLedger();
    await append(all.ledger, all.pen, sampleFact(all.random, NOON));
    storage.fails = (stores) => (stores.includes('bodies') ? name : null);
    const failing = append(all.ledger, all.pen, sampleFact(all.random, NOON + 1));
    await expect(failing).rejects.toMatchObject({ name: 'StorageTrouble', kind });
    storage.fails = () => null;
    const after = await whole(all);
    expect(after.texts).toHaveLength(1);
    expect(after.journal.head).toBe(1);
    await append(all.ledger, all.pen, sampleFact(all.random, NOON + 2));
    expect((await whole(all)).journal.head).toBe(2);
  },
);

test('[I1] a dead handle is opened again and the write made once', async () => {
  const all = await sampleLedger();
  let left = 1;
  storage.fails = (stores) => (stores.includes('bodies') && left-- > 0 ? 'UnknownError' : null);
  await append(all.ledger, all.pen, sampleFact(all.random, NOON));
  expect((await whole(all)).rows).toHaveLength(1);
});

test('[I1] a write that did happen though it was reported lost is not made twice', async () => {
  const all = await sampleLedger();
  const run = all.ledger.run;
  let isFirst = true;
  // The transaction commits; the answer is lost with the handle; the work is run again.
  const lossy: typeof run = (work) =>
    run(async (db) => {
      const result = await work(db);
      if (result !== 'kept' || !isFirst) return result;
      isFirst = false;
      return work(db);
    });
  await append({ ...all.ledger, run: lossy }, all.pen, sampleFact(all.random, NOON));
  expect((await whole(all)).rows).toHaveLength(1);
});

test('[I1] the ledger writes with strict durability', async () => {
  const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const all = await sampleLedger();
  await append(all.ledger, all.pen, sampleFact(all.random, NOON));
  const writes = asked.mock.calls.filter((call) => call[1] === 'readwrite');
  asked.mockRestore();
  expect(writes.length).toBeGreaterThan(0);
  for (const call of writes) expect(call[2]).toEqual({ durability: 'strict' });
});

test('[I14] only bodies that are safe, acknowledged and 30 days old are ever freed', async () => {
  const day = 86_400_000;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        safe: fc.integer({ min: 0, max: 8 }),
        head: fc.integer({ min: 0, max: 8 }),
        ages: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 8, maxLength: 8 }),
        bad: fc.integer({ min: 1, max: 8 }),
      }),
      async ({ safe, head, ages, bad }) => {
        const all = await sampleLedger();
        for (const age of ages) {
          await append(all.ledger, all.pen, sampleFact(all.random, NOON - age * day));
        }
        const { journal } = (await whole(all)).journal;
        const refused = [{ seq: bad, problem: 'bad-body' as const }];
        // That the office holds more by somebody else is nothing to this tablet.
        const said = { compared: head, head: head + 1, headHash: 'another', safe, refused };
        await acknowledge(all.ledger, journal, said, NEVER_SYNCED);
        await freeBodies(all.ledger, NOON);
        const left = await all.ledger.run((db) => db.bodies.toArray());
        const mayGo = (seq: number) =>
          seq <= safe && seq <= head && (ages[seq - 1] ?? 0) > 30 && seq !== bad;
        const expected = ages.map((_, at) => at + 1).filter((seq) => !mayGo(seq));
        expect(left.map((body) => body.seq)).toEqual(expected);
        expect(await all.ledger.run((db) => db.entries.count())).toBe(8);
        const waiting = await all.ledger.run(async (db) => readWaiting(db, await readJournals(db)));
        expect(waiting.map((row) => row.seq)).toEqual(
          ages.map((_, at) => at + 1).filter((seq) => seq > head),
        );
      },
    ),
    { numRuns: 30 },
  );
});
