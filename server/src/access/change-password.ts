import type { PasswordRefusal } from '@khop/shared/protocol/desk-account';
import { recordAct } from '../store/audit.ts';
import type { Store, Tx } from '../store/store.ts';
import type { AccountRow } from '../store/tables.ts';
import { endSessions } from './desk-sessions.ts';
import { judgePassword } from './password-rules.ts';
import { hashPassword, isPassword } from './passwords.ts';

/**
 * Gives an account another password. Every session but `kept` ends with the old one: whoever knew it
 * and sits somewhere is out. `then` runs in the same transaction.
 */
export async function changePassword<T>(
  store: Store,
  account: AccountRow,
  change: { next: string; kept: string | null },
  then: (tx: Tx) => Promise<T>,
): Promise<{ refused: PasswordRefusal } | { value: T }> {
  const { next } = change;
  const refused = judgePassword(next, { user: account.user, fullName: account.full_name });
  if (refused !== null) return { refused };
  if (await isPassword(account.password, next)) return { refused: 'same' };
  const random = await store.read(async (reads) => reads.random);
  const password = await hashPassword(next, random);
  return store.write(async (tx) => {
    await tx.db
      .updateTable('account')
      .set({ password, must_change_password: 0 })
      .where('id', '=', account.id)
      .execute();
    await recordAct(tx, { who: account.id, act: 'password-changed', object: account.id });
    await endSessions(tx, account.id, change.kept);
    return { value: await then(tx) };
  });
}
