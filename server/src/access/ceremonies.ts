import type { CeremonyTable } from '../store/factor-tables.ts';
import type { Tx } from '../store/store.ts';

const CEREMONY_MS = 10 * 60_000;

type Ceremony = Pick<CeremonyTable, 'owner' | 'kind'>;

/** Remembers what was said to `owner` until it comes back; a second one replaces the first. */
export async function beginCeremony(tx: Tx, ceremony: Ceremony, secret: string): Promise<void> {
  const row = { ...ceremony, secret, expires_at: tx.clock.now() + CEREMONY_MS };
  await tx.db
    .insertInto('ceremony')
    .values(row)
    .onConflict((conflict) => conflict.columns(['owner', 'kind']).doUpdateSet(row))
    .execute();
}

export async function readCeremony(
  { db, clock }: Pick<Tx, 'db' | 'clock'>,
  { owner, kind }: Ceremony,
): Promise<string | null> {
  const row = await db
    .selectFrom('ceremony')
    .select('secret')
    .where('owner', '=', owner)
    .where('kind', '=', kind)
    .where('expires_at', '>', clock.now())
    .executeTakeFirst();
  return row?.secret ?? null;
}

/** Takes it away, so that it counts once: false where somebody else was faster. */
export async function endCeremony(tx: Tx, { owner, kind }: Ceremony): Promise<boolean> {
  const gone = await tx.db
    .deleteFrom('ceremony')
    .where('owner', '=', owner)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}
