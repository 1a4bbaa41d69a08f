import { join } from 'node:path';
import { identityKey, judgeCheckability } from '@khop/shared/identity';
import { newId } from '@khop/shared/ids';
import type { PersonRecord } from '@khop/shared/record';
import { sampleDose, sampleIdentity, sampleRegistration, seededRandom } from '@khop/shared/sample';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settle } from '../checks/settle.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { putUnits } from '../store/units.ts';
import { quarantine } from '../sync/arrival.ts';
import { decideLate } from '../sync/late.ts';
import { acceptOne, addText, samplePush } from '../sync/sample-push.ts';
import { addHamlet } from '../units/keep-hamlets.ts';
import { openSampleOffice, readContent, type SampleOffice } from './sample-copies.ts';

let office: SampleOffice;
beforeEach(async () => {
  office = await openSampleOffice(11);
});
afterEach(() => office.close());

function tabletsOf({ tablets }: SampleOffice) {
  const [first, second] = tablets;
  if (first === undefined || second === undefined) throw new Error('two tablets');
  return [first, second] as const;
}

async function restored(): Promise<Store> {
  const { data } = await office.restore();
  const world = { clock: office.clock, random: seededRandom(5) };
  return openStore(join(data, 'office.sqlite'), world);
}

test('[E7] what waited, what was mended and what was frozen since the full copy is so again', async () => {
  const [first, second] = tabletsOf(office);
  const person = first.newId();
  first.add('dose-recorded', person, { dose: sampleDose });
  addText(first, '{"no": "entry"');
  await acceptOne(office.store, samplePush(first));
  await office.copy();
  second.add('person-registered', person, sampleRegistration(sampleIdentity));
  await acceptOne(office.store, samplePush(second));
  const other = samplePush(first, { from: 2 });
  const forked = { ...other, prevHash: 'ab'.repeat(32) };
  expect((await acceptOne(office.store, forked)).status).toBe('forked');
  await office.copy();
  const store = await restored();
  expect(await readContent(store)).toBe(await readContent(office.store));
  const held = JSON.parse(await readContent(store)) as {
    entry: { state: string }[];
    journal: { state: string }[];
  };
  expect(held.entry.map(({ state }) => state).sort()).toEqual([
    'applied',
    'applied',
    'quarantined',
  ]);
  expect(held.journal.map(({ state }) => state).sort()).toEqual(['frozen', 'open']);
  await store.close();
});

test('[L7] [U11] what was accepted late and which hamlets were added since the full copy is so again', async () => {
  const [first] = tabletsOf(office);
  const person = first.newId();
  first.add('person-registered', person, sampleRegistration(sampleIdentity));
  const push = samplePush(first);
  for (const arrival of push.arrivals) quarantine(arrival, 'after-revocation');
  await acceptOne(office.store, push);
  const commune = { edition: '2026-04', code: '00001' };
  const days = { validFrom: '2026-04-30', validTo: null, parent: null };
  const site = 'site-1';
  await office.store.write(async (tx) => {
    const device = { id: push.device, site, name: 'Máy 1', token_hash: 'x', public_key: null };
    const seen = { enrolled_by: 'admin', enrolled_at: 0, seen_at: 0, ended_at: 1 };
    const row = { ...device, ...seen, approved_by: null, approved_at: 0 };
    await tx.db.insertInto('device').values(row).execute();
    await putUnits(tx, [{ ...commune, ...days, level: 'commune', name: 'Xã Một' }], []);
  });
  await office.copy();
  const place = { journal: push.journal, seqs: [1] };
  const words = { ...place, decision: 'accept' as const, reason: 'on-paper' as const };
  await office.store.write(async (tx) => {
    expect(await decideLate(tx, words, { by: 'head', sites: [site] })).toEqual({ decided: 1 });
    await addHamlet(tx, { commune, number: 1, name: 'Thôn Một' }, 'admin');
  });
  await office.copy();
  const store = await restored();
  expect(await readContent(store)).toBe(await readContent(office.store));
  const unitsOf = (of: Store) => of.read(({ db }) => db.selectFrom('unit').selectAll().execute());
  expect(await unitsOf(store)).toEqual(await unitsOf(office.store));
  const [entry] = await store.read(({ db }) => db.selectFrom('entry').select('state').execute());
  expect(entry?.state).toBe('applied');
  await store.close();
});

async function liveJobs(store: Store): Promise<string[]> {
  const rows = await store.read(({ db }) =>
    db.selectFrom('job').select('subject').where('state', 'in', ['waiting', 'leased']).execute(),
  );
  return rows.map(({ subject }) => subject).sort();
}

async function answer(subject: string): Promise<void> {
  await office.store.write(async (tx) => {
    const row = await tx.db
      .selectFrom('record')
      .select('body')
      .where('id', '=', subject)
      .executeTakeFirstOrThrow();
    const asked = judgeCheckability((JSON.parse(row.body) as PersonRecord).identity);
    if (asked.state !== 'checkable') throw new Error('not checkable');
    const verdict = {
      key: identityKey(asked.fields),
      answer: 'match' as const,
      answeredAt: '2026-11-21T03:00:00.000Z',
      registry: 'sample',
      check: newId(tx.clock.now(), tx.random),
    };
    await settle(tx, [{ subject, verdict }]);
    await tx.db.updateTable('job').set({ state: 'done' }).where('subject', '=', subject).execute();
  });
}

test('[I17] questions that are open are asked again after a restore, answered ones are not', async () => {
  for (let nth = 0; nth < 3; nth++) await office.record(nth);
  await office.copy();
  await office.record(0);
  const [one = '', , , four = ''] = await liveJobs(office.store);
  await answer(one);
  await answer(four);
  await office.copy();
  const store = await restored();
  expect(await liveJobs(store)).toEqual(await liveJobs(office.store));
  expect(await liveJobs(store)).toHaveLength(2);
  expect(await readContent(store)).toBe(await readContent(office.store));
  await store.close();
});
