import type { Grant, Role } from '@khop/shared/protocol/enrol';
import type { Store } from '../store/store.ts';
import { rightsOf } from './appointments.ts';
import { tokenHash } from './tokens.ts';

/** Who is asking, as their token proves. */
export type DeviceAsker = { kind: 'device'; id: string; site: string; isRevoked: boolean };
export type OperatorAsker = {
  kind: 'operator';
  /** The account's id. */
  id: string;
  session: string;
  role: Role;
  grant: Grant;
};
export type Asker = DeviceAsker | OperatorAsker;

const HOUR_MS = 3_600_000;
/** A desk left alone for this long signs itself out. A tablet locks by itself. */
const DESK_IDLE_MS = HOUR_MS;
const SEEN_STEP_MS = 60_000;

/** Answers with who holds this token, or null: unknown, ended and expired look the same. */
export async function findAsker(store: Store, token: string): Promise<Asker | null> {
  return token.startsWith('khd_') ? findDevice(store, token) : findOperator(store, token);
}

async function findDevice(store: Store, token: string): Promise<DeviceAsker | null> {
  const device = await store.read(({ db }) =>
    db
      .selectFrom('device')
      .select(['id', 'site', 'ended_at'])
      .where('token_hash', '=', tokenHash(token))
      .executeTakeFirst(),
  );
  if (device === undefined) return null;
  const { id, site, ended_at } = device;
  return { kind: 'device', id, site, isRevoked: ended_at !== null };
}

async function findOperator(store: Store, token: string): Promise<OperatorAsker | null> {
  const { session, now } = await store.read(async ({ db, clock }) => ({
    now: clock.now(),
    session: await db
      .selectFrom('session')
      .innerJoin('account', 'account.id', 'session.account')
      .select([
        'session.id',
        'session.account',
        'session.granted',
        'session.seen_at',
        'session.expires_at',
      ])
      .where('session.token_hash', '=', tokenHash(token))
      .where('session.ended_at', 'is', null)
      .where('account.ended_at', 'is', null)
      .executeTakeFirst(),
  }));
  if (session === undefined || session.expires_at <= now) return null;
  const grant = JSON.parse(session.granted) as Grant;
  const isIdle = grant.site === null && now - session.seen_at > DESK_IDLE_MS;
  if (isIdle) return null;
  // [AP4] Rights that were changed, or ended, since end the session: its grant says too much, or too little.
  const rights = await store.read((reads) => rightsOf(reads, session.account, now));
  const isSame = rights?.role === grant.role && rights.scopes.join(' ') === grant.scopes.join(' ');
  if (!isSame) return null;
  if (now - session.seen_at > SEEN_STEP_MS) await markSeen(store, session.id, now);
  const { id, account } = session;
  return { kind: 'operator', id: account, session: id, role: grant.role, grant };
}

async function markSeen(store: Store, session: string, now: number): Promise<void> {
  await store.write((tx) =>
    tx.db.updateTable('session').set({ seen_at: now }).where('id', '=', session).execute(),
  );
}
