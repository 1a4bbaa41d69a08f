import type { Proof } from '@khop/shared/protocol/desk-account';
import { recordAct } from '../store/audit.ts';
import type { Store, Tx } from '../store/store.ts';
import { endCeremony } from './ceremonies.ts';
import { listFactors, type Person } from './factors.ts';
import { accountLimit, forgetTries, type Limit, takeTries } from './limits.ts';
import { type Place, readPasskeyAnswer } from './passkey.ts';
import { isPassword } from './passwords.ts';
import { recoveryHash, useRecoveryCode } from './recovery-codes.ts';
import { findTotpStep } from './totp.ts';

export type Proved<T> = { status: 'right'; value: T } | 'wrong' | { waitMs: number };

/**
 * Holds a proof against what the account has. Where it is right, `then` runs in the transaction that
 * uses the proof up: a code, a challenge and a recovery code count once, whoever else has seen them.
 */
export async function prove<T>(
  store: Store,
  person: Person,
  proof: Proof,
  at: { place: Place; address: Limit },
  then: (tx: Tx) => Promise<T>,
): Promise<Proved<T>> {
  const account = person.account.id;
  const limit = accountLimit(proof.kind === 'recovery' ? 'recovery' : 'factor', account);
  const waitMs = await takeTries(store, [at.address, limit]);
  if (waitMs !== null) return { waitMs };
  const spend = await readProof(store, person, proof, at.place);
  return store.write(async (tx) => {
    if (spend === null || !(await spend(tx))) {
      await recordAct(tx, { who: account, act: 'proof-refused', object: proof.kind });
      return 'wrong';
    }
    await forgetTries(tx, limit);
    await recordAct(tx, { who: account, act: 'proved', object: proof.kind });
    return { status: 'right', value: await then(tx) };
  });
}

/** What is slow happens here; the answer uses the proof up, and says whether it could. */
async function readProof(
  store: Store,
  person: Person,
  proof: Proof,
  place: Place,
): Promise<((tx: Tx) => Promise<boolean>) | null> {
  const { account, owner } = person;
  switch (proof.kind) {
    case 'totp':
      return (tx) => spendTotp(tx, account.id, proof.code);
    case 'recovery': {
      const hashed = await recoveryHash(account.id, proof.code);
      return (tx) => useRecoveryCode(tx, account.id, hashed);
    }
    case 'passkey': {
      const read = await readPasskeyAnswer(store, person, place, proof.answer);
      if (read === null) return null;
      const { factor, counter } = read;
      return async (tx) => {
        if (!(await endCeremony(tx, { owner, kind: 'ask-passkey' }))) return false;
        await markUsed(tx, factor.id, counter);
        return true;
      };
    }
    case 'password': {
      if (!(await isPassword(account.password, proof.password))) return null;
      return async (tx) => (await listFactors(tx, account.id)).length === 0;
    }
  }
}

async function spendTotp(tx: Tx, account: string, code: string): Promise<boolean> {
  for (const { id, kind, secret, counter } of await listFactors(tx, account)) {
    if (kind !== 'totp') continue;
    const step = findTotpStep(secret, code, { now: tx.clock.now(), lastStep: counter });
    if (step === null) continue;
    const taken = await tx.db
      .updateTable('factor')
      .set({ counter: step, seen_at: tx.clock.now() })
      .where('id', '=', id)
      .where('counter', '<', step)
      .executeTakeFirst();
    return taken.numUpdatedRows > 0n;
  }
  return false;
}

async function markUsed(tx: Tx, id: string, counter: number): Promise<void> {
  await tx.db
    .updateTable('factor')
    .set({ counter, seen_at: tx.clock.now() })
    .where('id', '=', id)
    .execute();
}
