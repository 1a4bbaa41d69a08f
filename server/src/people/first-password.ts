import { endSessions } from '../access/desk-sessions.ts';
import { hashPassword } from '../access/passwords.ts';
import { newCode } from '../access/tokens.ts';
import { recordAct } from '../store/audit.ts';
import type { Store } from '../store/store.ts';

/** Kept for an account nobody gave a password yet: of its form, and the hash of nothing. */
export const NO_PASSWORD = 'argon2id$19456$2$1$AAAAAAAAAAAAAAAAAAAAAA==$AA==';

/**
 * Gives an account a password of 98 random bits, to be shown once to who gives it: its owner changes it
 * at the first sign-in at the desk. All its sessions end, half opened ones too. Null: no such account.
 */
export async function giveFirstPassword(
  store: Store,
  account: string,
  by: string,
): Promise<string | null> {
  const random = await store.read(async (reads) => reads.random);
  const word = `${newCode(random)}-${newCode(random)}`;
  const password = await hashPassword(word, random);
  return store.write(async (tx) => {
    const given = await tx.db
      .updateTable('account')
      .set({ password, must_change_password: 1 })
      .where('id', '=', account)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    if (given.numUpdatedRows === 0n) return null;
    await endSessions(tx, account, null, by);
    await recordAct(tx, { who: by, act: 'password-given', object: account });
    return word;
  });
}
