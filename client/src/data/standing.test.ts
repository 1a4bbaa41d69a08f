import { IDBKeyRange } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import { openSampleTablet, sampleTablet, vaccinate } from '../sample-tablet.ts';
import { makeHandClock, SAMPLE_PIN } from '../sample-world.ts';
import { makeSampleOffice } from '../sync/sample-office.ts';
import { readOperators } from './device.ts';
import { readEntryKeys } from './entry-keys.ts';
import { openLedger } from './ledger.ts';

const DAY = 86_400_000;

function cut(all: Awaited<ReturnType<typeof openSampleTablet>>) {
  all.office.fate = () => 'lost';
}

async function pass(all: Awaited<ReturnType<typeof openSampleTablet>>, ms: number) {
  for (let gone = 0; gone < ms; gone += DAY / 4) {
    all.clock.turn(DAY / 4);
    await all.tablet.settled();
  }
}

test('[L1] a tablet that met nobody for seven days shows nobody, and is let in again by the office', async () => {
  const all = await openSampleTablet();
  cut(all);
  await vaccinate(all.tablet, 'Nguyễn Thị Ánh');
  await pass(all, 6 * DAY);
  expect(all.tablet.state.get().at).toBe('open');
  await pass(all, 1.5 * DAY);
  expect(all.tablet.state.get()).toMatchObject({ at: 'locked', bar: 'lease-ended' });
  expect(await all.tablet.unlock('op-lan', SAMPLE_PIN)).toMatchObject({ bar: 'lease-ended' });
  expect(all.tablet.status.get().waiting).toBe(2);
  all.office.fate = () => 'pass';
  all.tablet.sendNow();
  await all.tablet.settled();
  expect(all.tablet.status.get().waiting).toBe(0);
  expect(await all.tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
});

test('[L1] a tablet that is cut off before it has sent everything has met the office all the same', async () => {
  const all = await openSampleTablet();
  cut(all);
  for (let doses = 0; doses < 130; doses++) await vaccinate(all.tablet, `Nguyễn Thị Ánh ${doses}`);
  await all.tablet.settled();
  let asked = 0;
  all.office.fate = (path) => {
    if (path.endsWith('/lease')) return 'pass';
    if (!path.endsWith('/entries')) return 'lost';
    asked += 1;
    return asked % 2 === 1 ? 'pass' : 'lost';
  };
  await pass(all, 7.25 * DAY);
  expect(all.tablet.status.get().waiting).toBeGreaterThan(0);
  expect(all.tablet.state.get().at).toBe('open');
});

test('[L2] a clock set back, and restarts, stretch no lease', async () => {
  const all = await openSampleTablet();
  cut(all);
  await pass(all, 4 * DAY);
  all.clock.setWall(all.clock.now() - 30 * DAY);
  let { tablet } = all;
  await tablet.close();
  for (let day = 0; day < 6; day++) {
    tablet = (await sampleTablet(all)).tablet;
    if ((await tablet.unlock('op-lan', SAMPLE_PIN)).ok) {
      for (let quarter = 0; quarter < 4; quarter++) {
        all.clock.turn(DAY / 4);
        await tablet.settled();
      }
    }
    await tablet.close();
  }
  tablet = (await sampleTablet(all)).tablet;
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toMatchObject({ bar: 'lease-ended' });
});

test('[L2] a clock that ran ahead ends the lease early; the next meeting mends it', async () => {
  const all = await openSampleTablet();
  cut(all);
  await all.tablet.close();
  const right = all.clock.now();
  for (const wall of [right + 8 * DAY, right]) {
    all.clock.setWall(wall);
    const { tablet } = await sampleTablet(all);
    expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toMatchObject({ bar: 'lease-ended' });
    await tablet.close();
  }
  all.office.fate = () => 'pass';
  const { tablet } = await sampleTablet(all);
  await tablet.settled();
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
});

test('[L2] [E8] a clock years ahead shows nobody until the office has told the time', async () => {
  const clock = makeHandClock();
  let aheadMs = 0;
  const office = makeSampleOffice(() => clock.now() - aheadMs);
  const all = await openSampleTablet({ clock, office });
  await all.tablet.close();
  aheadMs = 3 * 365 * DAY;
  clock.setWall(clock.now() + aheadMs);
  cut(all);
  const { tablet } = await sampleTablet(all);
  await tablet.settled();
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toMatchObject({ bar: 'lease-ended' });
  office.fate = () => 'pass';
  tablet.sendNow();
  await tablet.settled();
  expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
});

test('[L1] a lease that another key signed, or for another tablet, is none', async () => {
  const all = await openSampleTablet();
  all.tablet.lock();
  await all.tablet.close();
  const ledger = openLedger({ indexedDB: all.disk.indexedDB, IDBKeyRange });
  await ledger.run(async (db) => {
    const row = await db.meta.get('standing');
    const value = row?.value as { lease: { text: string; sig: string } };
    const text = value.lease.text.replace('"until":"2026', '"until":"2036');
    await db.meta.put({ key: 'standing', value: { ...value, lease: { ...value.lease, text } } });
  });
  cut(all);
  const again = await sampleTablet(all);
  expect(again.tablet.state.get()).toMatchObject({ at: 'locked', bar: 'lease-ended' });
});

test('[L3] whose right has ended does not unlock any more; the others do', async () => {
  const all = await openSampleTablet();
  expect(await all.tablet.addOperator('minh', 'mat-khau-minh', '90264713')).toBe('added');
  all.tablet.lock();
  all.office.operators = ['op-minh'];
  all.clock.turn(2 * 3_600_000);
  await all.tablet.settled();
  expect(all.tablet.state.get()).toMatchObject({
    operators: [{ id: 'op-minh' }],
    ended: [{ id: 'op-lan' }],
  });
  expect(await all.tablet.unlock('op-lan', SAMPLE_PIN)).toMatchObject({ bar: 'right-ended' });
  expect(await all.tablet.unlock('op-minh', '90264713')).toEqual({ ok: true });
});

test('[L3] lists refused after everything was sent have the lease asked for as well', async () => {
  const all = await openSampleTablet();
  const { tablet, office } = all;
  let refuse = () => {};
  const refusal = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  const answer = office.fetch;
  office.fetch = async (url, init) => {
    if (url.includes('/api/scopes/')) await refusal;
    return answer(url, init);
  };
  office.isSignedOut = true;
  office.operators = ['op-minh'];
  await vaccinate(tablet, 'Nguyễn Thị Ánh');
  tablet.sendNow();
  await vi.waitFor(() => expect(tablet.status.get()).toMatchObject({ waiting: 0 }));
  // Long enough for the push to come to its end: sooner, the refusal would be met by it.
  await new Promise((resolve) => setTimeout(resolve, 50));
  refuse();
  await tablet.settled();
  tablet.lock();
  expect(tablet.state.get()).toMatchObject({ ended: [{ id: 'op-lan' }] });
});

test('[I10] signed out at an office that was restored, a tablet does not ask and ask', async () => {
  const { tablet, office } = await openSampleTablet();
  await vaccinate(tablet, 'Nguyễn Thị Ánh');
  await tablet.settled();
  office.restore(2);
  office.isSignedOut = true;
  const before = office.requests.length;
  // Else a tablet that asks without end would never come to the line below.
  office.fate = () => (office.requests.length > before + 100 ? 'lost' : 'pass');
  await vaccinate(tablet, 'Trần Văn Bình', '001190000002');
  tablet.sendNow();
  await tablet.settled();
  expect(tablet.status.get()).toMatchObject({ problem: 'signed-out', waiting: 0 });
  expect(office.requests.length - before).toBeLessThan(20);
});

test('[L3] a right that was given back is known as soon as its owner has tried', async () => {
  const all = await openSampleTablet();
  all.tablet.lock();
  all.office.operators = [];
  all.clock.turn(2 * 3_600_000);
  await all.tablet.settled();
  all.office.operators = ['op-lan'];
  expect(await all.tablet.unlock('op-lan', SAMPLE_PIN)).toMatchObject({ bar: 'right-ended' });
  await all.tablet.settled();
  expect(all.tablet.state.get()).toMatchObject({ operators: [{ id: 'op-lan' }], ended: [] });
  expect(await all.tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
});

test('[L4] a tablet that waits for its approval takes nobody in', async () => {
  const all = await sampleTablet();
  all.office.standing = 'waiting';
  expect(await all.tablet.enrol('RIGHT-CODE', 'Máy 1')).toBe('enrolled');
  expect(all.tablet.state.get()).toMatchObject({ at: 'locked', bar: 'waiting' });
  expect(await all.tablet.addOperator('lan', 'mat-khau-lan', SAMPLE_PIN)).toBe('barred');
  all.office.standing = 'granted';
  expect(await all.tablet.addOperator('lan', 'mat-khau-lan', SAMPLE_PIN)).toBe('added');
});

test('[L5] [I14] a stolen tablet, revoked while it was offline, hands in everything and then reads nothing', async () => {
  const all = await openSampleTablet();
  cut(all);
  for (let nth = 0; nth < 10; nth++) await vaccinate(all.tablet, `Nguyễn Văn Thử ${nth}`);
  await all.tablet.drafts.save('dose', { lot: 'FN5519' });
  all.office.standing = 'revoked';
  const open = (path: string) => (path === '/api/lease' ? 'pass' : 'lost');
  all.office.fate = open;
  all.clock.turn(2 * 3_600_000);
  await all.tablet.settled();
  all.tablet.sendNow();
  await all.tablet.settled();
  all.office.fate = () => 'pass';
  all.tablet.sendNow();
  await all.tablet.settled();
  all.tablet.sendNow();
  await all.tablet.settled();
  expect([...all.office.records.values()]).toHaveLength(10);
  expect(all.tablet.state.get()).toMatchObject({ at: 'not-enrolled', revoked: true });
  const ledger = openLedger({ indexedDB: all.disk.indexedDB, IDBKeyRange });
  expect(await readOperators(ledger)).toEqual([]);
  expect((await readEntryKeys(ledger)).filter((row) => row.forTablet !== null)).toEqual([]);
  const [entries, bodies, drafts] = await ledger.run((db) =>
    Promise.all([db.entries.count(), db.bodies.toArray(), db.drafts.count()]),
  );
  expect([entries, bodies.length, drafts]).toEqual([20, 20, 0]);
  for (const { sealed } of bodies) {
    expect(Buffer.from(sealed).toString('latin1')).not.toContain('Thử');
  }
  all.office.standing = 'granted';
  expect(await all.tablet.enrol('RIGHT-CODE', 'Máy 1')).toBe('enrolled');
  expect(await all.tablet.addOperator('lan', 'mat-khau-lan', SAMPLE_PIN)).toBe('added');
  await vaccinate(all.tablet, 'Lê Thị Mới');
  await all.tablet.settled();
  expect([...all.office.records.values()]).toHaveLength(11);
});

test('[E11] a day’s key is dropped once the office has what it sealed; what waits keeps its key', async () => {
  const all = await openSampleTablet();
  await vaccinate(all.tablet, 'Nguyễn Thị Ánh');
  await all.tablet.settled();
  all.clock.turn(DAY);
  all.office.fate = (path) => (path.includes('/entries') ? 'lost' : 'pass');
  const late = await vaccinate(all.tablet, 'Lê Thị Bình');
  all.tablet.lock();
  for (let day = 0; day < 5; day++) {
    all.clock.turn(DAY);
    await all.tablet.settled();
  }
  expect(await all.tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
  await all.tablet.settled();
  const ledger = openLedger({ indexedDB: all.disk.indexedDB, IDBKeyRange });
  const keys = (await readEntryKeys(ledger)).toSorted((a, b) => a.madeAtMs - b.madeAtMs);
  const kept = keys.map((row) => row.forTablet !== null);
  expect(kept).toEqual([false, true]);
  expect((await all.tablet.register.person(late))?.record.doses).toHaveLength(1);
  all.office.restore(0);
  all.office.fate = () => 'pass';
  all.world.wake();
  await all.tablet.settled();
  all.tablet.sendNow();
  await all.tablet.settled();
  // What this tablet cannot read any more is given again all the same: the office opens it.
  expect([...all.office.records.values()]).toHaveLength(2);
});
