import type { UnitKey } from '@khop/shared/entry';
import type { Role } from '@khop/shared/protocol/enrol';
import { communeScope, siteScope } from '@khop/shared/protocol/pull';
import { recordAct } from '../store/audit.ts';
import type { Tx } from '../store/store.ts';
import type { AccountTable } from '../store/tables.ts';

export type NewAccount = {
  id: string;
  user: string;
  fullName: string;
  role: Role;
  /** The site the account records for, and the commune it answers for: what it may see. */
  site: string | null;
  commune: UnitKey | null;
  /** From `hashPassword`: it takes too long to be made inside a transaction. */
  password: string;
};

/** Enters an account; user names are told apart without regard to case. */
export async function addAccount(tx: Tx, account: NewAccount, by: string): Promise<void> {
  await tx.db
    .insertInto('account')
    .values({
      id: account.id,
      user: userKey(account.user),
      full_name: account.fullName,
      role: account.role,
      site: account.site,
      commune: account.commune === null ? null : communeScope(account.commune),
      password: account.password,
      created_at: tx.clock.now(),
      ended_at: null,
    })
    .execute();
  await recordAct(tx, { who: by, act: 'account-added', object: account.id });
}

export function userKey(user: string): string {
  return user.normalize('NFC').trim().toLowerCase();
}

/** What an account may see: the site it works at and the commune it answers for. */
export function scopesOf({ site, commune }: Pick<AccountTable, 'site' | 'commune'>): string[] {
  return [...(site === null ? [] : [siteScope(site)]), ...(commune === null ? [] : [commune])];
}
