import type { UnitKey } from '@khop/shared/entry';
import type { Role } from '@khop/shared/protocol/enrol';
import { sampleIdentity, sampleRegistration } from '@khop/shared/sample';
import type { Unit } from '@khop/shared/unit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAccount } from '../access/accounts.ts';
import { endAppointment, readAppointments } from '../access/appointments.ts';
import { hashPassword } from '../access/passwords.ts';
import { putSite } from '../access/sites.ts';
import { putUnits } from '../store/units.ts';
import { addPerson, samplePush } from '../sync/sample-push.ts';
import { PASSWORD, type SampleApp, sampleApp } from './sample-app.ts';

const before = { edition: '2025-06', validFrom: null, validTo: '2025-06-30' };
const now = { edition: '2026-04', validFrom: '2026-04-30', validTo: null };
const commune = { level: 'commune' as const };
const UNITS: Unit[] = [
  { ...before, code: '01', level: 'province', name: 'Tỉnh Một', parent: null },
  { ...before, code: '001', level: 'district', name: 'Huyện Một', parent: '01' },
  { ...before, ...commune, code: '00001', name: 'Xã A', parent: '001' },
  { ...before, ...commune, code: '00002', name: 'Xã B', parent: '001' },
  { ...now, code: '01', level: 'province', name: 'Tỉnh Một', parent: null },
  { ...now, code: '02', level: 'province', name: 'Tỉnh Hai', parent: null },
  { ...now, ...commune, code: '00001', name: 'Xã A mới', parent: '01' },
  { ...now, ...commune, code: '00003', name: 'Xã C', parent: '01' },
  { ...now, ...commune, code: '00009', name: 'Xã xa', parent: '02' },
];
const old = (code: string): UnitKey => ({ edition: '2025-06', code });
const unit = (code: string): UnitKey => ({ edition: '2026-04', code });
// A went whole into the new A; B was split between the new A and C.
const CHANGES = [
  { from: old('01'), to: unit('01'), basis: 'list' as const },
  { from: old('00001'), to: unit('00001'), basis: 'list' as const },
  { from: old('00002'), to: unit('00001'), basis: 'list' as const },
  { from: old('00002'), to: unit('00003'), basis: 'list' as const },
];

let office: SampleApp;
const homes: [string, UnitKey | null, string][] = [
  ['in old A', old('00001'), 'far'],
  ['in split B', old('00002'), 'far'],
  ['in new A', unit('00001'), 'far'],
  ['in C', unit('00003'), 'far'],
  ['in province 2', unit('00009'), 'far'],
  ['recorded in C', null, 'near'],
];
const personIds = new Map<string, string>();

beforeAll(async () => {
  office = await sampleApp({});
  const staff: [string, Role, UnitKey | null][] = [
    ['chair-new-a', 'commune-chairman', unit('00001')],
    ['chair-c', 'commune-chairman', unit('00003')],
    ['chair-old-a', 'commune-chairman', old('00001')],
    ['chair-old-b', 'commune-chairman', old('00002')],
    ['district', 'district-health', old('001')],
    ['province-1', 'district-health', unit('01')],
    ['province-old', 'district-health', old('01')],
    ['province-2', 'district-health', unit('02')],
    ['ministry', 'ministry', null],
    ['admin', 'administrator', null],
  ];
  const password = await hashPassword(PASSWORD, (length) => new Uint8Array(length));
  await office.store.write(async (tx) => {
    await putUnits(tx, UNITS, CHANGES);
    const site = { communeName: 'Xã', points: [] };
    await putSite(tx, { ...site, id: 'near', name: 'Trạm C', commune: unit('00003') });
    await putSite(tx, { ...site, id: 'far', name: 'Trạm xa', commune: unit('00009') });
    const nurse = {
      id: 'op-1',
      user: 'nurse',
      fullName: 'nurse',
      password,
      commune: null,
      from: 0,
    };
    await addAccount(tx, { ...nurse, role: 'vaccinator', site: 'near' }, 'test');
    for (const [user, role, place] of staff) {
      const who = { id: user, user, fullName: user, password, site: null };
      await addAccount(tx, { ...who, role, commune: place }, 'test');
    }
  });
  for (const site of ['near', 'far']) {
    const tablet = office.journal(site === 'near' ? 1 : 2);
    for (const [serial, [name, residence, at]] of homes.entries()) {
      if (at !== site) continue;
      if (residence === null) personIds.set(addPerson(tablet, serial, site), name);
      else {
        const person = tablet.newId();
        const number = { kind: 'personal-id' as const, value: `00119000000${serial}` };
        const identity = { ...sampleIdentity, fullName: `Lê Thử ${name}`, number };
        tablet.add('person-registered', person, {
          ...sampleRegistration(identity, site),
          residence,
        });
        personIds.set(person, name);
      }
    }
    await office.push(await office.enrol(site), samplePush(tablet));
  }
});
afterAll(() => office.close());

async function seenBy(user: string): Promise<string[]> {
  const { token } = await office.signIn(user);
  const { rows, total } = (await office.get(token, '/api/desk/checks')).json();
  expect(total).toBe(rows.length);
  for (const { person } of rows) {
    expect((await office.get(token, `/api/desk/persons/${person}`)).statusCode).toBe(200);
  }
  return rows.map(({ person }: { person: string }) => personIds.get(person)).sort();
}

test('[U6] whoever answers for a new commune sees the residents of what it was made of', async () => {
  expect(await seenBy('chair-new-a')).toEqual(['in new A', 'in old A', 'in split B']);
});

test('[U8] who lives in a split commune is listed in each successor', async () => {
  expect(await seenBy('chair-c')).toEqual(['in C', 'in split B', 'recorded in C']);
});

test('[U8] the desk says of a residence what became of it, and asks where it split', async () => {
  const { token } = await office.signIn('ministry');
  const residenceOf = async (name: string) => {
    const [id] = [...personIds].find(([, each]) => each === name) ?? [];
    return (await office.get(token, `/api/desk/persons/${id}`)).json().residence;
  };
  expect(await residenceOf('in old A')).toEqual({
    name: 'Xã A',
    state: 'moved',
    now: ['Xã A mới'],
  });
  expect(await residenceOf('in split B')).toMatchObject({
    state: 'split',
    now: ['Xã A mới', 'Xã C'],
  });
  expect(await residenceOf('in C')).toMatchObject({ state: 'stands' });
  expect(await residenceOf('recorded in C')).toBeNull();
});

test('[U9] staff of merged and split communes see what they saw, and nothing of the new one', async () => {
  expect(await seenBy('chair-old-a')).toEqual(['in old A']);
  expect(await seenBy('chair-old-b')).toEqual(['in split B']);
});

test('[U6] district, province and country see by the tree, and their grants stay small', async () => {
  const first = ['in C', 'in new A', 'in old A', 'in split B', 'recorded in C'];
  expect(await seenBy('district')).toEqual(['in old A', 'in split B']);
  expect(await seenBy('province-1')).toEqual(first);
  // [U7] the province was listed anew, and went on
  expect(await seenBy('province-old')).toEqual(first);
  expect(await seenBy('province-2')).toEqual(['in province 2']);
  expect(await seenBy('ministry')).toEqual([...homes.map(([name]) => name)].sort());
  expect(await seenBy('admin')).toEqual([]);
  const scopes = async (user: string) => (await office.signIn(user)).grant.scopes;
  expect(await scopes('province-1')).toEqual(['area:2026-04:01']);
  expect(await scopes('ministry')).toEqual(['country']);
  expect(await scopes('chair-c')).toEqual(['commune:2026-04:00003', 'commune:2025-06:00002']);
});

test('[AP6] what was recorded without a right is found by its flag, and told in the history', async () => {
  const { token } = await office.signIn('ministry');
  const list = async (query: string) =>
    (await office.get(token, `/api/desk/checks${query}`)).json();
  const all = await list('');
  expect(all.counts.flags).toEqual([{ key: 'right-ended', count: 5 }]);
  const flagged = await list('?flag=right-ended');
  expect([all.total, flagged.total]).toEqual([6, 5]);
  const names = flagged.rows.map(({ person }: { person: string }) => personIds.get(person));
  expect(names).not.toContain('recorded in C');
  const { person } = flagged.rows[0];
  const found = (await office.get(token, `/api/desk/persons/${person}`)).json();
  expect(found.flags).toEqual([{ entry: found.record.versions[0].entry, flag: 'right-ended' }]);
  expect((await office.get(token, '/api/desk/checks?flag=other')).statusCode).toBe(400);
});

test('[AP4] a right that ends ends the session with it, and there is no signing in after', async () => {
  const { token } = await office.signIn('chair-c');
  expect((await office.get(token, '/api/me')).statusCode).toBe(200);
  const at = office.clock.now() + 60_000;
  await office.store.write(async (tx) => {
    const [held] = (await readAppointments(tx, ['chair-c'])).get('chair-c') ?? [];
    const end = { id: held?.id ?? '', until: new Date(at).toISOString() };
    expect(await endAppointment(tx, end, 'admin')).toBe('ended');
    expect(await endAppointment(tx, end, 'admin')).toBe('over-already');
  });
  expect((await office.get(token, '/api/me')).statusCode).toBe(200);
  office.clock.advance(60_000);
  expect((await office.get(token, '/api/me')).statusCode).toBe(401);
});
