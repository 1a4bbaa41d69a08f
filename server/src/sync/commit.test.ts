import { sampleJournal, seededRandom } from '@khop/shared/sample';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import { type Store, StoreTrouble } from '../store/store.ts';
import { groupCommit } from './commit.ts';
import type { PushOutcome } from './push.ts';
import { addPerson, samplePush } from './sample-push.ts';

function countCommits(store: Store): Store & { commits(): number } {
  let commits = 0;
  return {
    ...store,
    commits: () => commits,
    write(work) {
      commits += 1;
      return store.write(work);
    },
  };
}

function headOf(store: Store, journal: string) {
  return store.read(({ db }) =>
    db.selectFrom('journal').select(['head', 'state']).where('id', '=', journal).executeTakeFirst(),
  );
}

function statusOf(outcome: PushOutcome | undefined) {
  return outcome?.status;
}

describe('group commit', () => {
  let stores: StoreMaker;
  beforeAll(async () => {
    stores = await makeStores('sqlite');
  });
  afterAll(() => stores.stop());

  test('[S2] pushes that arrive together share one transaction', async () => {
    const store = countCommits(await stores.open());
    const committer = groupCommit(store);
    const tablets = Array.from({ length: 64 }, (_, index) => sampleJournal(index + 1));
    for (const [index, tablet] of tablets.entries()) addPerson(tablet, index);
    const outcomes = await Promise.all(tablets.map((each) => committer.push(samplePush(each))));
    expect(new Set(outcomes.map(statusOf))).toEqual(new Set(['stored']));
    expect(store.commits()).toBe(1);
  });

  test('[I2] a reply is told only after the commit, to all of the batch or to none', async () => {
    const store = await stores.open();
    const told: string[] = [];
    const watched: Store = {
      ...store,
      async write(work) {
        const value = await store.write(work);
        told.push('committed');
        return value;
      },
    };
    const committer = groupCommit(watched);
    const tablets = [1, 2, 3].map((seed) => sampleJournal(seed));
    for (const [index, tablet] of tablets.entries()) addPerson(tablet, index);
    await Promise.all(
      tablets.map(async (tablet) => {
        await committer.push(samplePush(tablet));
        told.push((await headOf(store, tablet.journal))?.head === 2 ? 'durable' : 'early');
      }),
    );
    expect(told).toEqual(['committed', 'durable', 'durable', 'durable']);
  });

  test('[I2] a commit that fails is never told as success', async () => {
    const store = await stores.open();
    const failing: Store = {
      ...store,
      async write(work) {
        await store.write(async (tx) => {
          await work(tx);
          throw new StoreTrouble('full', new Error('planned'));
        });
        throw new Error('unreachable');
      },
    };
    const tablets = [1, 2].map((seed) => sampleJournal(seed));
    for (const [index, tablet] of tablets.entries()) addPerson(tablet, index);
    const committer = groupCommit(failing);
    const results = await Promise.allSettled(
      tablets.map((each) => committer.push(samplePush(each))),
    );
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await headOf(store, tablets[0]?.journal ?? '')).toBeUndefined();
  });

  test('[I7] a push that breaks the transaction never fails its neighbours', async () => {
    const store = await stores.open();
    const tablets = [1, 2, 3].map((seed) => sampleJournal(seed));
    for (const [index, tablet] of tablets.entries()) addPerson(tablet, index);
    const [first, second, third] = tablets.map((each) => samplePush(each));
    if (!first || !second || !third) throw new Error('three pushes were made');
    // A row no table takes: stands for a bug, which no input should be able to reach.
    const broken = second.arrivals.map((each) => ({ ...each, row: { ...each.row, text: null } }));
    const poisoned = { ...second, arrivals: broken as unknown as typeof second.arrivals };
    const committer = groupCommit(store);
    const results = await Promise.allSettled([first, poisoned, third].map(committer.push));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await headOf(store, third.journal))?.head).toBe(2);
    expect(await headOf(store, second.journal)).toBeUndefined();
  });

  test('[I4][I5] 1,000 ways to repeat, split, reorder and cut keep a gapless prefix of the journals', async () => {
    // In memory: what is tried here is the deciding, a thousand times; durability has its own tests.
    const store = await openStore(':memory:', { clock: handClock(), random: seededRandom(1) });
    const committer = groupCommit(store);
    let serial = 0;
    let persons = 0;
    const request = fc.record({
      tablet: fc.nat(2),
      from: fc.integer({ min: 1, max: 12 }),
      length: fc.integer({ min: 0, max: 12 }),
      waits: fc.boolean(),
    });
    const once = { tablet: 0, from: 1, length: 1, waits: false };
    const plan = fc.array(request, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(plan, async (requests) => {
        serial += 3;
        const tablets = [0, 1, 2].map((index) => sampleJournal(1000 * serial + index));
        for (const tablet of tablets) {
          for (let nth = 0; nth < 6; nth++) {
            persons += 1;
            addPerson(tablet, persons);
          }
        }
        const expected = [0, 0, 0];
        const running: Promise<unknown>[] = [];
        for (const { tablet: index, from, length, waits } of requests) {
          const tablet = tablets[index] ?? sampleJournal(0);
          const to = Math.min(from + length - 1, 12);
          const head = expected[index] ?? 0;
          const isGap = from > head + 1;
          if (!isGap) expected[index] = Math.max(head, to);
          const pushed = committer.push(samplePush(tablet, { from, to })).then((outcome) => {
            if (outcome.status === 'refused') throw new Error(outcome.code);
            expect(outcome.status).toBe(isGap ? 'gap' : 'stored');
            expect(outcome.reply.headHash).toBe(hashAt(tablet, outcome.reply.head));
          });
          running.push(pushed);
          if (waits) await pushed;
        }
        await Promise.all(running);
        for (const [index, tablet] of tablets.entries()) {
          const stored = await store.read(({ db }) =>
            db
              .selectFrom('entry')
              .select(['seq', 'hash'])
              .where('journal', '=', tablet.journal)
              .orderBy('seq')
              .execute(),
          );
          const sent = tablet.entries.slice(0, expected[index]);
          expect(stored).toEqual(sent.map(({ hash }, at) => ({ seq: at + 1, hash })));
        }
      }),
      {
        numRuns: 1000,
        // Found once: one push twice in one transaction looked like a fork.
        examples: [[[once, once]]],
      },
    );
    await store.close();
  }, 120_000);
});

function hashAt(tablet: ReturnType<typeof sampleJournal>, seq: number): string {
  const before = samplePush(tablet, { from: 1, to: 0 }).prevHash;
  return seq === 0 ? before : (tablet.entries[seq - 1]?.hash ?? '');
}
