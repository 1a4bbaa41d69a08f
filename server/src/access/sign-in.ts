import { newId } from '@khop/shared/ids';
import type { Grant } from '@khop/shared/protocol/enrol';
import { fromInstant, toInstant } from '@khop/shared/time';
import { recordAct } from '../store/audit.ts';
import type { Store, Tx } from '../store/store.ts';
import type { AccountRow } from '../store/tables.ts';
import { userKey } from './accounts.ts';
import { type Rights, rightsOf } from './appointments.ts';
import { accountLimit, forgetTries, type Limit, takeTries } from './limits.ts';
import { isPassword } from './passwords.ts';
import { findSite } from './sites.ts';
import { newToken, tokenHash } from './tokens.ts';

const HOUR_MS = 3_600_000;
/** A tablet may be away from the office for days (SAFETY: a lease of 7 days). */
const SITE_LEASE_MS = 7 * 24 * HOUR_MS;

export type SignedIn = { token: string; grant: Grant };

/** The account of this name and password; null for an unknown user, a wrong password, an ended one. */
export async function findByPassword(
  store: Store,
  who: { user: string; password: string },
): Promise<AccountRow | null> {
  const account = await store.read(({ db }) =>
    db
      .selectFrom('account')
      .selectAll()
      .where('user', '=', userKey(who.user))
      .where('ended_at', 'is', null)
      .executeTakeFirst(),
  );
  const isRight = await isPassword(account?.password ?? null, who.password);
  return isRight ? (account ?? null) : null;
}

/** Takes the tries first, so that a wrong password and an unknown user cost the same in every way. */
export async function signIn(
  store: Store,
  who: { user: string; password: string; address: Limit },
): Promise<SignedIn | 'wrong' | { waitMs: number }> {
  const limit = accountLimit('password', userKey(who.user));
  const waitMs = await takeTries(store, [who.address, limit]);
  if (waitMs !== null) return { waitMs };
  const account = await findByPassword(store, who);
  return store.write(async (tx) => {
    const rights = account && (await rightsOf(tx, account.id, tx.clock.now()));
    // Whoever works at no site has nothing to do on a tablet: their door is the desk's.
    if (account === null || rights === null || rights.site === null) {
      await recordRefusal(tx, who);
      return 'wrong';
    }
    await forgetTries(tx, limit);
    const opening = { kind: 'tablet', lifeMs: SITE_LEASE_MS, agent: null } as const;
    return openSession(tx, account, rights, opening);
  });
}

/**
 * [A32] A sign-in that was refused: whose account, where there is one of that name, and from which
 * network, as a hash. A name nobody has may be a password typed into the wrong box: it is not kept. Tries
 * are limited before they come here, and so are these rows.
 */
export async function recordRefusal(
  tx: Tx,
  { user, address }: { user: string; address: Limit },
): Promise<void> {
  const account = await tx.db
    .selectFrom('account')
    .select('id')
    .where('user', '=', userKey(user))
    .executeTakeFirst();
  const who = account?.id ?? 'unknown';
  await recordAct(tx, { who, act: 'sign-in-refused', object: address.key });
}

/** @param opening.agent browser and system in two words */
export async function openSession(
  tx: Tx,
  account: AccountRow,
  rights: Rights,
  opening: { kind: 'tablet' | 'desk'; lifeMs: number; agent: string | null },
): Promise<SignedIn> {
  const now = tx.clock.now();
  const ends = rights.until === null ? Number.POSITIVE_INFINITY : fromInstant(rights.until);
  const expiresAt = Math.min(now + opening.lifeMs, ends);
  const id = newId(now, tx.random);
  const token = newToken(tx.random, 'session');
  const grant: Grant = {
    id,
    operator: account.id,
    fullName: account.full_name,
    role: rights.role,
    site: rights.site === null ? null : await findSite(tx, rights.site),
    scopes: rights.scopes,
    until: toInstant(expiresAt),
  };
  await tx.db
    .insertInto('session')
    .values({
      id,
      token_hash: tokenHash(token),
      account: account.id,
      granted: JSON.stringify(grant),
      created_at: now,
      seen_at: now,
      expires_at: expiresAt,
      ended_at: null,
      kind: opening.kind,
      agent: opening.agent,
      proved_at: opening.kind === 'desk' ? now : null,
    })
    .execute();
  await recordAct(tx, { who: account.id, act: 'signed-in', object: id });
  return { token, grant };
}

export async function signOut(
  store: Store,
  session: { id: string; account: string },
): Promise<void> {
  await store.write(async (tx) => {
    await tx.db
      .updateTable('session')
      .set({ ended_at: tx.clock.now() })
      .where('id', '=', session.id)
      .where('ended_at', 'is', null)
      .execute();
    await recordAct(tx, { who: session.account, act: 'signed-out', object: session.id });
  });
}
