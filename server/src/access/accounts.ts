import type { Place } from '@khop/shared/appointment';
import type { UnitKey } from '@khop/shared/entry';
import type { Role } from '@khop/shared/protocol/enrol';
import { toInstant } from '@khop/shared/time';
import { recordAct } from '../store/audit.ts';
import type { Tx } from '../store/store.ts';
import { insertAppointment } from './appointments.ts';

export type NewAccount = {
  id: string;
  user: string;
  fullName: string;
  role: Role;
  /** The site the account records for, and the commune it answers for; neither: the whole country. */
  site: string | null;
  commune: UnitKey | null;
  /** From `hashPassword`: it takes too long to be made inside a transaction. */
  password: string;
  /** When its appointments begin, ms since 1970; now where it is not said. */
  from?: number;
};

/**
 * Enters an account with its first appointments; user names are told apart without regard to case.
 * What it may do from then on is in its appointments alone (appointments.ts).
 */
export async function addAccount(tx: Tx, account: NewAccount, by: string): Promise<void> {
  await insertAccount(tx, account, by);
  const { id, role, from = tx.clock.now() } = account;
  for (const place of placesOf(account)) {
    const appointment = { account: id, role, place, from: toInstant(from), until: null };
    await insertAppointment(tx, appointment, by);
  }
}

/** Enters an account that may do nothing yet. */
export async function insertAccount(
  tx: Tx,
  account: Pick<NewAccount, 'id' | 'user' | 'fullName' | 'password'>,
  by: string,
): Promise<void> {
  await tx.db
    .insertInto('account')
    .values({
      id: account.id,
      user: userKey(account.user),
      full_name: account.fullName,
      password: account.password,
      created_at: tx.clock.now(),
      ended_at: null,
    })
    .execute();
  await recordAct(tx, { who: by, act: 'account-added', object: account.id });
}

function placesOf({ site, commune }: Pick<NewAccount, 'site' | 'commune'>): Place[] {
  if (site === null && commune === null) return [{ kind: 'country' }];
  return [
    ...(site === null ? [] : [{ kind: 'site' as const, site }]),
    ...(commune === null ? [] : [{ kind: 'unit' as const, unit: commune }]),
  ];
}

export function userKey(user: string): string {
  return user.normalize('NFC').trim().toLowerCase();
}
