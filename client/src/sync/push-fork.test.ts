import { expect, test } from 'vitest';
import { openSampleTablet } from '../sample-tablet.ts';
import { addAliens, applied, held, record, untilSent } from './sample-sending.ts';

test('[E6] a locked tablet continues a forked journal in a new one, without a key', async () => {
  const all = await openSampleTablet();
  const before = await record(all.tablet, 3);
  await untilSent(all);
  addAliens(all.office);
  all.office.fate = (path) => (path.includes('/entries') ? 'lost' : 'pass');
  const after = await record(all.tablet, 2);
  all.tablet.lock();
  all.office.fate = () => 'pass';
  await untilSent(all);
  expect(all.office.journals.size).toBe(2);
  expect(applied(all.office).toSorted()).toEqual([...before, ...after].toSorted());
});

test('[I3] a restore loses entries of a closed journal too: they are given again', async () => {
  const all = await openSampleTablet();
  const ids = await record(all.tablet, 6);
  await untilSent(all);
  addAliens(all.office);
  ids.push(...(await record(all.tablet, 2)));
  await untilSent(all);
  all.office.restore(1);
  await all.tablet.settled();
  all.world.wake();
  await untilSent(all);
  expect(applied(all.office).toSorted()).toEqual(ids.toSorted());
});

test('a fork: the tail the office lacks is said again in a new journal, with the same ids', async () => {
  const all = await openSampleTablet();
  const before = await record(all.tablet, 3);
  await untilSent(all);
  const [alien] = addAliens(all.office);
  const after = await record(all.tablet, 2);
  await untilSent(all);
  expect(all.office.journals.size).toBe(2);
  expect([...all.office.journals.values()][1]?.texts).toHaveLength(2);
  expect(applied(all.office).toSorted()).toEqual([...before, ...after].toSorted());
  expect(held(all.office)).toContain(alien);
  const more = await record(all.tablet, 1);
  await untilSent(all);
  expect(applied(all.office)).toContain(more[0]);
  expect(all.tablet.status.get()).toMatchObject({ waiting: 0, problem: null, quarantine: [] });
});

test('[S3] [I10] a frozen journal whose rest a twin has given back asks no more', async () => {
  const all = await openSampleTablet();
  const ids = await record(all.tablet, 3);
  await untilSent(all);
  const [id = '', journal] = [...all.office.journals][0] ?? [];
  addAliens(all.office);
  ids.push(...(await record(all.tablet, 1)));
  await untilSent(all);
  const whole = structuredClone(journal);
  all.office.restore(1);
  let asked = 0;
  // Told that the office holds one, this tablet is about to say the others; its twin says them first.
  all.office.fate = (path) => {
    const isOld = path.includes(id);
    if (isOld && asked++ === 1) Object.assign(journal ?? {}, whole, { isFrozen: true });
    return 'pass';
  };
  all.clock.turn(10 * 60_000);
  await all.tablet.settled();
  await untilSent(all);
  expect(asked).toBeLessThan(6);
  expect(all.tablet.status.get()).toMatchObject({ waiting: 0, problem: null });
});

test.each([false, true])(
  '[I2] [S3] asked how much it holds, an office that holds more by a twin is still told all (frozen: %s)',
  async (isFrozen) => {
    const all = await openSampleTablet();
    const ids = await record(all.tablet, 2);
    await untilSent(all);
    all.office.fate = () => 'lost';
    ids.push(...(await record(all.tablet, 3)));
    await all.tablet.settled();
    addAliens(all.office, 5);
    for (const journal of all.office.journals.values()) journal.isFrozen = isFrozen;
    // So long that the tablet will first ask how far the office holds its journals.
    all.clock.turn(30 * 60_000);
    await all.tablet.settled();
    all.office.fate = () => 'pass';
    all.tablet.sendNow();
    await untilSent(all);
    expect(applied(all.office).toSorted()).toEqual(ids.toSorted());
    expect(all.tablet.status.get()).toMatchObject({ waiting: 0, problem: null });
  },
);

test('a fork behind what was acknowledged: everything is said again, nothing twice', async () => {
  const all = await openSampleTablet();
  const ids = await record(all.tablet, 5);
  await untilSent(all);
  all.office.restore(2);
  addAliens(all.office, 4);
  ids.push(...(await record(all.tablet, 2)));
  await untilSent(all);
  expect(applied(all.office).toSorted()).toEqual(ids.toSorted());
});

test('an office that holds more of the journal than this tablet: a new journal, nothing overwritten', async () => {
  const all = await openSampleTablet();
  await record(all.tablet, 1);
  await untilSent(all);
  const [journal] = [...all.office.journals.values()];
  const head = journal?.texts.length ?? 0;
  // The reply to the second entry counts entries this ledger has never seen.
  const ids = await record(all.tablet, 1);
  addAliens(all.office, 3);
  await untilSent(all);
  expect(all.office.journals.size).toBe(2);
  expect(applied(all.office)).toContain(ids[0]);
  expect(head).toBeGreaterThan(0);
});
