import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEpoch } from '../store/epochs.ts';
import { addPerson, samplePush } from '../sync/sample-push.ts';
import { type SampleApp, sampleApp } from './sample-app.ts';

const DAY_MS = 24 * 60 * 60_000;

let office: SampleApp;
beforeEach(async () => {
  office = await sampleApp();
});
afterEach(() => office.close());

async function recovering(user: string) {
  const { token } = await office.signIn(user);
  return (await office.get(token, '/api/desk/recovery')).json().recovering;
}

/** A tablet of the site that has sent once. */
async function tabletOf(seed: number, site = 'site-1') {
  const token = await office.enrol(site);
  const tablet = office.journal(seed);
  addPerson(tablet, seed, site);
  await office.push(token, samplePush(tablet));
  return {
    async sendsAgain() {
      addPerson(tablet, seed + 100, site);
      const reply = await office.push(token, samplePush(tablet, { from: 3 }));
      expect(reply.statusCode).toBe(200);
    },
  };
}

async function restore() {
  office.clock.advance(1000);
  await office.store.write((tx) => startEpoch(tx, 'restored'));
  office.clock.advance(1000);
}

async function release(user: string): Promise<number> {
  const { token } = await office.signIn(user);
  const headers = { authorization: `Bearer ${token}` };
  const url = '/api/desk/recovery/release';
  return (await office.app.inject({ method: 'POST', url, headers })).statusCode;
}

test('[S8] an office on its first day waits for nobody', async () => {
  await tabletOf(1);
  expect(await recovering('head')).toBeNull();
});

test('[S8] restored, it waits for each tablet it had heard lately, and takes pushes meanwhile', async () => {
  const first = await tabletOf(1);
  const second = await tabletOf(2);
  await tabletOf(3, 'site-2');
  office.clock.advance(DAY_MS);
  await restore();
  expect(await recovering('head')).toMatchObject({ tablets: 2, heard: 0, mayRelease: false });
  expect(await recovering('admin')).toMatchObject({ tablets: 3, heard: 0, mayRelease: true });
  await first.sendsAgain();
  expect(await recovering('head')).toMatchObject({ tablets: 2, heard: 1 });
  await second.sendsAgain();
  expect(await recovering('head')).toBeNull();
  expect(await recovering('stranger')).toMatchObject({ tablets: 1, heard: 0 });
});

test('[S8] a tablet silent for a month before, or revoked, is not waited for', async () => {
  await tabletOf(1);
  office.clock.advance(31 * DAY_MS);
  await tabletOf(2);
  await restore();
  expect(await recovering('head')).toMatchObject({ tablets: 1, heard: 0 });
  const { token } = await office.signIn('head');
  const { rows } = (await office.get(token, '/api/desk/devices')).json();
  for (const { id } of rows) {
    const headers = { authorization: `Bearer ${token}` };
    const url = `/api/desk/devices/${id}/revocation`;
    await office.app.inject({ method: 'POST', url, headers });
  }
  expect(await recovering('head')).toBeNull();
});

test('[S8] an administrator says that enough were heard, once for this restore', async () => {
  await tabletOf(1);
  await restore();
  expect(await release('head')).toBe(403);
  expect(await recovering('head')).not.toBeNull();
  expect(await release('admin')).toBe(204);
  expect(await release('admin')).toBe(204);
  expect(await recovering('head')).toBeNull();
  const acts = await office.store.read(({ db }) =>
    db.selectFrom('audit').select('who').where('act', '=', 'recovery-released').execute(),
  );
  expect(acts).toEqual([{ who: 'admin' }]);
  await restore();
  expect(await recovering('head')).toMatchObject({ tablets: 1, heard: 0 });
});
