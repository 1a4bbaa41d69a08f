import { hash } from 'node:crypto';
import { newId, type Random } from '@khop/shared/ids';
import type { Tx } from '../store/store.ts';
import { deriveTag } from './passwords.ts';
import { newCode } from './tokens.ts';

const HOW_MANY = 10;

export type RecoveryCodes = { codes: string[]; hashes: string[] };

/** Ten codes and what the office keeps of them. Takes a third of a second: not inside a transaction. */
export async function drawRecoveryCodes(account: string, random: Random): Promise<RecoveryCodes> {
  const codes = Array.from({ length: HOW_MANY }, () => newCode(random));
  return { codes, hashes: await Promise.all(codes.map((code) => recoveryHash(account, code))) };
}

/** One salt an account, so that a try costs one derivation and not one for each code. */
export function recoveryHash(account: string, code: string): Promise<string> {
  const plain = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return deriveTag(plain, hash('sha256', `recovery\n${account}`));
}

/** The new ones stand for all that were there before. */
export async function putRecoveryCodes(
  tx: Tx,
  account: string,
  hashes: readonly string[],
): Promise<void> {
  await endRecoveryCodes(tx, account);
  const now = tx.clock.now();
  const rows = hashes.map((code_hash) => ({
    id: newId(now, tx.random),
    account,
    code_hash,
    used_at: null,
  }));
  await tx.db.insertInto('recovery_code').values(rows).execute();
}

/** Dead, but still there: a row that is gone would come back with an older copy of the office. */
export async function endRecoveryCodes(tx: Tx, account: string): Promise<void> {
  await tx.db
    .updateTable('recovery_code')
    .set({ used_at: tx.clock.now() })
    .where('account', '=', account)
    .where('used_at', 'is', null)
    .execute();
}

/** Uses a code up; false for one that is none, or was used. */
export async function useRecoveryCode(tx: Tx, account: string, hashed: string): Promise<boolean> {
  const used = await tx.db
    .updateTable('recovery_code')
    .set({ used_at: tx.clock.now() })
    .where('account', '=', account)
    .where('code_hash', '=', hashed)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

export async function countRecoveryCodes({ db }: Pick<Tx, 'db'>, account: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account', '=', account)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
