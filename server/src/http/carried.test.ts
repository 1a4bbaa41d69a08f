import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addPerson, addText, readEntries, samplePush } from '../sync/sample-push.ts';
import { type SampleApp, sampleApp } from './sample-app.ts';

let office: SampleApp;
beforeEach(async () => {
  office = await sampleApp();
});
afterEach(() => office.close());

/** Sends what one tablet made by whoever has `bearer`. */
function carry(bearer: string, made: object, journal: string, headers: object = {}) {
  return office.app.inject({
    method: 'POST',
    url: `/api/journals/${journal}/entries`,
    headers: { authorization: `Bearer ${bearer}`, ...headers },
    payload: made,
  });
}

describe('[P10] a push carried by somebody else', () => {
  test('another site’s tablet or anybody at the desk hands it in; it counts once, as its tablet’s', async () => {
    const [own, other] = [await office.enrol(), await office.enrol('site-2')];
    const tablet = office.journal(1);
    addPerson(tablet, 1);
    const { journal } = tablet;
    const made = office.requestOf(own, samplePush(tablet));
    const bearers = [other, own];
    for (const user of ['police', 'nurse', 'admin']) {
      bearers.push((await office.signIn(user)).token);
    }
    for (const bearer of bearers) {
      const reply = await carry(bearer, made, journal);
      expect([reply.statusCode, reply.json()]).toMatchObject([
        200,
        { head: 2, headHash: tablet.headHash(), fork: null },
      ]);
    }
    expect(await readEntries(office.store, journal)).toHaveLength(2);
    const row = await office.store.read(({ db }) =>
      db.selectFrom('journal').select('device').where('id', '=', journal).executeTakeFirst(),
    );
    expect(row?.device).toBe(made.device);
  });

  test('the carrier is told how far the journal reaches, its own tablet also what was refused', async () => {
    const [own, other] = [await office.enrol(), await office.enrol()];
    const { token } = await office.signIn('head');
    const tablet = office.journal(2);
    addPerson(tablet, 1);
    addText(tablet, '{"kind":"unheard-of"}');
    const made = office.requestOf(own, samplePush(tablet));
    for (const bearer of [other, token]) {
      const reply = await carry(bearer, made, tablet.journal);
      expect(reply.json()).toMatchObject({ head: 3, refused: [] });
    }
    const reply = await carry(own, made, tablet.journal);
    expect(reply.json().refused).toMatchObject([{ seq: 3 }]);
  });

  test('nobody who carries it can change it, or say it is their own', async () => {
    const [own, other] = [await office.enrol(), await office.enrol()];
    const tablet = office.journal(3);
    addPerson(tablet, 1);
    const made = office.requestOf(own, samplePush(tablet));
    const theirs = office.requestOf(other, samplePush(tablet));
    const { token } = await office.signIn('station');
    const shorter = { ...made, entries: made.entries.slice(0, 1) };
    const renamed = { ...made, device: theirs.device };
    for (const changed of [shorter, renamed]) {
      const reply = await carry(token, changed, tablet.journal);
      expect([reply.statusCode, reply.json().code]).toEqual([400, 'bad-request']);
    }
    expect(await readEntries(office.store, tablet.journal)).toEqual([]);
  });

  test('[A3] a desk’s cookie carries only from the office’s own pages; a stranger not at all', async () => {
    const own = await office.enrol();
    const tablet = office.journal(4);
    addPerson(tablet, 1);
    const made = office.requestOf(own, samplePush(tablet));
    const { token } = await office.signIn('head');
    const url = `/api/journals/${tablet.journal}/entries`;
    const ask = (headers: Record<string, string>) =>
      office.app.inject({ method: 'POST', url, headers, payload: made });
    const cookie = `__Host-khop=${token}`;
    expect((await ask({ cookie, origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await ask({})).statusCode).toBe(401);
    const here = { cookie, origin: 'http://localhost', host: 'localhost' };
    expect((await ask(here)).statusCode).toBe(200);
  });
});
