import { IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { openSampleTablet, sampleTablet, vaccinate } from '../sample-tablet.ts';
import { SAMPLE_PIN } from '../sample-world.ts';
import { readOperators } from './device.ts';
import { openLedger } from './ledger.ts';

const WRONG = '62518493';
const MINUTE = 60_000;

test('four wrong PINs cost nothing; the fifth 30 s, and a restart gains none of it', async () => {
  const first = await openSampleTablet();
  first.tablet.lock();
  for (let tries = 0; tries < 4; tries++) {
    expect(await first.tablet.unlock('op-lan', WRONG)).toEqual({ ok: false, waitMs: 0, bar: null });
  }
  expect(await first.tablet.unlock('op-lan', WRONG)).toEqual({
    ok: false,
    waitMs: 30_000,
    bar: null,
  });
  await first.tablet.close();
  const { tablet, clock } = await sampleTablet(first);
  clock.turn(10_000);
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({
    ok: false,
    waitMs: 20_000,
    bar: null,
  });
  clock.turn(20_000);
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
  tablet.lock();
  expect(await tablet.unlock('op-lan', WRONG)).toEqual({ ok: false, waitMs: 0, bar: null });
});

test('setting the wall clock forward does not shorten the wait within one run', async () => {
  const { tablet, clock } = await openSampleTablet();
  tablet.lock();
  for (let tries = 0; tries < 5; tries++) await tablet.unlock('op-lan', WRONG);
  clock.setWall(clock.now() + 86_400_000);
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({
    ok: false,
    waitMs: 30_000,
    bar: null,
  });
});

async function tenWrongPins({ tablet, clock }: Awaited<ReturnType<typeof openSampleTablet>>) {
  tablet.lock();
  const waits: number[] = [];
  for (let tries = 0; tries < 10; tries++) {
    const answer = await tablet.unlock('op-lan', WRONG);
    const waitMs = answer.ok ? -1 : answer.waitMs;
    waits.push(waitMs / 1000);
    clock.turn(waitMs);
  }
  return waits;
}

test('[UX45] ten wrong PINs bar the operator until they sign in again, and cost no dose', async () => {
  const all = await openSampleTablet();
  const { tablet, office, clock } = all;
  office.fate = (path) => (path.includes('/entries') ? 'lost' : 'pass');
  const person = await vaccinate(tablet, 'Nguyễn Thị Ánh');
  expect(await tenWrongPins(all)).toEqual([0, 0, 0, 0, 30, 120, 600, 1800, 1800, 1800]);
  expect(tablet.state.get()).toMatchObject({ at: 'locked', operators: [] });
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({
    ok: false,
    waitMs: Infinity,
    bar: null,
  });
  expect(await tablet.addOperator('lan', 'mat-khau-sai', SAMPLE_PIN)).toBe('wrong');
  clock.turn(30 * MINUTE);
  expect(await tablet.addOperator('lan', 'mat-khau-lan', SAMPLE_PIN)).toBe('added');
  await tablet.settled();
  expect((await tablet.register.person(person))?.record.doses).toHaveLength(1);
  expect(tablet.status.get().waiting).toBe(2);
});

test('ten wrong PINs destroy a wrap; whoever else has a PIN still opens the tablet', async () => {
  const all = await openSampleTablet();
  expect(await all.tablet.addOperator('minh', 'mat-khau-minh', '90264713')).toBe('added');
  await tenWrongPins(all);
  const ledger = openLedger({ indexedDB: all.disk.indexedDB, IDBKeyRange });
  const wraps = (await readOperators(ledger)).map((each) => [each.operator.id, each.wrap !== null]);
  expect(wraps).toEqual([
    ['op-lan', false],
    ['op-minh', true],
  ]);
  expect(await all.tablet.unlock('op-minh', '90264713')).toEqual({ ok: true });
  expect(await all.tablet.addOperator('lan', 'mat-khau-lan', WRONG)).toBe('added');
  expect(await all.tablet.unlock('op-lan', WRONG)).toEqual({ ok: true });
});

test('a further operator opens the same records', async () => {
  const { tablet } = await openSampleTablet();
  const person = await vaccinate(tablet, 'Nguyễn Thị Ánh');
  expect(await tablet.addOperator('minh', 'mat-khau-minh', '90264713')).toBe('added');
  expect(tablet.state.get()).toMatchObject({ operator: { id: 'op-lan' } });
  expect(await tablet.unlock('op-minh', '90264713')).toEqual({ ok: true });
  await tablet.settled();
  expect(tablet.state.get()).toMatchObject({ operator: { id: 'op-minh' } });
  const { record } = (await tablet.register.person(person)) ?? {};
  expect(record?.versions[0]?.operator).toBe('op-lan');
  const amended = await tablet.record('contact-amended', person, { changes: { phone: '0901' } });
  expect(amended.operator).toBe('op-minh');
});

test('[E11] a PIN that is forgotten: the office opens its copy of the key, and everything is there', async () => {
  const { tablet, office, clock } = await openSampleTablet();
  office.fate = (path) => (path.includes('/entries') ? 'lost' : 'pass');
  const person = await vaccinate(tablet, 'Nguyễn Thị Ánh');
  await tablet.drafts.save('dose', { lot: 'FN5519' });
  tablet.lock();
  clock.turn(MINUTE);
  office.fate = () => 'lost';
  expect(await tablet.addOperator('lan', 'mat-khau-lan', WRONG)).toBe('offline');
  office.fate = () => 'pass';
  expect(await tablet.addOperator('lan', 'mat-khau-lan', WRONG)).toBe('added');
  await tablet.settled();
  expect((await tablet.register.person(person))?.record.doses).toHaveLength(1);
  expect(await tablet.drafts.read('dose')).toEqual({ lot: 'FN5519' });
  tablet.lock();
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toMatchObject({ ok: false });
  expect(await tablet.unlock('op-lan', WRONG)).toEqual({ ok: true });
});

test('another PIN opens the same keys, and the old one nothing any more', async () => {
  const { tablet } = await openSampleTablet();
  const person = await vaccinate(tablet, 'Nguyễn Thị Ánh');
  expect(await tablet.changePin(WRONG, '90264713')).toEqual({ waitMs: 0 });
  expect(await tablet.changePin(SAMPLE_PIN, '12345678')).toBe('weak-pin');
  expect(await tablet.changePin(SAMPLE_PIN, '90264713')).toBe('changed');
  tablet.lock();
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toMatchObject({ ok: false });
  expect(await tablet.unlock('op-lan', '90264713')).toEqual({ ok: true });
  await tablet.settled();
  expect((await tablet.register.person(person))?.record.doses).toHaveLength(1);
});

test('a weak PIN, a wrong password, another site and no line are told apart', async () => {
  const { tablet, office } = await sampleTablet();
  expect(await tablet.enrol('WRONG-CODE', 'Máy 1')).toBe('wrong-code');
  expect(await tablet.enrol('EXPIRED-CODE', 'Máy 1')).toBe('expired');
  office.fate = () => 'lost';
  expect(await tablet.enrol('RIGHT-CODE', 'Máy 1')).toBe('offline');
  office.fate = () => 'portal';
  expect(await tablet.enrol('RIGHT-CODE', 'Máy 1')).toBe('offline');
  office.fate = () => 'pass';
  expect(await tablet.enrol('RIGHT-CODE', 'Máy 1')).toBe('enrolled');
  expect(await tablet.addOperator('lan', 'mat-khau-lan', '12345678')).toBe('weak-pin');
  expect(await tablet.addOperator('lan', 'mat-khau-sai', SAMPLE_PIN)).toBe('wrong');
  office.site = { ...office.site, id: 'site-2' };
  expect(await tablet.addOperator('lan', 'mat-khau-lan', SAMPLE_PIN)).toBe('other-site');
});

test('a locked tablet knows nobody, saves nothing, and still sends what it holds', async () => {
  const { tablet, office } = await openSampleTablet();
  office.fate = () => 'lost';
  const person = await vaccinate(tablet, 'Nguyễn Thị Ánh');
  await tablet.settled();
  tablet.lock();
  await tablet.settled();
  expect(await tablet.register.find('anh', 10)).toEqual([]);
  expect(await tablet.register.person(person)).toBeNull();
  const saving = tablet.record('contact-amended', person, { changes: { phone: '0901' } });
  await expect(saving).rejects.toMatchObject({ name: 'StorageTrouble', kind: 'locked' });
  await expect(tablet.drafts.read('x')).rejects.toMatchObject({ kind: 'locked' });
  office.fate = () => 'pass';
  tablet.sendNow();
  await tablet.settled();
  expect(tablet.status.get().waiting).toBe(0);
  expect(office.records.get(person)?.applied).toHaveLength(2);
});

test('a cleared browser says that a ledger was here', async () => {
  const { tablet, disk } = await openSampleTablet();
  await tablet.close();
  for (const { name } of await disk.indexedDB.databases())
    disk.indexedDB.deleteDatabase(name ?? '');
  const again = await sampleTablet({ disk });
  expect(again.tablet.state.get()).toMatchObject({ at: 'not-enrolled', missing: true });
  const fresh = await sampleTablet();
  expect(fresh.tablet.state.get()).toMatchObject({ at: 'not-enrolled', missing: false });
});

test('[UX18] a draft survives lock and restart, and opens only with a PIN', async () => {
  const first = await openSampleTablet();
  await first.tablet.drafts.save('dose:1', { lot: 'FN5519' });
  await first.tablet.drafts.save('dose:2', { lot: 'FN5520' });
  await first.tablet.drafts.drop('dose:2');
  await first.tablet.close();
  const { tablet } = await sampleTablet(first);
  await tablet.unlock('op-lan', SAMPLE_PIN);
  expect(await tablet.drafts.read('dose:1')).toEqual({ lot: 'FN5519' });
  expect(await tablet.drafts.read('dose:2')).toBeUndefined();
  expect((await tablet.drafts.list()).map((each) => each.key)).toEqual(['dose:1']);
});

test('[UX45] each operator has a colour of their own, and keeps it over a new PIN', async () => {
  const all = await openSampleTablet();
  await all.tablet.addOperator('minh', 'mat-khau-minh', '90264713');
  await all.tablet.addOperator('lan', 'mat-khau-lan', '84015926');
  expect(all.tablet.state.get()).toMatchObject({
    operators: [
      { id: 'op-lan', colour: 0 },
      { id: 'op-minh', colour: 1 },
    ],
  });
});
