import { newId } from '@khop/shared/ids';
import type { Grant } from '@khop/shared/protocol/enrol';
import { fromInstant, toInstant } from '@khop/shared/time';
import { recordAct } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import { userKey } from './accounts.ts';
import { rightsOf } from './appointments.ts';
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
    const rights = await rightsOf(tx, account.id, now);
    // [AP4] Nothing to do here, now: told like everything else that is no way in.
    if (rights === null) return 'wrong';
    const lease = now + (rights.site === null ? DESK_LEASE_MS : SITE_LEASE_MS);
    const expiresAt = rights.until === null ? lease : Math.min(lease, fromInstant(rights.until));
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
