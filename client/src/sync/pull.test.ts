import { foldEntry, type StoredRecord } from '@khop/shared/record';
import { sampleIdentity, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSampleTablet, sampleTablet, vaccinate } from '../sample-tablet.ts';
import { SAMPLE_PIN } from '../sample-world.ts';
import type { Fate, SampleOffice } from './sample-office.ts';

/** People another tablet registered, as the office tells them. */
function people(office: SampleOffice, count: number, seed = 3): StoredRecord[] {
  const journal = sampleJournal(seed);
  return Array.from({ length: count }, (_, at) => {
    const person = journal.newId();
    const identity = { ...sampleIdentity, fullName: `Người Thứ ${at}` };
    const folded = foldEntry(
      null,
      journal.add('person-registered', person, sampleRegistration(identity)),
    );
    if (!('record' in folded)) throw new Error(folded.problem);
    office.tell(folded.record);
    return folded.record;
  });
}

async function pullAll({
  tablet,
  clock,
}: Pick<Awaited<ReturnType<typeof openSampleTablet>>, 'tablet' | 'clock'>) {
  for (let hours = 0; hours < 24; hours++) {
    tablet.sendNow();
    await tablet.settled();
    if (tablet.status.get().phase === 'idle') return;
    clock.turn(3_600_000);
  }
}

test('[I9] a pull cut anywhere goes on from its last page, and ends with what the office knows', async () => {
  const fates: Fate[] = ['pass', 'lost', 'lost-reply', { status: 502, code: 'unavailable' }];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...fates), { maxLength: 16 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 25 }),
      async (course, count, pageSize) => {
        const all = await openSampleTablet();
        all.office.pageSize = pageSize;
        const records = people(all.office, count);
        all.office.fate = (path) =>
          path.includes('/records') ? (course.shift() ?? 'pass') : 'pass';
        await pullAll(all);
        const found = await all.tablet.register.find('nguoi thu', 1000);
        expect(found.map((row) => row.id).toSorted()).toEqual(
          records.map((each) => each.id).toSorted(),
        );
        expect((await all.tablet.register.size()).ready).toBe(true);
      },
    ),
    { numRuns: 15 },
  );
});

test('a changed record is told once more, a record that left is gone, and a restart knows both', async () => {
  const all = await openSampleTablet();
  const [one, two] = people(all.office, 2);
  if (one?.type !== 'person' || two === undefined) throw new Error('no people');
  await pullAll(all);
  all.office.tell({ ...one, applied: [...one.applied, 'x'], phone: '0901234567' });
  all.office.tell(two);
  all.office.records.delete(two.id);
  await pullAll(all);
  const check = async (tablet: typeof all.tablet) => {
    expect((await tablet.register.find('0901234567', 9)).map((row) => row.id)).toEqual([one.id]);
    expect(await tablet.register.person(two.id)).toBeNull();
    expect((await tablet.register.size()).persons).toBe(1);
  };
  await check(all.tablet);
  await all.tablet.close();
  const again = await sampleTablet(all);
  all.office.fate = () => 'lost';
  await again.tablet.unlock('op-lan', SAMPLE_PIN);
  await again.tablet.settled();
  await check(again.tablet);
});

test('a restored office: its scopes are read again, and nothing is out of sight meanwhile', async () => {
  const all = await openSampleTablet();
  const own = await vaccinate(all.tablet, 'Nguyễn Thị Ánh');
  people(all.office, 30);
  await pullAll(all);
  expect((await all.tablet.register.size()).persons).toBe(31);
  all.office.restore(0);
  people(all.office, 20, 4);
  all.office.pageSize = 7;
  let pages = 0;
  all.office.fate = (path) => (path.includes('/records') && ++pages > 2 ? 'lost' : 'pass');
  all.tablet.sendNow();
  await all.tablet.settled();
  // Half of the new epoch is here and all of the old.
  expect((await all.tablet.register.size()).persons).toBeGreaterThan(31);
  all.office.fate = () => 'pass';
  await pullAll(all);
  expect((await all.tablet.register.size()).persons).toBe(21);
  expect((await all.tablet.register.person(own))?.record.doses).toHaveLength(1);
});

test('[I9] a second tab forgets what only an ended epoch said, though it never asked in that epoch', async () => {
  const all = await openSampleTablet();
  const [one, two] = people(all.office, 2);
  if (one?.type !== 'person' || two === undefined) throw new Error('no people');
  all.office.tell({ ...one, applied: [...one.applied, 'x', 'y'] });
  await pullAll(all);
  all.office.fate = () => 'lost';
  const second = await sampleTablet({ ...all, locks: new Set() });
  await second.tablet.unlock('op-lan', SAMPLE_PIN);
  await second.tablet.settled();
  expect((await second.tablet.register.size()).persons).toBe(2);
  all.office.restore(0);
  all.office.tell({ ...one, applied: [...one.applied, 'z'] });
  all.office.fate = () => 'pass';
  await pullAll(all);
  await pullAll(second);
  for (const { tablet } of [all, second]) {
    expect((await tablet.register.person(one.id))?.record.applied).toEqual([...one.applied, 'z']);
    expect(await tablet.register.person(two.id)).toBeNull();
  }
});

test('pages that hold mostly what is past are packed anew and say the same', async () => {
  const all = await openSampleTablet();
  all.office.pageSize = 2000;
  let records = people(all.office, 300);
  for (let round = 0; round < 6; round++) {
    await pullAll(all);
    records = records.map((record) => ({ ...record, applied: [...record.applied, `x${round}`] }));
    for (const record of records) all.office.tell(record);
  }
  await pullAll(all);
  await all.tablet.close();
  const again = await sampleTablet(all);
  all.office.fate = () => 'lost';
  await again.tablet.unlock('op-lan', SAMPLE_PIN);
  await again.tablet.settled();
  expect((await again.tablet.register.size()).persons).toBe(300);
  const some = await again.tablet.register.person(records[7]?.id ?? '');
  expect(some?.record.applied).toHaveLength(7);
  const { openCache } = await import('../data/cache.ts');
  const cache = openCache(all.world);
  const cursor = await cache.cursor('site:site-1');
  expect(cursor?.stored).toBeLessThan(1200);
});

test('[I9] a lock at any moment of a pull or a repacking loses nothing', {
  timeout: 30_000,
}, async () => {
  const all = await openSampleTablet();
  all.office.pageSize = 2000;
  let records = people(all.office, 150);
  for (let moment = 0; moment < 60; moment += 2) {
    // Every record changes each time, so that pages are soon worth repacking.
    records = records.map((record) => ({ ...record, applied: [...record.applied, `x${moment}`] }));
    for (const record of records) all.office.tell(record);
    all.tablet.sendNow();
    for (let ticks = 0; ticks < moment; ticks++) await new Promise((next) => setImmediate(next));
    all.tablet.lock();
    await all.tablet.settled();
    await all.tablet.unlock('op-lan', SAMPLE_PIN);
    await all.tablet.settled();
    await pullAll(all);
    expect((await all.tablet.register.size()).persons).toBe(150);
    const some = await all.tablet.register.person(records[7]?.id ?? '');
    expect(some?.record.applied).toHaveLength(2 + moment / 2);
  }
  await all.tablet.close();
  const again = await sampleTablet(all);
  all.office.fate = () => 'lost';
  await again.tablet.unlock('op-lan', SAMPLE_PIN);
  await again.tablet.settled();
  expect((await again.tablet.register.size()).persons).toBe(150);
});

test('two tabs: what the one pulled, the other finds as well', async () => {
  const first = await openSampleTablet();
  const second = await sampleTablet(first);
  await second.tablet.unlock('op-lan', SAMPLE_PIN);
  await second.tablet.settled();
  const records = people(first.office, 30);
  await pullAll(first);
  await pullAll(second);
  expect(await second.tablet.register.find('nguoi thu', 100)).toHaveLength(records.length);
});

test('[UX8] how fresh the lists are is the time their end was last reached', async () => {
  const all = await openSampleTablet();
  const reached = all.tablet.status.get().pulledAt;
  expect(reached).not.toBeNull();
  all.clock.turn(1000);
  all.office.fate = () => 'lost';
  all.tablet.sendNow();
  await all.tablet.settled();
  expect(all.tablet.status.get()).toMatchObject({ pulledAt: reached, phase: 'offline' });
});

test('[UX4] a verdict of the office turns the step of the dose', async () => {
  const all = await openSampleTablet();
  const person = await vaccinate(all.tablet, 'Nguyễn Thị Ánh');
  await pullAll(all);
  const step = async () => Object.values((await all.tablet.register.person(person))?.steps ?? {});
  expect(await step()).toEqual(['received']);
  const { identityKey, judgeCheckability } = await import('@khop/shared/identity');
  const record = all.office.records.get(person);
  if (record?.type !== 'person') throw new Error('no record');
  const checkable = judgeCheckability(record.identity);
  if (checkable.state !== 'checkable') throw new Error('not checkable');
  const key = identityKey(checkable.fields);
  const check = all.tablet.newId();
  const answeredAt = new Date(all.clock.now()).toISOString();
  const verdict = { key, answer: 'mismatch' as const, answeredAt, registry: 'file', check };
  all.office.tell({ ...record, applied: [...record.applied, check], verdicts: [verdict] });
  await pullAll(all);
  expect(await step()).toEqual(['wrong']);
  expect(await all.tablet.register.tasks()).toMatchObject([
    { task: { kind: 'mismatch', state: 'open' } },
  ]);
  await all.tablet.record('identity-amended', person, {
    basedOn: record.versions[0]?.entry ?? '',
    changes: { fullName: 'Nguyễn Thị Anh' },
    origins: { fullName: 'amended' },
    cardHash: null,
    reason: null,
  });
  expect(await all.tablet.register.tasks()).toMatchObject([{ task: { state: 'rechecking' } }]);
});
