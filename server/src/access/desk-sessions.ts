import type { DeskAccount } from '@khop/shared/protocol/desk-account';
import { toInstant } from '@khop/shared/time';
import { recordAct } from '../store/audit.ts';
import type { Store, Tx } from '../store/store.ts';
import { newToken, tokenHash } from './tokens.ts';

const MINUTE_MS = 60_000;
/** Nobody touched the desk for this long: whoever sits there now is not known. */
export const DESK_IDLE_MS = 30 * MINUTE_MS;
/** A working day; then the whole sign-in again. */
export const DESK_LEASE_MS = 12 * 60 * MINUTE_MS;
/** How long a proof counts for signing, export and enrolment. */
export const FRESH_MS = 5 * MINUTE_MS;

export type SessionState = { kind: 'tablet' | 'desk'; isIdle: boolean; isFresh: boolean };

/** What kind of session a token opens; null for a token that is none. */
export async function findSessionState(store: Store, token: string): Promise<SessionState | null> {
  return store.read(async ({ db, clock }) => {
    const row = await db
      .selectFrom('session')
      .select(['kind', 'seen_at', 'proved_at'])
      .where('token_hash', '=', tokenHash(token))
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    if (row === undefined) return null;
    const now = clock.now();
    return {
      kind: row.kind,
      isIdle: row.kind === 'desk' && now - row.seen_at > DESK_IDLE_MS,
      isFresh: row.kind === 'desk' && row.proved_at !== null && now - row.proved_at <= FRESH_MS,
    };
  });
}

/** Somebody proved anew who they are: the session goes on under another token, the old one is dead. */
export async function renewSession(tx: Tx, id: string): Promise<string> {
  const token = newToken(tx.random, 'session');
  await tx.db
    .updateTable('session')
    .set({ token_hash: tokenHash(token), proved_at: tx.clock.now() })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  return token;
}

/** Ends one of the own sessions; false where it is none of theirs, or over. */
export async function endSession(tx: Tx, account: string, id: string): Promise<boolean> {
  const ended = await tx.db
    .updateTable('session')
    .set({ ended_at: tx.clock.now() })
    .where('id', '=', id)
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return false;
  await recordAct(tx, { who: account, act: 'session-ended', object: id });
  return true;
}

/**
 * Ends every session of an account, also those that are only half opened, but `kept`: the id of a
 * session, or the hash of a half one's token.
 */
export async function endSessions(
  tx: Tx,
  account: string,
  kept: string | null,
  by = account,
): Promise<void> {
  await tx.db
    .updateTable('session')
    .set({ ended_at: tx.clock.now() })
    .where('account', '=', account)
    .where('id', '!=', kept ?? '')
    .where('ended_at', 'is', null)
    .execute();
  await tx.db
    .deleteFrom('half_session')
    .where('account', '=', account)
    .where('token_hash', '!=', kept ?? '')
    .execute();
  await recordAct(tx, { who: by, act: 'sessions-ended', object: account });
}

/** The sessions of an account that still open something, the latest first. */
export async function listSessions(
  { db, clock }: Pick<Tx, 'db' | 'clock'>,
  account: string,
  current: string,
): Promise<DeskAccount['sessions']> {
  const now = clock.now();
  const rows = await db
    .selectFrom('session')
    .select(['id', 'kind', 'agent', 'created_at', 'seen_at'])
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows
    .filter((row) => row.kind === 'tablet' || now - row.seen_at <= DESK_IDLE_MS)
    .map((row) => ({
      id: row.id,
      kind: row.kind,
      agent: row.agent,
      since: toInstant(row.created_at),
      seenAt: toInstant(row.seen_at),
      isThis: row.id === current,
    }));
}
