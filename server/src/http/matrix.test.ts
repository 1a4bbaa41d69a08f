import type { PersonRecord } from '@khop/shared/record';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  bytesOf,
  expectedOf,
  mayHear,
  type Outcome,
  outcomeOf,
  type Where,
} from './matrix-expected.ts';
import { type MatrixOffice, matrixOffice } from './matrix-office.ts';
import { FINDING } from './matrix-person.ts';
import type { Things } from './matrix-places.ts';
import { type Ask, REQUESTS } from './matrix-requests.ts';
import { ASKERS, type Asker, RELATIONS, siteOf } from './matrix-world.ts';
import type { Policy } from './policy.ts';
import { POLICIES } from './policy-table.ts';

let office: MatrixOffice;
/** Triples of route × asker × relation that were asked, and fields × askers that were looked for. */
const size = { requests: 0, denied: 0, canaries: 0, fields: 0, numbers: 0 };

beforeAll(async () => {
  office = await matrixOffice();
});
afterAll(async () => {
  await office.close();
  const { requests, denied, canaries, fields, numbers } = size;
  const checked = `${fields} fields × roles, ${numbers} counts, ${canaries} canaries looked for`;
  process.stdout.write(
    `matrix: ${Object.keys(POLICIES).length} routes × ${Object.keys(ASKERS).length} askers: ` +
      `${requests} triples asked (${denied} denied), ${checked}\n`,
  );
});

async function send(route: string, name: string, { path, payload }: Ask) {
  const headers = { accept: 'application/json', ...office.shown.get(name) };
  const method = route.slice(0, route.indexOf(' ')) as 'GET';
  await office.rehearsal.changedRows();
  const words = payload === undefined ? {} : { payload };
  const reply = await office.app.inject({ method, url: path, headers, ...words });
  return { reply, changedRows: await office.rehearsal.changedRows() };
}

/** What an answer holds of places that are none of the asker's. */
function strangers(asker: Asker, text: string): string[] {
  const found: string[] = [];
  for (const kind of ['personal', 'official'] as const) {
    const heard = mayHear(asker, kind);
    for (const place of RELATIONS) {
      if (heard.includes(place)) continue;
      size.canaries += 1;
      const words = office.things[place].canaries[kind];
      found.push(...words.filter((word) => text.includes(word)).map((word) => `${place}: ${word}`));
    }
  }
  return found;
}

function isNaming(policy: Policy): policy is Policy & { who: 'operator' } {
  return policy.who === 'operator' && policy.about !== 'nothing' && !policy.about.endsWith('s');
}

function isListing(policy: Policy): policy is Policy & { who: 'operator' } {
  return policy.who === 'operator' && policy.about.endsWith('s');
}

/** Lists that may be narrowed to a place, also to one that is none of the asker's. */
const NARROWED = ['GET /api/desk/checks', 'POST /api/admin/people/search'];

/** Everything a route is asked about by one asker. */
function targetsOf(route: string, policy: Policy, name: string): [Where, Things | null][] {
  const places = RELATIONS.map((place): [Where, Things | null] => [place, office.things[place]]);
  if (isNaming(policy)) {
    const own = office.own.get(name);
    const isOwn = own !== undefined && (policy.about === 'session' || policy.about === 'factor');
    const mine: [Where, Things][] = isOwn
      ? [['own', { ...office.things['own-site'], ...own }]]
      : [];
    return [['absent', null], ...places, ...mine];
  }
  if (route.includes('/journals/')) return places;
  if (NARROWED.includes(route)) return [['nothing', null], ...places];
  return [['nothing', null]];
}

test('[A1] every route of the office is in the table and in the matrix, and none else', () => {
  const served = office.app
    .policies()
    .filter(({ method, url }) => method !== 'HEAD' && !url.startsWith('/docs'))
    .map(({ method, url }) => `${method} ${url}`);
  expect(served.sort()).toEqual(Object.keys(POLICIES).sort());
  expect(Object.keys(REQUESTS).sort()).toEqual(Object.keys(POLICIES).sort());
});

test.each(Object.entries(POLICIES))(
  '[A30] [A2] %s: for every asker, about everything',
  async (route, policy) => {
    const wrong: string[] = [];
    for (const [name, asker] of Object.entries(ASKERS)) {
      const account = office.own.get(name)?.account ?? 'nobody';
      let absent: string | null = null;
      for (const [where, things] of targetsOf(route, policy, name)) {
        const place = RELATIONS.find((each) => each === where) ?? null;
        for (const ask of REQUESTS[route]?.({ things, place, asker: account }) ?? []) {
          const told = `${name}, ${where}${ask.scope === undefined ? '' : `, ${ask.scope}`}`;
          const expected = expectedOf(
            policy,
            asker,
            isNaming(policy) ? where : 'nothing',
            ask.scope ?? null,
          );
          const { reply, changedRows } = await send(route, name, ask);
          const outcome: Outcome = outcomeOf(reply, isNaming(policy));
          size.requests += 1;
          if (outcome !== expected || reply.statusCode >= 500) {
            wrong.push(`${told}: ${outcome} (${reply.statusCode}) instead of ${expected}`);
          }
          if (reply.statusCode === 400 && isNaming(policy)) wrong.push(`${told}: ${reply.body}`);
          const heard = strangers(asker, reply.body);
          if (heard.length > 0) wrong.push(`${told} heard of ${heard.join(', ')}`);
          if (expected === 'in') continue;
          size.denied += 1;
          if (changedRows > 0) wrong.push(`${told}: was denied and changed ${changedRows} rows`);
          absent ??= bytesOf(reply);
          if (bytesOf(reply) !== absent) wrong.push(`${told}: not denied like what is absent`);
        }
      }
    }
    expect(wrong).toEqual([]);
  },
);

/** Whose rows must be in a list: those the asker sees, or everybody's. */
function rowsFor(policy: Policy & { who: 'operator' }, asker: Asker & { kind: 'operator' }) {
  const isAll = policy.relation === 'any' || policy.everywhere?.includes(asker.role) === true;
  return isAll ? RELATIONS : asker.sees;
}

const WORD: Record<string, (things: Things) => string> = {
  persons: ({ canaries }) => canaries.personal[0] ?? '',
  tablets: ({ canaries }) => canaries.official[2] ?? '',
  sites: ({ canaries }) => canaries.official[0] ?? '',
  accounts: ({ canaries }) => canaries.official[1] ?? '',
};

test.each(Object.entries(POLICIES).filter(([, policy]) => isListing(policy)))(
  '[A30] %s lists whom the asker may see, all of them and nobody else',
  async (route, policy) => {
    if (!isListing(policy)) throw new Error('only lists are listed');
    for (const [name, asker] of Object.entries(ASKERS)) {
      if (asker.kind !== 'operator' || expectedOf(policy, asker, 'nothing', null) !== 'in')
        continue;
      const [ask] = REQUESTS[route]?.({ things: null, place: null, asker: name }) ?? [];
      if (ask === undefined) throw new Error(`nothing to ask ${route}`);
      const { reply } = await send(route, name, ask);
      const listed = RELATIONS.filter((place) =>
        reply.body.includes(WORD[policy.about]?.(office.things[place]) ?? '-'),
      );
      expect(listed, `${route} for ${name}`).toEqual(rowsFor(policy, asker));
      size.fields += RELATIONS.length;
    }
  },
);

type Count = { key: string; count: number };
const sum = (counts: readonly Count[]) => counts.reduce((all, { count }) => all + count, 0);

test('[A30] counts are the number of rows one may see, whole and narrowed to any place', async () => {
  const route = 'GET /api/desk/checks';
  for (const [name, asker] of Object.entries(ASKERS)) {
    if (asker.kind !== 'operator') continue;
    const policy = POLICIES[route];
    if (policy === undefined || expectedOf(policy, asker, 'nothing', null) !== 'in') continue;
    const ask = async (path: string) => (await send(route, name, { path })).reply.json();
    const all = await ask('/api/desk/checks');
    const { states, sites, communes, flags } = all.counts;
    const seen = asker.sees.length;
    expect([all.rows.length, all.total, sum(states), sum(sites)], name).toEqual([
      seen,
      seen,
      seen,
      seen,
    ]);
    expect(sites.map(({ key }: Count) => key).sort()).toEqual(asker.sees.map(siteOf).sort());
    const resident = asker.sees.filter((place) => !place.endsWith('-site'));
    expect(sum(communes), name).toBe(resident.length);
    expect(sum(flags), name).toBe(0);
    for (const place of RELATIONS) {
      const narrowed = await ask(`/api/desk/checks?site=${siteOf(place)}`);
      const own = asker.sees.includes(place) ? 1 : 0;
      expect([narrowed.total, sum(narrowed.counts.states)], `${name}, ${place}`).toEqual([
        own,
        own,
      ]);
      expect(narrowed.rows).toHaveLength(own);
      size.requests += 1;
    }
    size.numbers += 6 + 3 * RELATIONS.length;
  }
});

/** All values at a path of a record; a step through a list goes through each of its rows. */
function valuesAt(value: unknown, path: string[]): unknown[] {
  const [key, ...rest] = path;
  if (Array.isArray(value) && key !== undefined) return value.flatMap((row) => valuesAt(row, path));
  if (key === undefined) return [value];
  if (typeof value !== 'object' || value === null || !(key in value)) return [];
  return valuesAt((value as Record<string, unknown>)[key], rest);
}

test('[A31] what was found out about somebody’s health is told to health alone', async () => {
  const route = 'GET /api/desk/persons/:id';
  const policy = POLICIES[route];
  if (policy?.who !== 'operator' || policy.told === undefined) throw new Error('nothing withheld');
  const { fields, to } = policy.told;
  for (const [name, asker] of Object.entries(ASKERS)) {
    if (asker.kind !== 'operator' || expectedOf(policy, asker, 'nothing', null) !== 'in') continue;
    const isHealth = to.includes(asker.role);
    for (const place of asker.sees) {
      const path = `/api/desk/persons/${office.things[place].person}`;
      const { reply } = await send(route, name, { path });
      expect(reply.body.includes(FINDING), `${name}, ${place}`).toBe(isHealth);
      const { record } = reply.json() as { record: PersonRecord };
      expect(record.doses, `${name}, ${place}`).toHaveLength(1);
      for (const field of fields) {
        const values = valuesAt(record, field.split('.'));
        const isTold = values.some((each) => each !== null && !isEmpty(each));
        expect(isTold, `${field} for ${name}, ${place}`).toBe(isHealth);
        size.fields += 1;
      }
    }
  }
});

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

test('[A30] the matrix is large enough to be believed', () => {
  expect(size.requests + size.fields + size.numbers).toBeGreaterThanOrEqual(5000);
  expect(size.denied).toBeGreaterThan(2500);
});
