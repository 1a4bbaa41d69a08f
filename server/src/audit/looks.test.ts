import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SampleApp, sampleApp } from '../http/sample-app.ts';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import { type Store, StoreTrouble } from '../store/store.ts';
import { addPerson, samplePush } from '../sync/sample-push.ts';
import { keepLooks, LIST_TAKEN, LIST_VIEWED, PERSON_VIEWED } from './looks.ts';

let office: SampleApp;
let person = '';
beforeEach(async () => {
  office = await sampleApp();
  const tablet = office.journal(1);
  person = addPerson(tablet, 1);
  await office.push(await office.enrol(), samplePush(tablet));
});
afterEach(() => office.close());

function rowsOf({ store }: { store: Store }, act: string) {
  return store.read(({ db }) =>
    db.selectFrom('audit').select(['who', 'object', 'at']).where('act', '=', act).execute(),
  );
}

test('[A20] a person who is opened again and again within a minute is one row a session', async () => {
  const head = await office.signIn('head');
  const station = await office.signIn('station');
  for (const { token } of [head, head, station, head]) {
    expect((await office.get(token, `/api/desk/persons/${person}`)).statusCode).toBe(200);
  }
  office.clock.advance(60_000);
  await office.get(head.token, `/api/desk/persons/${person}`);
  const seen = await rowsOf(office, PERSON_VIEWED);
  expect(seen.map(({ who, object }) => [who, object])).toEqual([
    ['head', person],
    ['station', person],
    ['head', person],
  ]);
});

test('[A20] a list is written down with its filter and how many it told, without the asker’s own words', async () => {
  const { token } = await office.signIn('head');
  await office.get(token, '/api/desk/checks?state=waiting');
  await office.get(token, '/api/desk/checks?state=waiting&cause=Nguyen-Van-Bi-Mat');
  expect(await rowsOf(office, LIST_VIEWED)).toMatchObject([
    { who: 'head', object: 'state=waiting rows=1 of=1' },
    { who: 'head', object: 'state=waiting cause=? rows=0 of=0' },
  ]);
});

test('[A20] that a tablet takes a list is one row an hour, however often it asks', async () => {
  const { token, grant } = await office.signIn('nurse');
  const url = `/api/scopes/${encodeURIComponent(grant.scopes[0] ?? '')}/records`;
  for (let asked = 0; asked < 24; asked++) {
    expect((await office.get(token, url)).statusCode).toBe(200);
    office.clock.advance(5 * 60_000);
  }
  const rows = await rowsOf(office, LIST_TAKEN);
  expect(rows).toHaveLength(2);
});

test('[A21] the page says who opened it before, with name and role', async () => {
  const { token } = await office.signIn('head');
  const { token: other } = await office.signIn('station');
  await office.get(other, `/api/desk/persons/${person}`);
  const found = (await office.get(token, `/api/desk/persons/${person}`)).json();
  expect(found.looks).toMatchObject([{ who: 'station', at: expect.stringMatching(/^2026-/) }]);
  expect(found.operators).toContainEqual({
    id: 'station',
    fullName: 'Người station',
    role: 'health-station',
  });
});

test('[A20] a disk that does not write delays no answer', async () => {
  const { token } = await office.signIn('head');
  const held = Promise.withResolvers<never>();
  const { write } = office.store;
  office.store.write = () => held.promise;
  const opened = await office.get(token, `/api/desk/persons/${person}`);
  const listed = await office.get(token, '/api/desk/checks');
  expect([opened.statusCode, listed.statusCode]).toEqual([200, 200]);
  office.store.write = write;
  held.reject(new StoreTrouble('busy', null));
});

test('[A20] what could not be written down is written down later, and nobody looks while too much waits', async () => {
  const stores: StoreMaker = await makeStores('sqlite');
  const clock = handClock();
  const store = await stores.open(clock);
  const { write } = store;
  store.write = async () => {
    throw new StoreTrouble('full', null);
  };
  const looks = keepLooks(store, clock, null);
  const look = (object: string) =>
    looks.add({ who: 'head', session: 's', act: PERSON_VIEWED, object });
  for (let nth = 0; nth < 10_000; nth++) expect(look(`p-${nth}`)).toBe(true);
  expect(look('one-too-many')).toBe(false);
  await looks.settled();
  expect(looks.waiting()).toBe(10_000);
  store.write = write;
  await looks.settled();
  expect(looks.waiting()).toBe(0);
  expect(await rowsOf({ store }, PERSON_VIEWED)).toHaveLength(10_000);
  expect(look('again')).toBe(true);
  await looks.settled();
  await stores.stop();
});
