import { toInstant } from '@khop/shared/time';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addPerson, readEntries, samplePush } from '../sync/sample-push.ts';
import { type SampleApp, sampleApp } from './sample-app.ts';

let office: SampleApp;
beforeEach(async () => {
  office = await sampleApp();
});
afterEach(() => office.close());

async function post(user: string, path: string, payload?: object) {
  const { token } = await office.signIn(user);
  const headers = { authorization: `Bearer ${token}` };
  const url = `/api/desk/devices/${path}`;
  return office.app.inject({ method: 'POST', url, headers, ...(payload && { payload }) });
}

async function list(user: string) {
  const { token } = await office.signIn(user);
  return (await office.get(token, '/api/desk/devices')).json();
}

async function twoPersons() {
  await office.store.write((tx) => tx.db.updateTable('site').set({ two_persons: 1 }).execute());
}

test('tablets are listed to those of their site, and changed by its head alone', async () => {
  await office.enrol();
  await office.enrol('site-2');
  const { rows } = await list('head');
  expect(rows).toMatchObject([{ name: 'Máy 1', siteName: 'Trạm Một', state: 'in-use' }]);
  expect((await list('stranger')).rows).toHaveLength(1);
  expect((await list('admin')).rows).toHaveLength(2);
  const { id } = rows[0];
  expect((await post('head', `${id}/name`, { name: ' Máy phòng 2 ' })).statusCode).toBe(204);
  expect((await list('head')).rows[0].name).toBe('Máy phòng 2');
  const [other, absent] = [
    await post('stranger', `${id}/revocation`),
    await post('stranger', 'none/revocation'),
  ];
  expect([other.statusCode, other.body]).toEqual([404, absent.body]);
  expect((await post('police', `${id}/revocation`)).statusCode).toBe(403);
});

test('[L4] a tablet of a site of two persons waits for the second one', async () => {
  await twoPersons();
  const token = await office.enrol();
  const lease = () => office.get(token, '/api/lease');
  expect((await lease()).json()).toMatchObject({ state: 'waiting', lease: null });
  const [{ id }] = (await list('admin')).rows;
  // The administrator made its code.
  expect((await post('admin', `${id}/approval`)).json().code).toBe('conflict');
  expect((await post('head', `${id}/approval`)).statusCode).toBe(204);
  const granted = (await lease()).json();
  expect(granted.state).toBe('granted');
  expect(JSON.parse(granted.lease.text)).toMatchObject({
    device: id,
    operators: ['head', 'nurse', 'station'],
  });
});

test('[L5] [L6] a revoked tablet hands in what it has and gets nothing; later entries are kept apart', async () => {
  const token = await office.enrol();
  const [{ id }] = (await list('head')).rows;
  const tablet = office.journal(1);
  addPerson(tablet, 1);
  // The journal's clock stands at 01:00:02; the office's is turned past it.
  office.clock.advance(10_000);
  expect((await post('head', `${id}/revocation`)).statusCode).toBe(204);
  expect((await office.push(token, samplePush(tablet))).json()).toMatchObject({
    head: 2,
    refused: [],
  });
  expect((await office.get(token, '/api/lease')).json().state).toBe('revoked');
  expect((await office.get(token, '/api/site')).statusCode).toBe(403);
  for (let nth = 0; nth < 5; nth++) addPerson(tablet, 10 + nth);
  const late = await office.push(token, samplePush(tablet, { from: 3 }));
  expect(late.json().refused.at(-1)).toMatchObject({ problem: 'after-revocation' });
  const held = await readEntries(office.store, tablet.journal);
  expect(held).toHaveLength(12);
  expect((await list('head')).rows).toMatchObject([{ state: 'revoked', entries: 12 }]);
  expect(toInstant(office.clock.now())).toBe((await list('head')).rows[0].revokedAt);
});

test('[L5] the sessions that were opened on a revoked tablet end with it', async () => {
  const tablet = await office.enrol();
  const [{ id }] = (await list('head')).rows;
  const { token } = await office.signIn('nurse');
  await office.store.write((tx) =>
    tx.db.updateTable('session').set({ device: id }).where('account', '=', 'nurse').execute(),
  );
  expect((await office.get(token, '/api/me')).statusCode).toBe(200);
  await post('head', `${id}/revocation`);
  expect((await office.get(token, '/api/me')).statusCode).toBe(401);
  expect((await office.get(tablet, '/api/lease')).statusCode).toBe(200);
});
