import type { Place } from '@khop/shared/appointment';
import type { UnitKey } from '@khop/shared/entry';
import type { Role } from '@khop/shared/protocol/enrol';
import { sampleIdentity, sampleRegistration } from '@khop/shared/sample';
import { toInstant } from '@khop/shared/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertAccount } from '../access/accounts.ts';
import { insertAppointment } from '../access/appointments.ts';
import { putSite } from '../access/sites.ts';
import { samplePush } from '../sync/sample-push.ts';
import { importUnits } from '../units/import-units.ts';
import { CHANGES, UNITS, UNITS_AFTER } from './matrix-world.ts';
import { type SampleApp, sampleApp } from './sample-app.ts';

const old = (code: string): UnitKey => ({ edition: '2025-06', code });
const unit = (code: string): UnitKey => ({ edition: '2025-07', code });
const inUnit = (key: UnitKey): Place => ({ kind: 'unit', unit: key });

const STAFF: Record<string, { role: Role; place: Place }> = {
  'nurse in old 1': { role: 'vaccinator', place: { kind: 'site', site: 'near' } },
  'station of old 1': { role: 'health-station', place: inUnit(old('00001')) },
  'hamlet in old 1': { role: 'hamlet-team', place: inUnit(old('00001.2')) },
  'police of old 1': { role: 'commune-police', place: inUnit(old('00001')) },
  'chairman of old 3': { role: 'commune-chairman', place: inUnit(old('00003')) },
  'police of old 2': { role: 'commune-police', place: inUnit(old('00002')) },
  'head of new 1': { role: 'head-of-site', place: inUnit(unit('00001')) },
  district: { role: 'district-health', place: inUnit(old('001')) },
  'province before': { role: 'district-health', place: inUnit(old('01')) },
  'province after': { role: 'district-health', place: inUnit(unit('01')) },
  'province elsewhere': { role: 'district-health', place: inUnit(old('02')) },
  ministry: { role: 'ministry', place: { kind: 'country' } },
  administrator: { role: 'administrator', place: { kind: 'country' } },
};

let office: SampleApp;
const names = new Map<string, string>();

beforeAll(async () => {
  office = await sampleApp({});
  const all = { units: UNITS.map((each) => ({ ...each, validTo: null })), changes: [] };
  await importUnits(
    office.store,
    { ...all, notes: [], problems: [], places: new Map() },
    { by: 'a', isWhole: true },
  );
  await office.store.write(async (tx) => {
    const words = { communeName: 'Xã', points: [] };
    await putSite(tx, { ...words, id: 'near', name: 'Trạm gần', commune: old('00001') });
    await putSite(tx, { ...words, id: 'far', name: 'Trạm xa', commune: old('00009') });
    const empty = { password: 'x' };
    await insertAccount(tx, { ...empty, id: 'op-1', user: 'op-1', fullName: 'op-1' }, 'a');
    for (const [user, { role, place }] of Object.entries(STAFF)) {
      await insertAccount(tx, { ...empty, id: user, user, fullName: user }, 'a');
      const from = toInstant(0);
      await insertAppointment(tx, { account: user, role, place, from, until: null }, 'a');
    }
  });
});
afterAll(() => office.close());

let serial = 0;
async function register(site: string, homes: readonly [string, UnitKey | null][]): Promise<void> {
  const tablet = office.journal(40 + serial);
  for (const [name, residence] of homes) {
    serial += 1;
    const person = tablet.newId();
    const value = `00119000${String(7100 + serial)}`;
    const identity = {
      ...sampleIdentity,
      fullName: `Lê ${name}`,
      number: { kind: 'personal-id' as const, value },
    };
    tablet.add('person-registered', person, { ...sampleRegistration(identity, site), residence });
    names.set(person, name);
  }
  const reply = await office.push(await office.enrol(site), samplePush(tablet));
  expect(reply.statusCode).toBe(200);
}

/** Whom an account sees: at the desk by its list, on a tablet by the scopes it may pull. */
async function seenBy(user: string): Promise<string[]> {
  const { token, grant } = await office.signIn(user);
  if (STAFF[user]?.role !== 'vaccinator') {
    const { rows } = (await office.get(token, '/api/desk/checks')).json();
    return rows.map(({ person }: { person: string }) => names.get(person) ?? '?').sort();
  }
  const seen = new Set<string>();
  for (const scope of grant.scopes) {
    const path = `/api/scopes/${encodeURIComponent(scope)}/records`;
    for (const { id } of (await office.get(token, path)).json().records) {
      seen.add(names.get(id) ?? '?');
    }
  }
  return [...seen].sort();
}

async function seenByAll(): Promise<Record<string, string[]>> {
  const seen: Record<string, string[]> = {};
  for (const user of Object.keys(STAFF)) seen[user] = await seenBy(user);
  return seen;
}

test('[U6] [U7] [U9] a merge widens and narrows nobody’s sight; the new commune has new people', async () => {
  await register('near', [['recorded in old 1', null]]);
  await register('far', [
    ['in old 1', old('00001')],
    ['in old 2', old('00002')],
    ['in old 3', old('00003')],
    ['in old 9', old('00009')],
  ]);
  const first = ['in old 1', 'recorded in old 1'];
  const district = ['in old 1', 'in old 2', 'in old 3', 'recorded in old 1'];
  const all = [...district, 'in old 9'].sort();
  const before = await seenByAll();
  expect(before).toEqual({
    'nurse in old 1': ['recorded in old 1'],
    'station of old 1': first,
    'hamlet in old 1': first,
    'police of old 1': first,
    'chairman of old 3': ['in old 3'],
    'police of old 2': ['in old 2'],
    // Appointed ahead of the day: the list does not know their commune yet.
    'head of new 1': [],
    district,
    'province before': district,
    'province after': [],
    'province elsewhere': ['in old 9'],
    ministry: all,
    administrator: [],
  });

  const { token } = await office.signIn('police of old 1');
  const list = {
    units: [...UNITS, ...UNITS_AFTER],
    changes: CHANGES,
    notes: [],
    problems: [],
    places: new Map(),
  };
  const { problems } = await importUnits(office.store, list, { by: 'a', isWhole: true });
  expect(problems).toEqual([]);

  const after = await seenByAll();
  expect(after).toEqual({
    ...before,
    // [U6] Who answers for the merged commune sees all that it was made of.
    'head of new 1': ['in old 1', 'in old 3', 'recorded in old 1'],
    'province after': district,
  });
  // [AP4] No right changed, so no session ended.
  expect((await office.get(token, '/api/me')).statusCode).toBe(200);

  await register('far', [
    ['in new 1', unit('00001')],
    ['in new 2', unit('00002')],
    ['in new 5', unit('00005')],
  ]);
  const later = await seenByAll();
  const province = [...district, 'in new 1', 'in new 2', 'in new 5'].sort();
  expect(later).toEqual({
    ...after,
    // [U7] Commune 2 went on under a new edition, and its police with it.
    'police of old 2': ['in new 2', 'in old 2'],
    'head of new 1': ['in new 1', 'in old 1', 'in old 3', 'recorded in old 1'],
    'province before': province,
    'province after': province,
    ministry: [...all, 'in new 1', 'in new 2', 'in new 5'].sort(),
  });
});
