import type { Store, Tx } from '../store/store.ts';
import type { AccountRow } from '../store/tables.ts';
import { newToken, tokenHash } from './tokens.ts';

/** Long enough to find the phone, or to set it up. */
const HALF_LIFE_MS = 10 * 60_000;

/** A sign-in with the right password that still lacks something. */
export type HalfSession = { owner: string; account: AccountRow; agent: string; hasFactor: boolean };

export async function openHalfSession(
  tx: Tx,
  half: { account: string; agent: string },
): Promise<string> {
  const now = tx.clock.now();
  await tx.db.deleteFrom('half_session').where('expires_at', '<=', now).execute();
  await tx.db.deleteFrom('ceremony').where('expires_at', '<=', now).execute();
  const token = newToken(tx.random, 'half');
  await tx.db
    .insertInto('half_session')
    .values({
      token_hash: tokenHash(token),
      account: half.account,
      agent: half.agent,
      has_factor: 0,
      expires_at: now + HALF_LIFE_MS,
    })
    .execute();
  return token;
}

/** Null for a token that is none, is over, or whose account ended. */
export async function findHalfSession(store: Store, token: string): Promise<HalfSession | null> {
  return store.read(async ({ db, clock }) => {
    const half = await db
      .selectFrom('half_session')
      .selectAll()
      .where('token_hash', '=', tokenHash(token))
      .where('expires_at', '>', clock.now())
      .executeTakeFirst();
    if (half === undefined) return null;
    const account = await db
      .selectFrom('account')
      .selectAll()
      .where('id', '=', half.account)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    if (account === undefined) return null;
    const { token_hash: owner, agent, has_factor } = half;
    return { owner, account, agent, hasFactor: has_factor === 1 };
  });
}

export async function markFactorShown(tx: Tx, owner: string): Promise<void> {
  await tx.db
    .updateTable('half_session')
    .set({ has_factor: 1 })
    .where('token_hash', '=', owner)
    .execute();
}

/** Over: it became a session, or was given up. */
export async function closeHalfSession(tx: Tx, owner: string): Promise<void> {
  await tx.db.deleteFrom('half_session').where('token_hash', '=', owner).execute();
  await tx.db.deleteFrom('ceremony').where('owner', '=', owner).execute();
}
