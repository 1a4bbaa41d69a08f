import type { DeskDoor, Proof } from '@khop/shared/protocol/desk-account';
import type { Store, Tx } from '../store/store.ts';
import type { AccountRow } from '../store/tables.ts';
import { userKey } from './accounts.ts';
import { rightsOf } from './appointments.ts';
import { DESK_LEASE_MS } from './desk-sessions.ts';
import { isFactorRequired, listFactors, proofKindsOf } from './factors.ts';
import {
  closeHalfSession,
  type HalfSession,
  markFactorShown,
  openHalfSession,
} from './half-sessions.ts';
import { accountLimit, forgetTries, type Limit, takeTries } from './limits.ts';
import type { Place } from './passkey.ts';
import { type Proved, prove } from './prove.ts';
import { findByPassword, openSession, recordRefusal } from './sign-in.ts';

/** Where a sign-in has come to. `token`: of the session once it is open, of the half one before. */
export type Entered = { door: DeskDoor; token: string | null };

/** The password. One answer, in one time, for an unknown user, a wrong one and an ended account. */
export async function enterByPassword(
  store: Store,
  who: { user: string; password: string; address: Limit; agent: string },
): Promise<Entered | 'wrong' | { waitMs: number }> {
  const limit = accountLimit('password', userKey(who.user));
  const waitMs = await takeTries(store, [who.address, limit]);
  if (waitMs !== null) return { waitMs };
  const account = await findByPassword(store, who);
  return store.write(async (tx) => {
    const entered =
      account === null ? null : await goOn(tx, account, { agent: who.agent, hasFactor: false });
    if (account === null || entered === null) {
      await recordRefusal(tx, who);
      return 'wrong';
    }
    await forgetTries(tx, limit);
    if (entered.token !== null) return entered;
    const token = await openHalfSession(tx, { account: account.id, agent: who.agent });
    return { door: entered.door, token };
  });
}

/** The second factor of a sign-in. */
export function enterByFactor(
  store: Store,
  half: HalfSession,
  proof: Proof,
  at: { place: Place; address: Limit },
): Promise<Proved<Entered | null>> {
  return prove(store, half, proof, at, async (tx) => {
    await markFactorShown(tx, half.owner);
    return step(tx, { ...half, hasFactor: true });
  });
}

/** Opens the session where nothing is missing any more; null where the account lost its rights. */
export async function step(tx: Tx, half: HalfSession): Promise<Entered | null> {
  const account = await tx.db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', half.account.id)
    .executeTakeFirstOrThrow();
  const entered = await goOn(tx, account, half);
  if (entered?.door.step === 'open') await closeHalfSession(tx, half.owner);
  return entered;
}

async function goOn(
  tx: Tx,
  account: AccountRow,
  { agent, hasFactor }: { agent: string; hasFactor: boolean },
): Promise<Entered | null> {
  const rights = await rightsOf(tx, account.id, tx.clock.now());
  if (rights === null) return null;
  const factors = await listFactors(tx, account.id);
  if (factors.length > 0 && !hasFactor) {
    return { door: { step: 'factor', kinds: await proofKindsOf(tx, account.id) }, token: null };
  }
  if (account.must_change_password === 1) return { door: { step: 'password' }, token: null };
  if (factors.length === 0 && isFactorRequired(account, rights.role)) {
    return { door: { step: 'enrol' }, token: null };
  }
  const opening = { kind: 'desk', lifeMs: DESK_LEASE_MS, agent } as const;
  const { token, grant } = await openSession(tx, account, rights, opening);
  return { door: { step: 'open', grant }, token };
}
