import { type Appointment, heldAt } from '@khop/shared/appointment';
import type { Site } from '@khop/shared/protocol/enrol';
import { toInstant } from '@khop/shared/time';
import { COUNTRY_SCOPE } from '@khop/shared/unit-reach';
import { sql } from 'kysely';
import type { Reads, Tx } from '../store/store.ts';
import type { SiteTable } from '../store/tables.ts';
import { readAppointments } from './appointments.ts';

/** A site as its tablets need it; null where there is none of that id, or it is closed. */
export async function findSite(reads: Reads, id: string): Promise<Site | null> {
  const row = await reads.db
    .selectFrom('site')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '!=', 'mobile')
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  const points = await readPoints(reads, id);
  return {
    id: row.id,
    name: row.name,
    commune: { edition: row.commune_edition, code: row.commune_code },
    communeName: row.commune_name,
    points: points.map(({ name }) => name),
    operators: await operatorsAt(reads, id),
  };
}

/** Points under a site, in their order. */
export function readPoints({ db }: Reads, site: string): Promise<SiteTable[]> {
  return db
    .selectFrom('site')
    .selectAll()
    .where('parent', '=', site)
    .where('ended_at', 'is', null)
    .orderBy('nth')
    .orderBy('id')
    .execute();
}

/** Whoever is appointed at the site at this moment. */
export async function operatorsAt(reads: Reads, site: string): Promise<Site['operators']> {
  const rows = await reads.db
    .selectFrom('account')
    .select(['id', 'full_name'])
    .where('ended_at', 'is', null)
    .where((each) =>
      each('id', 'in', each.selectFrom('appointment').select('account').where('site', '=', site)),
    )
    .orderBy('full_name')
    .orderBy('id')
    .execute();
  const now = toInstant(reads.clock.now());
  const appointments = await readAppointments(
    reads,
    rows.map(({ id }) => id),
  );
  return rows.flatMap(({ id, full_name }) => {
    const held = heldAt(appointments.get(id) ?? [], now);
    return held !== null && worksAt(held.places, site)
      ? [{ id, fullName: full_name, role: held.role }]
      : [];
  });
}

function worksAt(places: readonly Appointment['place'][], site: string): boolean {
  return places.some((place) => place.kind === 'site' && place.site === site);
}

export type NewSite = Omit<Site, 'operators'> & {
  kind?: 'public' | 'private';
  /** A second person approves each tablet [L4]; not said: as it was, and of a new site none. */
  twoPersons?: boolean;
};

/** Enters a site with its points, or brings both up to date; its people are appointed. */
export async function putSite(tx: Tx, site: NewSite): Promise<void> {
  const commune = {
    commune_edition: site.commune.edition,
    commune_code: site.commune.code,
    commune_name: site.communeName,
  };
  const { id, name, kind = 'public' } = site;
  const twoPersons = site.twoPersons ?? (await asksForTwo(tx, id)) ?? false;
  const own = { kind, parent: null, nth: 0, ended_at: null, two_persons: twoPersons ? 1 : 0 };
  await putRow(tx, { ...commune, id, name, ...own });
  const known = await readPoints(tx, id);
  for (const point of known) {
    if (!site.points.includes(point.name)) await closeRow(tx, point.id);
  }
  const newNames = site.points.filter((each) => !known.some((point) => point.name === each));
  for (const point of newNames) {
    const nth = site.points.indexOf(point) + 1;
    const place = {
      ...commune,
      kind: 'mobile',
      parent: id,
      nth,
      ended_at: null,
      two_persons: 0,
    } as const;
    await putRow(tx, { ...place, id: await freeId(tx, id), name: point });
  }
}

/** Whether a site asks for two persons [L4]; null where there is none of that id, open or closed. */
export async function asksForTwo({ db }: Reads, site: string): Promise<boolean | null> {
  const row = await db
    .selectFrom('site')
    .select('two_persons')
    .where('id', '=', site)
    .executeTakeFirst();
  return row === undefined ? null : row.two_persons === 1;
}

/** Ids of points are `<site>.<n>` and never given twice: doses name their points. */
async function freeId(tx: Tx, site: string): Promise<string> {
  const { count } = await tx.db
    .selectFrom('site')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('parent', '=', site)
    .executeTakeFirstOrThrow();
  return `${site}.${Number(count) + 1}`;
}

async function putRow(tx: Tx, row: SiteTable): Promise<void> {
  await tx.db
    .insertInto('site')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

async function closeRow(tx: Tx, id: string): Promise<void> {
  const ended_at = tx.clock.now();
  await tx.db.updateTable('site').set({ ended_at }).where('id', '=', id).execute();
}

/** Sites whose people or places the scopes let somebody see: their own, and those in their communes. */
export async function sitesInScopes(
  { db }: Reads,
  scopes: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const query = db
    .selectFrom('site')
    .select(['id', 'name'])
    .where('kind', '!=', 'mobile')
    .orderBy('id');
  if (scopes.includes(COUNTRY_SCOPE)) return query.execute();
  const own = scopes.flatMap((scope) => (scope.startsWith('site:') ? [scope.slice(5)] : []));
  const commune = sql<string>`('commune:' || commune_edition || ':' || commune_code)`;
  return query
    .where((each) =>
      each.or([
        each('id', 'in', [NONE, ...own]),
        each(commune, 'in', [NONE, ...scopes]),
        each(
          commune,
          'in',
          each
            .selectFrom('unit_reach')
            .select('scope')
            .where('above', 'in', [NONE, ...scopes]),
        ),
      ]),
    )
    .execute();
}

/** No id and no scope; a list for SQL may not be empty. */
const NONE = '';
