import { sampleJournal, sampleRegistration } from '@khop/shared/sample';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSampleTablet, sampleTablet, vaccinate } from '../sample-tablet.ts';
import { SAMPLE_PIN } from '../sample-world.ts';
import type { Fate } from './sample-office.ts';
import { applied, held, record, untilSent } from './sample-sending.ts';

test('[I4] [I10] whatever becomes of requests and replies, each entry arrives once', async () => {
  const fates: Fate[] = [
    'pass',
    'lost',
    'lost-reply',
    'portal',
    { status: 503, code: 'unavailable' },
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...fates), { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
      async (course, counts) => {
        const all = await openSampleTablet();
        all.office.fate = (path) =>
          path.includes('/entries') ? (course.shift() ?? 'pass') : 'pass';
        const ids: string[] = [];
        for (const count of counts) {
          ids.push(...(await record(all.tablet, count)));
          all.tablet.sendNow();
        }
        await untilSent(all);
        expect(applied(all.office).toSorted()).toEqual(ids.toSorted());
        expect(held(all.office)).toHaveLength(ids.length);
        expect(all.tablet.status.get()).toMatchObject({ waiting: 0, problem: null, phase: 'idle' });
      },
    ),
    { numRuns: 20 },
  );
});

test('[I3] [I4] what was packed ahead is sent only where the reply was what was hoped', async () => {
  const fates: Fate[] = [
    'pass',
    'pass',
    'lost',
    'lost-reply',
    { status: 413, code: 'too-large' },
    { status: 503, code: 'unavailable' },
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 0, max: 9 }),
      async (course, restoredAt) => {
        const all = await openSampleTablet();
        all.office.fate = () => 'lost';
        // More than one request holds, and in the second more than in the first.
        const ids = await record(all.tablet, 230);
        let asked = 0;
        all.office.fate = (path) => {
          if (!path.includes('/entries')) return 'pass';
          asked += 1;
          if (asked === restoredAt) all.office.restore(40);
          return course.shift() ?? 'pass';
        };
        all.tablet.sendNow();
        await untilSent(all);
        expect(applied(all.office).toSorted()).toEqual(ids.toSorted());
        expect(held(all.office)).toHaveLength(ids.length);
      },
    ),
    { numRuns: 5 },
  );
}, 60_000);

test('[I3] a restored office is given again what it lost, without a human step', async () => {
  const all = await openSampleTablet();
  const ids = await record(all.tablet, 10);
  await untilSent(all);
  all.office.restore(4);
  ids.push(...(await record(all.tablet, 1)));
  await untilSent(all);
  expect(applied(all.office).toSorted()).toEqual(ids.toSorted());
  expect(all.office.journals.size).toBe(1);
});

test('[I3] nor is anything recorded or asked for in between: one pull shows the new epoch', async () => {
  const all = await openSampleTablet();
  const ids = await record(all.tablet, 10);
  await untilSent(all);
  all.office.restore(4);
  all.world.wake();
  await all.tablet.settled();
  await untilSent(all);
  expect(applied(all.office).toSorted()).toEqual(ids.toSorted());
});

test('[I3] a locked tablet asks now and then, and gives a restored office what it lost, sealed', async () => {
  const all = await openSampleTablet();
  const ids = await record(all.tablet, 10);
  await untilSent(all);
  all.tablet.lock();
  all.office.restore(4);
  all.clock.turn(40 * 60_000);
  await all.tablet.settled();
  expect(all.tablet.status.get().waiting).toBe(0);
  expect(all.office.sealedSeen).toBe(6);
  expect(applied(all.office).toSorted()).toEqual(ids.toSorted());
});

test('[E11] a tablet that was closed and never unlocked again sends what it cannot read', async () => {
  const all = await openSampleTablet();
  all.office.fate = (path) => (path.includes('/entries') ? 'lost' : 'pass');
  const ids = await record(all.tablet, 4);
  await all.tablet.close();
  all.office.fate = () => 'pass';
  const again = await sampleTablet(all);
  await again.tablet.settled();
  expect(again.tablet.state.get().at).toBe('locked');
  expect(again.tablet.status.get().waiting).toBe(0);
  expect(all.office.sealedSeen).toBe(4);
  expect(applied(all.office).toSorted()).toEqual(ids.toSorted());
});

test('[I7] a text that chokes the way is isolated in log2 n tries and left in quarantine', async () => {
  const all = await openSampleTablet();
  all.office.fate = () => 'lost';
  const good = await record(all.tablet, 20);
  const bad = await vaccinate(all.tablet, 'Nguyễn Thị Nghẹn');
  const rest = await record(all.tablet, 20);
  all.office.chokesOn = (text) => text.includes('Nghẹn');
  all.office.fate = () => 'pass';
  all.office.requests.length = 0;
  await untilSent(all);
  const { quarantine, waiting, phase } = all.tablet.status.get();
  expect(waiting).toBe(0);
  expect(applied(all.office)).toEqual(expect.arrayContaining([...good, ...rest]));
  expect(quarantine).toMatchObject([
    { seq: 21, subject: bad, problem: 'bad-envelope', mended: false },
    // Its dose has nobody to stand with until the registration is mended.
    { subject: bad, kind: 'dose-recorded', problem: 'subject-unknown' },
  ]);
  expect(phase).toBe('act');
  expect((await all.tablet.register.person(bad))?.steps).toEqual({
    [quarantine[1]?.entry ?? '']: 'saved',
  });
  const pushes = all.office.requests.filter((each) => each.path.includes('/entries'));
  // Halvings with growth between them, four more tries of the one alone, and the rest.
  expect(pushes.length).toBeLessThan(32);
});

test('[I7] a request damaged on its way leaves nothing in quarantine', async () => {
  const all = await openSampleTablet();
  let damaged = 4;
  all.office.fate = (path) =>
    path.includes('/entries') && damaged-- > 0 ? { status: 400, code: 'bad-request' } : 'pass';
  await record(all.tablet, 1);
  await untilSent(all);
  expect(all.tablet.status.get()).toMatchObject({ waiting: 0, quarantine: [] });
  expect(all.office.journals.size).toBe(1);
});

test('a refused entry stays, is named, blocks nothing, and is mended by a new one', async () => {
  const all = await openSampleTablet();
  const stranger = all.tablet.newId();
  const { id } = await all.tablet.record('contact-amended', stranger, {
    changes: { phone: '0901' },
  });
  await record(all.tablet, 2);
  await untilSent(all);
  expect(all.tablet.status.get().quarantine).toMatchObject([
    { entry: id, seq: 1, problem: 'subject-unknown', mended: false },
  ]);
  const person = await vaccinate(all.tablet, 'Nguyễn Thị Ánh');
  await all.tablet.record('contact-amended', person, { changes: { phone: '0901' } }, id);
  await untilSent(all);
  expect(all.tablet.status.get()).toMatchObject({ phase: 'idle', quarantine: [{ mended: true }] });
});

test('an entry that waited for a fact of another tablet leaves quarantine when the office took it', async () => {
  const all = await openSampleTablet();
  const stranger = all.tablet.newId();
  const early = await all.tablet.record('contact-amended', stranger, {
    changes: { phone: '0901' },
  });
  await untilSent(all);
  expect(all.tablet.status.get().quarantine).toHaveLength(1);
  const other = sampleJournal(9);
  other.add('person-registered', stranger, sampleRegistration());
  all.office.apply(other.entries[0]?.text ?? '');
  all.office.apply(held(all.office)[0] ?? '');
  all.tablet.sendNow();
  await all.tablet.settled();
  expect(all.tablet.status.get().quarantine).toEqual([]);
  expect((await all.tablet.register.person(stranger))?.record.applied).toContain(early.id);
});

test('[I13] [L9] push needs no pull and no operator: signed out, recording and sending go on', async () => {
  const all = await openSampleTablet();
  all.office.isSignedOut = true;
  all.tablet.sendNow();
  await all.tablet.settled();
  expect(all.tablet.status.get().problem).toBe('signed-out');
  const ids = await record(all.tablet, 2);
  await untilSent(all);
  expect(applied(all.office)).toEqual(ids);
  expect(await all.tablet.renew('lan', 'mat-khau-lan')).toBe('renewed');
  await all.tablet.settled();
  expect(all.tablet.status.get().problem).toBeNull();
});

test('[P13] too old for the office’s lists: it is said, and recording and sending go on', async () => {
  const all = await openSampleTablet();
  all.office.fate = (path) =>
    path.includes('/records') ? { status: 426, code: 'outdated' } : 'pass';
  all.tablet.sendNow();
  await all.tablet.settled();
  expect(all.tablet.status.get().problem).toBe('outdated');
  const ids = await record(all.tablet, 2);
  await untilSent(all);
  expect(applied(all.office)).toEqual(ids);
  expect(all.tablet.status.get()).toMatchObject({ waiting: 0, problem: 'outdated' });
  all.office.fate = () => 'pass';
  all.tablet.sendNow();
  await all.tablet.settled();
  expect(all.tablet.status.get().problem).toBeNull();
});

test('[I16] a captive portal is neither an answer nor a refusal of the office', async () => {
  const all = await openSampleTablet();
  all.office.fate = () => 'portal';
  await record(all.tablet, 1);
  await all.tablet.settled();
  expect(all.tablet.status.get()).toMatchObject({ waiting: 1, problem: null, phase: 'retrying' });
});

test('Retry-After is obeyed: no save asks earlier, a finger does', async () => {
  const all = await openSampleTablet();
  all.office.fate = () => ({ status: 503, code: 'unavailable', retryAfter: 600 });
  await record(all.tablet, 1);
  await all.tablet.settled();
  all.office.requests.length = 0;
  all.office.fate = () => 'pass';
  await record(all.tablet, 1);
  all.world.wake();
  all.clock.turn(599_000);
  await all.tablet.settled();
  expect(all.office.requests.filter(({ path }) => path.includes('/entries'))).toEqual([]);
  all.tablet.sendNow();
  await all.tablet.settled();
  expect(all.tablet.status.get().waiting).toBe(0);
});

test('[I13] two tabs of one tablet: both record, everything arrives once', async () => {
  const first = await openSampleTablet();
  const second = await sampleTablet({ ...first, locks: new Set() });
  await second.tablet.unlock('op-lan', SAMPLE_PIN);
  await second.tablet.settled();
  const ids = (
    await Promise.all([record(first.tablet, 5), record(second.tablet, 5), record(first.tablet, 5)])
  ).flat();
  first.tablet.sendNow();
  second.tablet.sendNow();
  await untilSent(first);
  await untilSent(second);
  expect(applied(first.office).toSorted()).toEqual(ids.toSorted());
  expect(first.office.journals.size).toBe(1);
});
