import type { Appointment } from '@khop/shared/appointment';
import type { AdminPeople, AdminPerson, AdminSites } from '@khop/shared/protocol/desk-admin';
import { dayOf, toInstant } from '@khop/shared/time';
import { standsOn } from '@khop/shared/unit';
import { sql } from 'kysely';
import { userKey } from '../access/accounts.ts';
import { readAppointments } from '../access/appointments.ts';
import type { Reads } from '../store/store.ts';
import { findStoredUnit } from '../store/units.ts';
import { NO_PASSWORD } from './first-password.ts';

const SITES_AT_ONCE = 200;
const PEOPLE_AT_ONCE = 100;

/** Sites by code, with their points and how many are appointed there now. */
export async function readSites(reads: Reads, after: string): Promise<AdminSites> {
  const { db, clock } = reads;
  const now = clock.now();
  const rows = await db
    .selectFrom('site')
    .selectAll()
    .where('kind', '!=', 'mobile')
    .where('id', '>', after)
    .orderBy('id')
    .limit(SITES_AT_ONCE)
    .execute();
  const ids = ['', ...rows.map(({ id }) => id)];
  const points = await db
    .selectFrom('site')
    .select(['parent', 'name'])
    .where('parent', 'in', ids)
    .where('ended_at', 'is', null)
    .orderBy('nth')
    .execute();
  const counts = await db
    .selectFrom('appointment')
    .select((each) => ['site', each.fn.count<number>('account').distinct().as('people')])
    .where('site', 'in', ids)
    .where('from_at', '<=', now)
    .where((each) => each.or([each('until_at', 'is', null), each('until_at', '>', now)]))
    .groupBy('site')
    .execute();
  const people = new Map(counts.map((row) => [row.site, Number(row.people)]));
  const pointNames = Map.groupBy(points, ({ parent }) => parent);
  return {
    sites: rows.map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind === 'private' ? 'private' : 'public',
      commune: { edition: row.commune_edition, code: row.commune_code },
      communeName: row.commune_name,
      points: (pointNames.get(row.id) ?? []).map(({ name }) => name),
      twoPersons: row.two_persons === 1,
      people: people.get(row.id) ?? 0,
      closedAt: row.ended_at === null ? null : toInstant(row.ended_at),
    })),
    next: rows.length === SITES_AT_ONCE ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** Accounts by user name whose user or full name holds the text, or who are or were at a site. */
export async function readPeople(
  reads: Reads,
  asked: { text: string; site: string | null; after: string | null },
): Promise<AdminPeople> {
  const { db } = reads;
  const text = asked.text.normalize('NFC').trim();
  let query = db.selectFrom('account');
  if (text !== '') {
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((each) =>
      each.or([
        each('user', '=', userKey(text)),
        sql<boolean>`lower(full_name) like lower(${like}) escape '\\'`,
        sql<boolean>`${sql.ref('user')} like lower(${like}) escape '\\'`,
      ]),
    );
  }
  if (asked.site !== null) {
    const { site } = asked;
    query = query.where((each) =>
      each('id', 'in', each.selectFrom('appointment').select('account').where('site', '=', site)),
    );
  }
  const { count } = await query
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(['id', 'user', 'full_name', 'password', 'ended_at'])
    .where('user', '>', asked.after ?? '')
    .orderBy('user')
    .limit(PEOPLE_AT_ONCE)
    .execute();
  const appointments = await readAppointments(
    reads,
    rows.map(({ id }) => id),
  );
  const tell = await placesFor(reads, [...appointments.values()].flat());
  const people = rows.map((row): AdminPerson => {
    return {
      id: row.id,
      user: row.user,
      fullName: row.full_name,
      hasPassword: row.password !== NO_PASSWORD,
      endedAt: row.ended_at === null ? null : toInstant(row.ended_at),
      appointments: (appointments.get(row.id) ?? []).map(tell),
    };
  });
  const next = rows.length === PEOPLE_AT_ONCE ? (rows.at(-1)?.user ?? null) : null;
  return { people, total: Number(count), next };
}

/** Names of the places people are appointed to, and whether they still stand. */
async function placesFor(reads: Reads, all: readonly Appointment[]) {
  const today = dayOf(reads.clock.now());
  const siteIds = all.flatMap(({ place }) => (place.kind === 'site' ? [place.site] : []));
  const sites = await reads.db
    .selectFrom('site')
    .select(['id', 'name', 'ended_at'])
    .where('id', 'in', ['', ...new Set(siteIds)])
    .execute();
  const siteById = new Map(sites.map((site) => [site.id, site]));
  const units = new Map<string, { name: string; stands: boolean }>();
  for (const { place } of all) {
    if (place.kind !== 'unit') continue;
    const { edition, code } = place.unit;
    const key = `${edition}:${code}`;
    if (units.has(key)) continue;
    const unit = await findStoredUnit(reads, place.unit);
    // A unit no list knows stands for itself, and can be told by its code alone.
    const stands = unit === null || standsOn(unit, today);
    units.set(key, { name: unit === null ? code : `${unit.name} (${code})`, stands });
  }
  return (appointment: Appointment) => {
    const { place } = appointment;
    switch (place.kind) {
      case 'country':
        return { ...appointment, placeName: '', stands: true };
      case 'site': {
        const site = siteById.get(place.site);
        const stands = site !== undefined && site.ended_at === null;
        return { ...appointment, placeName: site?.name ?? place.site, stands };
      }
      case 'unit': {
        const unit = units.get(`${place.unit.edition}:${place.unit.code}`);
        const placeName = unit?.name ?? place.unit.code;
        return { ...appointment, placeName, stands: unit?.stands ?? true };
      }
    }
  };
}
