import { genesisHash } from '@khop/shared/entry';
import { sampleDose, sampleJournal } from '@khop/shared/sample';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getOffice } from '../store/epochs.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import { acceptPushes } from './push.ts';
import {
  acceptOne,
  addPerson,
  addText,
  readEntries,
  readJobs,
  readPerson,
  replyOf,
  republish,
  samplePush,
} from './sample-push.ts';

describe.each(['sqlite', 'postgres'] as const)('a push to an office on %s', (engine) => {
  let stores: StoreMaker;
  beforeAll(async () => {
    stores = await makeStores(engine);
  });
  afterAll(() => stores.stop());

  test('[S1] entries are stored, folded, and asked about; the reply says how far', async () => {
    const store = await stores.open();
    const tablet = sampleJournal(1);
    const person = addPerson(tablet, 1);
    const outcome = await acceptOne(store, samplePush(tablet));
    expect(outcome).toMatchObject({
      status: 'stored',
      reply: { head: 2, headHash: tablet.headHash(), refused: [], fork: null, safe: 0 },
    });
    expect((await readPerson(store, person))?.doses).toHaveLength(1);
    const jobs = await readJobs(store);
    expect(jobs).toMatchObject([{ kind: 'identity-check', subject: person, state: 'waiting' }]);
    expect(JSON.parse(jobs[0]?.payload ?? '').fields.fullName).toBe('Lê Văn Kiểm Thử 1');
    expect(jobs[0]?.dedupe_key).not.toContain('1190000001');
  });

  test('[I4] a push repeated or overlapping stores nothing twice', async () => {
    const store = await stores.open();
    const tablet = sampleJournal(2);
    for (let serial = 0; serial < 5; serial++) addPerson(tablet, serial);
    await acceptOne(store, samplePush(tablet, { to: 6 }));
    await acceptOne(store, samplePush(tablet, { to: 6 }));
    const last = replyOf(await acceptOne(store, samplePush(tablet, { from: 3 })));
    expect(last).toMatchObject({ head: 10, headHash: tablet.headHash() });
    const stored = await readEntries(store, tablet.journal);
    expect(stored.map(({ hash }) => hash)).toEqual(tablet.entries.map(({ hash }) => hash));
    expect(await readJobs(store)).toHaveLength(5);
  });

  test('[S4] a push with a gap is told where to go on, and leaves nothing', async () => {
    const store = await stores.open();
    const tablet = sampleJournal(3);
    for (let serial = 0; serial < 3; serial++) addPerson(tablet, serial);
    await acceptOne(store, samplePush(tablet, { to: 2 }));
    const outcome = await acceptOne(store, samplePush(tablet, { from: 5 }));
    expect(outcome).toMatchObject({ status: 'gap', reply: { head: 2 } });
    expect(await readEntries(store, tablet.journal)).toHaveLength(2);
  });

  test('[S3] other bytes at a place that is taken freeze the journal; both branches are told', async () => {
    const store = await stores.open();
    const tablet = sampleJournal(4);
    addPerson(tablet, 1);
    const clone = { ...sampleJournal(4), entries: [...tablet.entries] };
    addPerson(tablet, 2);
    await acceptOne(store, samplePush(tablet));
    const other = sampleJournal(4);
    addPerson(other, 1);
    addPerson(other, 99);
    const forked = { ...clone, entries: [...clone.entries, ...other.entries.slice(2)] };
    const outcome = await acceptOne(store, samplePush(forked));
    expect(outcome).toMatchObject({ status: 'forked', reply: { head: 4, fork: { at: 3 } } });
    const again = await acceptOne(store, samplePush(forked));
    expect(again).toMatchObject({ status: 'forked', reply: { head: 4, fork: { at: 3 } } });
    const stored = await readEntries(store, tablet.journal);
    expect(stored.map(({ hash }) => hash)).toEqual(tablet.entries.map(({ hash }) => hash));
  });

  test('[S3] [I2] a frozen journal tells each who writes into it where their own branch ends', async () => {
    const store = await stores.open();
    const branch = (...nth: number[]) => {
      const journal = sampleJournal(4);
      for (const each of nth) addPerson(journal, each);
      return journal;
    };
    const stored = branch(1, 2, 3);
    const late = branch(1, 2, 97, 4);
    const early = branch(1, 98, 99, 96);
    await acceptOne(store, samplePush(stored));
    const told = async (journal: typeof stored, from: number) => {
      const outcome = await acceptOne(store, samplePush(journal, { from }));
      return outcome.status === 'forked' ? outcome.reply.fork?.at : outcome.status;
    };
    expect(await told(late, 5)).toBe(5);
    // Before what was sent: all of it must be said again, not only what follows.
    expect(await told(early, 5)).toBe(4);
    addPerson(stored, 5);
    expect(await told(stored, 7)).toBe(7);
    expect(await told(stored, 1)).toBe(7);
  });

  test('[S3] a chain that does not grow out of the stored head is a fork too', async () => {
    const store = await stores.open();
    const tablet = sampleJournal(5);
    addPerson(tablet, 1);
    await acceptOne(store, samplePush(tablet));
    addPerson(tablet, 2);
    const push = samplePush(tablet, { from: 3 });
    const bent = { ...push, prevHash: 'f'.repeat(64) };
    expect(await acceptOne(store, bent)).toMatchObject({ status: 'forked', reply: { head: 2 } });
  });

  test('[I4] facts re-published in a new journal after a fork are stored, not folded twice', async () => {
    const store = await stores.open();
    const tablet = sampleJournal(6);
    const person = addPerson(tablet, 1);
    await acceptOne(store, samplePush(tablet));
    const fresh = sampleJournal(61);
    republish(fresh, tablet);
    const reply = replyOf(await acceptOne(store, samplePush(fresh)));
    expect(reply).toMatchObject({ head: 2, refused: [] });
    expect((await readPerson(store, person))?.doses).toHaveLength(1);
    const stored = await readEntries(store, fresh.journal);
    expect(stored.map(({ state }) => state)).toEqual(['applied', 'applied']);
    expect(await readJobs(store)).toHaveLength(1);
  });

  test('[I7] what cannot be applied is quarantined with a reason and stops nothing', async () => {
    const store = await stores.open();
    const tablet = sampleJournal(7);
    const person = addPerson(tablet, 1);
    addText(tablet, 'not json at all');
    addText(tablet, '"a\0string"');
    addText(tablet, JSON.stringify({ kind: 'dose-invented' }));
    tablet.add('dose-voided', person, { dose: tablet.newId(), reason: 'sai' });
    tablet.add('dose-recorded', tablet.newId(), { dose: sampleDose });
    tablet.add('persons-linked', person, { other: person });
    tablet.add('dose-recorded', person, { dose: { ...sampleDose, ordinal: 2 } });
    const problems = [
      'bad-envelope',
      'bad-envelope',
      'unknown-kind',
      'dose-unknown',
      'subject-unknown',
      'office-only',
    ];
    const refused = problems.map((problem, index) => ({ seq: index + 3, problem }));
    const reply = replyOf(await acceptOne(store, samplePush(tablet)));
    expect(reply).toMatchObject({ head: 9, headHash: tablet.headHash(), refused });
    expect((await readPerson(store, person))?.doses).toHaveLength(2);
    // Asked again, the office says the same.
    expect(replyOf(await acceptOne(store, samplePush(tablet))).refused).toEqual(refused);
  });

  test('[I4] pushes of many tablets in one transaction are answered one by one', async () => {
    const store = await stores.open();
    const tablets = [sampleJournal(12), sampleJournal(13), sampleJournal(14)];
    for (const [index, tablet] of tablets.entries()) addPerson(tablet, 100 + index);
    const pushes = tablets.map((tablet) => samplePush(tablet));
    const gap = samplePush(tablets[1] ?? sampleJournal(1), { from: 2 });
    const all = [...pushes, { ...gap, from: 9 }];
    const outcomes = await store.write((tx) => acceptPushes(tx, all));
    expect(outcomes.map(({ status }) => status)).toEqual(['stored', 'stored', 'stored', 'gap']);
  });

  test('[S6] a journal of another tablet is refused', async () => {
    const store = await stores.open();
    const tablet = sampleJournal(15);
    addPerson(tablet, 1);
    await acceptOne(store, samplePush(tablet, { to: 1 }));
    const outcome = await acceptOne(store, samplePush(tablet, { device: 'device-2' }));
    expect(outcome).toEqual({ status: 'refused', code: 'forbidden' });
    expect(await readEntries(store, tablet.journal)).toHaveLength(1);
  });

  test('[S6] nobody pushes into the journal of the office', async () => {
    const store = await stores.open();
    const { journal } = await store.read(getOffice);
    const push = { ...samplePush(sampleJournal(16)), journal };
    const aimed = { ...push, prevHash: genesisHash(journal) };
    expect(await acceptOne(store, aimed)).toEqual({ status: 'refused', code: 'forbidden' });
  });

  test('[S5] a tablet that proves a longer journal makes an office that forgot begin a new epoch', async () => {
    const clock = handClock();
    const store = await stores.open(clock);
    const { epoch } = await store.read(getOffice);
    const tablet = sampleJournal(17);
    for (let serial = 0; serial < 3; serial++) addPerson(tablet, serial);
    await acceptOne(store, samplePush(tablet, { to: 2, epoch }));
    clock.advance(120_000);
    const unsure = replyOf(await acceptOne(store, samplePush(tablet, { from: 5, epoch: null })));
    expect(unsure.epoch).toBe(epoch);
    const gap = replyOf(await acceptOne(store, samplePush(tablet, { from: 5, epoch })));
    expect(gap).toMatchObject({ head: 2 });
    expect(gap.epoch).not.toBe(epoch);
    const again = replyOf(
      await acceptOne(store, samplePush(tablet, { from: 5, epoch: gap.epoch })),
    );
    expect(again.epoch).toBe(gap.epoch);
  });

  test('[S5] so does one that pushes from an epoch the office never heard of, once', async () => {
    const clock = handClock();
    const store = await stores.open(clock);
    const { epoch } = await store.read(getOffice);
    const tablet = sampleJournal(19);
    addPerson(tablet, 0);
    clock.advance(120_000);
    const forgotten = 'e'.repeat(32);
    const reply = replyOf(await acceptOne(store, samplePush(tablet, { epoch: forgotten })));
    expect(reply.epoch).not.toBe(epoch);
    clock.advance(120_000);
    const again = replyOf(await acceptOne(store, samplePush(tablet, { epoch: forgotten })));
    expect(again.epoch).toBe(reply.epoch);
  });

  test('[S5] also when its clock was set back since the epoch began', async () => {
    const clock = handClock();
    clock.advance(10 * 365 * 86_400_000);
    const store = await stores.open(clock);
    const { epoch } = await store.read(getOffice);
    const tablet = sampleJournal(18);
    addPerson(tablet, 0);
    clock.advance(-10 * 365 * 86_400_000);
    const gap = replyOf(await acceptOne(store, samplePush(tablet, { from: 5, epoch })));
    expect(gap.epoch).not.toBe(epoch);
  });
});
