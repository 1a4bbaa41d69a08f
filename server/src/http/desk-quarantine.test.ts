import type { DeskQuarantine } from '@khop/shared/protocol/desk';
import type { SampleJournal } from '@khop/shared/sample';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addAccount } from '../access/accounts.ts';
import { addPerson, samplePush } from '../sync/sample-push.ts';
import { type SampleApp, sampleApp } from './sample-app.ts';

let office: SampleApp;
let tablet: SampleJournal;
let tabletToken = '';

beforeEach(async () => {
  office = await sampleApp();
  // Whose key the sample's journals are signed with: they head the site too.
  await office.store.write((tx) =>
    addAccount(
      tx,
      {
        ...{ id: 'op-1', user: 'tu', fullName: 'Lê Thị Tư', password: 'x' },
        ...{ role: 'head-of-site', site: 'site-1', commune: null },
      },
      'test',
    ),
  );
});
afterEach(() => office.close());

/** A tablet that was revoked, and then handed in five persons with a dose each. */
async function handsInLate() {
  tabletToken = await office.enrol();
  const { rows } = (await office.get(await tokenOf('head'), '/api/desk/devices')).json();
  await post('head', `devices/${rows[0].id}/revocation`, {});
  tablet = office.journal(1);
  for (let nth = 0; nth < 5; nth++) addPerson(tablet, 10 + nth);
  await office.push(tabletToken, samplePush(tablet));
}

async function tokenOf(user: string) {
  return (await office.signIn(user)).token;
}

async function post(user: string, path: string, payload: object) {
  const headers = { authorization: `Bearer ${await tokenOf(user)}` };
  return office.app.inject({ method: 'POST', url: `/api/desk/${path}`, headers, payload });
}

async function held(user = 'head'): Promise<DeskQuarantine['rows']> {
  return (await office.get(await tokenOf(user), '/api/desk/quarantine')).json().rows;
}

const decide = (user: string, seqs: number[], decision: string, reason: string) =>
  post(user, 'late', { journal: tablet.journal, seqs, decision, reason });

const acts = () =>
  office.store.read(async ({ db }) => {
    const rows = await db
      .selectFrom('audit')
      .select(['who', 'act', 'object'])
      .where('act', 'like', 'late-%')
      .orderBy('seq')
      .execute();
    return rows.map(({ who, act, object }) => `${who} ${act} ${object}`);
  });

const stored = () =>
  office.store.read(({ db }) =>
    db.selectFrom('entry').select(['seq', 'state', 'problem', 'text']).orderBy('seq').execute(),
  );

test('[L7] late entries are told with who, when and on which tablet', async () => {
  await handsInLate();
  const rows = await held();
  expect(rows.length).toBe(tablet.entries.length);
  expect(rows.at(-1)).toMatchObject({
    device: 'Máy 1',
    seq: 1,
    problem: 'after-revocation',
    late: {
      operator: 'Lê Thị Tư',
      recordedAt: tablet.entries[0]?.entry.recordedAt.at,
      rejected: false,
      mayDecide: true,
    },
  });
  expect((await held('police')).at(-1)?.late?.mayDecide).toBe(false);
  expect(await held('stranger')).toEqual([]);
});

test('[L7] accepted entries count, in whatever order, and a tablet that asks again hears so', async () => {
  await handsInLate();
  const before = await stored();
  // The dose before its person: it waits as any dose would.
  expect((await decide('head', [2], 'accept', 'on-paper')).json()).toEqual({ decided: 1 });
  expect((await stored())[1]).toMatchObject({ state: 'quarantined', problem: 'subject-unknown' });
  expect((await decide('head', [1], 'accept', 'on-paper')).json()).toEqual({ decided: 1 });
  const after = await stored();
  expect(after.slice(0, 2).map(({ state, problem }) => [state, problem])).toEqual([
    ['applied', null],
    ['applied', null],
  ]);
  expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  const person = String(tablet.entries[0]?.entry.subject);
  const { record } = (
    await office.get(await tokenOf('head'), `/api/desk/persons/${person}`)
  ).json();
  expect(record.doses).toHaveLength(1);
  const again = (await office.push(tabletToken, samplePush(tablet, { to: 2 }))).json();
  expect(again.refused).toEqual([]);
  expect(await acts()).toEqual([
    `head late-accepted ${tablet.journal}:2 on-paper`,
    `head late-accepted ${tablet.journal}:1 on-paper`,
  ]);
  expect((await decide('head', [1, 2], 'accept', 'on-paper')).json()).toEqual({ decided: 0 });
});

test('[L7] [I14] a rejected entry stays, says so, counts nowhere, and may be accepted after all', async () => {
  await handsInLate();
  expect((await decide('head', [1, 2], 'reject', 'not-our-staff')).json()).toEqual({ decided: 2 });
  const { late, problem } = (await held()).find(({ seq }) => seq === 1) ?? {};
  expect([late?.rejected, problem]).toEqual([true, 'after-revocation']);
  const person = String(tablet.entries[0]?.entry.subject);
  const url = `/api/desk/persons/${person}`;
  expect((await office.get(await tokenOf('head'), url)).statusCode).toBe(404);
  expect((await decide('head', [1, 2], 'reject', 'not-known')).json()).toEqual({ decided: 0 });
  expect((await decide('head', [1, 2], 'accept', 'seen-by-staff')).json()).toEqual({ decided: 2 });
  expect((await office.get(await tokenOf('head'), url)).statusCode).toBe(200);
  expect(await acts()).toHaveLength(4);
});

test('[L7] nobody decides about their own, about another site’s, or without a reason that fits', async () => {
  await handsInLate();
  const answers = [
    await decide('stranger', [1], 'accept', 'on-paper'),
    await decide('admin', [1], 'accept', 'on-paper'),
    await decide('police', [1], 'accept', 'on-paper'),
    await decide('head', [1], 'accept', 'not-known'),
    await decide('head', [], 'accept', 'on-paper'),
  ];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 403, 403, 400, 400]);
  expect(await acts()).toEqual([]);
});

test('[L7] who recorded an entry is the one person of the site who may not let it count', async () => {
  await handsInLate();
  expect((await held('tu'))[0]?.late?.mayDecide).toBe(false);
  expect((await decide('tu', [1], 'accept', 'on-paper')).statusCode).toBe(409);
  expect((await decide('station', [1], 'accept', 'on-paper')).json()).toEqual({ decided: 1 });
});
