import type { Role, Site } from '@khop/shared/protocol/enrol';
import { communeScope } from '@khop/shared/protocol/pull';
import type { Reads, Tx } from '../store/store.ts';

/** A site as its tablets need it; null where there is none of that id. */
export async function findSite(reads: Reads, id: string): Promise<Site | null> {
  const row = await reads.db.selectFrom('site').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const accounts = await reads.db
    .selectFrom('account')
    .select(['id', 'full_name', 'role'])
    .where('site', '=', id)
    .where('ended_at', 'is', null)
    .orderBy('full_name')
    .orderBy('id')
    .execute();
  return {
    id: row.id,
    name: row.name,
    commune: { edition: row.commune_edition, code: row.commune_code },
    communeName: row.commune_name,
    points: JSON.parse(row.points) as string[],
    operators: accounts.map((account) => ({
      id: account.id,
      fullName: account.full_name,
      role: account.role as Role,
    })),
  };
}

/** Enters a site, or brings it up to date; its people are accounts. */
export async function putSite(tx: Tx, site: Omit<Site, 'operators'>): Promise<void> {
  const row = {
    id: site.id,
    name: site.name,
    commune_edition: site.commune.edition,
    commune_code: site.commune.code,
    commune_name: site.communeName,
    points: JSON.stringify(site.points),
  };
  await tx.db
    .insertInto('site')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** Sites whose people or places the scopes let somebody see: their own, and those in their commune. */
export async function sitesInScopes(
  reads: Reads,
  scopes: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const rows = await reads.db
    .selectFrom('site')
    .select(['id', 'name', 'commune_edition', 'commune_code'])
    .orderBy('id')
    .execute();
  return rows.filter(
    (row) =>
      scopes.includes(`site:${row.id}`) ||
      scopes.includes(communeScope({ edition: row.commune_edition, code: row.commune_code })),
  );
}
