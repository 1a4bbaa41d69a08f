import { newId } from '@khop/shared/ids';
import type { Grant, Role } from '@khop/shared/protocol/enrol';
import { toInstant } from '@khop/shared/time';
import { recordAct } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import { scopesOf, userKey } from './accounts.ts';
import { isPassword } from './passwords.ts';
import { findSite } from './sites.ts';
import { newToken, tokenHash } from './tokens.ts';

const HOUR_MS = 3_600_000;
/** A tablet may be away from the office for days (SAFETY: a lease of 7 days); a desk may not. */
const SITE_LEASE_MS = 7 * 24 * HOUR_MS;
const DESK_LEASE_MS = 12 * HOUR_MS;

export type SignedIn = { token: string; grant: Grant };

/** Opens a session. One answer for an unknown user, a wrong password and an account that ended. */
export async function signIn(
  store: Store,
  who: { user: string; password: string },
): Promise<SignedIn | 'wrong'> {
  const account = await store.read(({ db }) =>
    db
      .selectFrom('account')
      .selectAll()
      .where('user', '=', userKey(who.user))
      .where('ended_at', 'is', null)
      .executeTakeFirst(),
  );
  if (!(await isPassword(account?.password ?? null, who.password)) || account === undefined) {
    return 'wrong';
  }
  return store.write(async (tx) => {
    const now = tx.clock.now();
    const expiresAt = now + (account.site === null ? DESK_LEASE_MS : SITE_LEASE_MS);
    const id = newId(now, tx.random);
    const token = newToken(tx.random, 'session');
    const grant: Grant = {
      id,
      operator: account.id,
      fullName: account.full_name,
      role: account.role as Role,
      site: account.site === null ? null : await findSite(tx, account.site),
      scopes: scopesOf(account),
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
      })
      .execute();
    await recordAct(tx, { who: account.id, act: 'signed-in', object: id });
    return { token, grant };
  });
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
