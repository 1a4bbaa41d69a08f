import { afterAll, beforeAll, expect, test } from 'vitest';
import { findHalfSession, openHalfSession } from '../access/half-sessions.ts';
import { peopleTemplate } from '../people/template.ts';
import { putUnits } from '../store/units.ts';
import { type SampleApp, sampleApp } from './sample-app.ts';

const days = { edition: '2026-04', validFrom: '2026-04-30', validTo: null };
let office: SampleApp;
let token = '';

beforeAll(async () => {
  office = await sampleApp();
  await office.store.write((tx) =>
    putUnits(
      tx,
      [
        { ...days, code: '01', level: 'province', name: 'Tỉnh Một', parent: null },
        { ...days, code: '00007', level: 'commune', name: 'Xã Bảy', parent: '01' },
      ],
      [],
    ),
  );
  ({ token } = await office.signIn('admin'));
});
afterAll(() => office.close());

async function ask(url: string, payload: unknown, who = token) {
  const headers = { authorization: `Bearer ${who}` };
  const reply = await office.app.inject({
    method: 'POST',
    url,
    headers,
    payload: payload as object,
  });
  return { status: reply.statusCode, body: reply.json() };
}

const from = '2026-11-20T00:00:00.000Z';
const nurse = { role: 'vaccinator', site: 'tram-bay', unitCode: null, from, until: null };

test('a site is entered in the commune its code means today, and changed in place', async () => {
  const site = {
    name: 'Trạm Bảy',
    kind: 'public',
    communeCode: '00007',
    points: ['Chợ'],
    twoPersons: true,
  };
  const put = (words: object) => ask('/api/admin/sites/tram-bay', words);
  expect((await put({ ...site, communeCode: '00009' })).body.refused).toBe('unknown-unit');
  expect((await put({ ...site, communeCode: '01' })).body.refused).toBe('unknown-unit');
  expect((await put(site)).body.refused).toBeNull();
  expect((await put({ ...site, kind: 'private', points: ['Trường'] })).body.refused).toBeNull();
  const { sites } = (await office.get(token, '/api/admin/sites')).json();
  expect(sites.find(({ id }: { id: string }) => id === 'tram-bay')).toEqual({
    id: 'tram-bay',
    name: 'Trạm Bảy',
    kind: 'private',
    commune: { edition: '2026-04', code: '00007' },
    communeName: 'Xã Bảy',
    points: ['Trường'],
    twoPersons: true,
    people: 0,
    closedAt: null,
  });
  expect((await office.get(token, '/api/admin/units/00007')).json()).toEqual({
    unit: { edition: '2026-04', code: '00007' },
    name: 'Xã Bảy',
    above: ['Tỉnh Một'],
  });
  expect((await office.get(token, '/api/admin/units/00008')).statusCode).toBe(404);
});

test('[L4] a site asks for a second person until the administrator says otherwise, on the record', async () => {
  const acts = async () => {
    const rows = await office.store.read(({ db }) =>
      db
        .selectFrom('audit')
        .select('act')
        .where('object', '=', 'tram-tam')
        .orderBy('seq')
        .execute(),
    );
    return rows.map(({ act }) => act);
  };
  const site = { name: 'Trạm Tám', kind: 'public', communeCode: '00007', points: [] };
  const keep = (twoPersons: boolean) => ask('/api/admin/sites/tram-tam', { ...site, twoPersons });
  const asksForTwo = async () => {
    const { sites } = (await office.get(token, '/api/admin/sites')).json();
    return sites.find(({ id }: { id: string }) => id === 'tram-tam').twoPersons;
  };
  await keep(true);
  expect(await asksForTwo()).toBe(true);
  await keep(false);
  expect(await asksForTwo()).toBe(false);
  await keep(false);
  await keep(true);
  expect(await acts()).toEqual([
    'site-kept',
    'site-kept',
    'two-persons-off',
    'site-kept',
    'site-kept',
    'two-persons-on',
  ]);
  expect((await ask('/api/admin/sites/tram-tam', site)).status).toBe(400);
});

test('[AP3] a person is entered with the appointment, or not at all; then ends and begins anew', async () => {
  const person = { user: 'hoa', fullName: 'Lê Thị Hoa', appointment: nurse };
  const bad = { ...person, appointment: { ...nurse, site: 'nowhere' } };
  expect((await ask('/api/admin/people', bad)).body).toEqual({ refused: 'unknown-site' });
  expect((await ask('/api/admin/people', person)).body.refused).toBeNull();
  expect((await ask('/api/admin/people', person)).body).toEqual({ refused: 'user-taken' });
  const find = async (text: string) =>
    (await ask('/api/admin/people/search', { text, site: null, after: null })).body;
  const { people, total } = await find('thị hoa');
  expect([total, people[0].fullName, people[0].hasPassword]).toEqual([1, 'Lê Thị Hoa', false]);
  expect(people[0].appointments).toMatchObject([{ placeName: 'Trạm Bảy', stands: true }]);
  expect((await find('100%')).total).toBe(0);
  const { id } = people[0];
  const chair = { role: 'commune-chairman', site: null, unitCode: '00007', from, until: null };
  const appoint = () => ask(`/api/admin/people/${id}/appointments`, chair);
  expect((await appoint()).body).toEqual({ refused: 'other-role' });
  const end = `/api/admin/appointments/${people[0].appointments[0].id}/end`;
  expect((await ask(end, { until: from })).body.refused).toBeNull();
  expect((await ask(end, { until: from })).body).toEqual({ refused: 'over-already' });
  expect((await appoint()).body.refused).toBeNull();
  const password = (await ask(`/api/admin/people/${id}/first-password`, {})).body.password;
  expect(password).toMatch(/^.{5}-.{5}-.{5}-.{5}$/);
  expect((await find('hoa')).people[0].hasPassword).toBe(true);
});

test('[A10] a first password ends what was signed in or half signed in with the one before', async () => {
  const { token: before } = await office.signIn('stranger');
  const half = await office.store.write((tx) =>
    openHalfSession(tx, { account: 'stranger', agent: 'Chrome' }),
  );
  expect(await findHalfSession(office.store, half)).not.toBeNull();
  expect((await ask('/api/admin/people/stranger/first-password', {})).status).toBe(200);
  expect((await office.get(before, '/api/me')).statusCode).toBe(401);
  expect(await findHalfSession(office.store, half)).toBeNull();
});

test('a closed site takes nobody, and says so of who is still appointed there', async () => {
  expect((await ask('/api/admin/sites/site-2/closing', {})).status).toBe(200);
  expect((await ask('/api/admin/sites/site-2/closing', {})).status).toBe(404);
  const search = { text: '', site: 'site-2', after: null };
  const { people } = (await ask('/api/admin/people/search', search)).body;
  expect(people[0].appointments).toMatchObject([{ stands: false }]);
  const { body } = await ask('/api/admin/people', {
    user: 'muon',
    fullName: 'A',
    appointment: { ...nurse, site: 'site-2' },
  });
  expect(body).toEqual({ refused: 'unknown-site' });
});

test('a workbook is looked at first and taken then; the template is one', async () => {
  const send = (file: Uint8Array, dry: boolean) =>
    ask('/api/admin/import', { workbook: Buffer.from(file).toString('base64'), dry });
  const template = (await office.get(token, '/api/admin/template')).rawPayload;
  expect(template.subarray(0, 2).toString()).toBe('PK');
  const looked = { applied: false, rows: 0, problems: [], file: null };
  expect((await send(template, true)).body).toMatchObject(looked);
  const taken = await send(await peopleTemplate(), false);
  expect(taken.body).toMatchObject({ applied: true, changes: [] });
  const wrong = await send(Buffer.from('x'), false);
  expect(wrong.body).toMatchObject({ applied: false, file: 'not-a-workbook' });
  expect((await send(Buffer.alloc(10_000_001), true)).body.file).toBe('too-large');
  expect((await send(Buffer.alloc(11_000_000), true)).status).toBe(413);
});

test('[A1] nobody but an administrator looks after people', async () => {
  const other = (await office.signIn('police')).token;
  expect((await office.get(other, '/api/admin/sites')).statusCode).toBe(403);
  const search = { text: '', site: null, after: null };
  expect((await ask('/api/admin/people/search', search, other)).status).toBe(403);
});

test('[A25] a month that is none is no beginning of a right, and no end of one', async () => {
  const none = '2026-29-20T00:00:00.000Z';
  const asked = { user: 'thang29', fullName: 'Người Tháng Hai Chín' };
  for (const wrong of [{ from: none }, { until: none }]) {
    const appointment = { ...nurse, ...wrong };
    expect((await ask('/api/admin/people', { ...asked, appointment })).status).toBe(400);
  }
});
