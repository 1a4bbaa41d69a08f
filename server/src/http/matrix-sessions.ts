import { rightsOf } from '../access/appointments.ts';
import { DESK_LEASE_MS } from '../access/desk-sessions.ts';
import { openSession } from '../access/sign-in.ts';
import type { Tx } from '../store/store.ts';

/** A second factor, to be taken away. */
export async function putFactor(tx: Tx, account: string, nth: number | string): Promise<string> {
  const id = `factor-${account}`;
  const now = tx.clock.now();
  const empty = { credential: null, host: null, counter: 0, ended_at: null };
  await tx.db
    .insertInto('factor')
    .values({
      ...empty,
      id,
      account,
      kind: 'totp',
      name: `f${nth}`,
      secret: 'JBSWY3DPEHPK3PXP',
      created_at: now,
      seen_at: now,
    })
    .execute();
  return id;
}

/** A session as the steps of a sign-in end in one. */
export async function openDesk(tx: Tx, account: string, kind: 'desk' | 'tablet' = 'desk') {
  const row = await tx.db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', account)
    .executeTakeFirstOrThrow();
  const rights = await rightsOf(tx, account, tx.clock.now());
  if (rights === null) throw new Error('an asker without rights');
  const opening = { kind, lifeMs: DESK_LEASE_MS, agent: null };
  const { token, grant } = await openSession(tx, row, rights, opening);
  return { token, session: grant.id };
}
