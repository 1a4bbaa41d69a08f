import { newId } from '@khop/shared/ids';
import type { ProofKind } from '@khop/shared/protocol/desk-account';
import type { Role } from '@khop/shared/protocol/enrol';
import { recordAct } from '../store/audit.ts';
import type { FactorTable } from '../store/factor-tables.ts';
import type { Store, Tx } from '../store/store.ts';
import type { AccountRow } from '../store/tables.ts';
import { beginCeremony, endCeremony, readCeremony } from './ceremonies.ts';
import { accountLimit, forgetTries } from './limits.ts';
import {
  countRecoveryCodes,
  drawRecoveryCodes,
  endRecoveryCodes,
  putRecoveryCodes,
} from './recovery-codes.ts';
import { findTotpStep, newTotpSecret, totpUri } from './totp.ts';

/** Somebody who is signing in, or is signed in: `owner` is what their ceremonies hang on. */
export type Person = { owner: string; account: AccountRow };

/** [A7] Everybody at the desk has a second factor; the vaccinator, who works on a tablet, need not. */
export function isFactorRequired({ second_factor }: AccountRow, role: Role): boolean {
  return role !== 'vaccinator' && second_factor !== 'exempt';
}

export async function listFactors({ db }: Pick<Tx, 'db'>, account: string): Promise<FactorTable[]> {
  return db
    .selectFrom('factor')
    .selectAll()
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** What an account can prove itself with. The password only where there is nothing else. */
export async function proofKindsOf(reads: Pick<Tx, 'db'>, account: string): Promise<ProofKind[]> {
  const factors = await listFactors(reads, account);
  if (factors.length === 0) return ['password'];
  const kinds = new Set<ProofKind>(factors.map(({ kind }) => kind));
  if ((await countRecoveryCodes(reads, account)) > 0) kinds.add('recovery');
  return [...kinds];
}

export async function offerTotp(
  store: Store,
  { owner, account }: Person,
): Promise<{ secret: string; uri: string }> {
  return store.write(async (tx) => {
    const secret = newTotpSecret(tx.random);
    await beginCeremony(tx, { owner, kind: 'totp' }, secret);
    return { secret, uri: totpUri(secret, account.user) };
  });
}

/** `codes`: null where the account has recovery codes already. */
export type Added = { codes: string[] | null };

/** The app shows that it holds the offered secret; from now on the account has it. */
export async function confirmTotp(
  store: Store,
  person: Person,
  code: string,
): Promise<Added | 'wrong'> {
  const ceremony = { owner: person.owner, kind: 'totp' } as const;
  const secret = await store.read((reads) => readCeremony(reads, ceremony));
  if (secret === null) return 'wrong';
  const now = await store.read(async ({ clock }) => clock.now());
  const step = findTotpStep(secret, code, { now, lastStep: 0 });
  if (step === null) return 'wrong';
  const factor = { kind: 'totp', name: '', secret, credential: null, host: null } as const;
  return addFactor(store, person, { ...factor, counter: step });
}

type NewFactor = Pick<FactorTable, 'kind' | 'name' | 'secret' | 'credential' | 'host' | 'counter'>;

/** With the first factor come the recovery codes: whoever loses a phone must find another way in. */
export async function addFactor(
  store: Store,
  { owner, account }: Person,
  factor: NewFactor,
): Promise<Added | 'wrong'> {
  const isFirst = (await store.read((reads) => listFactors(reads, account.id))).length === 0;
  const random = await store.read(async (reads) => reads.random);
  const drawn = isFirst ? await drawRecoveryCodes(account.id, random) : null;
  return store.write(async (tx) => {
    const kind = factor.kind === 'totp' ? 'totp' : 'make-passkey';
    if (!(await endCeremony(tx, { owner, kind }))) return 'wrong';
    const now = tx.clock.now();
    const id = newId(now, tx.random);
    await tx.db
      .insertInto('factor')
      .values({
        ...factor,
        id,
        account: account.id,
        created_at: now,
        seen_at: now,
        ended_at: null,
      })
      .execute();
    await forgetTries(tx, accountLimit('factor', account.id));
    await recordAct(tx, { who: account.id, act: `${factor.kind}-added`, object: id });
    if (drawn !== null) await putRecoveryCodes(tx, account.id, drawn.hashes);
    return { codes: drawn?.codes ?? null };
  });
}

/** Takes a factor away: not the last one of somebody who must have one. */
export async function endFactor(
  tx: Tx,
  account: AccountRow,
  role: Role,
  id: string,
): Promise<'ended' | 'unknown' | 'last'> {
  const factors = await listFactors(tx, account.id);
  if (!factors.some((each) => each.id === id)) return 'unknown';
  if (factors.length === 1 && isFactorRequired(account, role)) return 'last';
  await tx.db
    .updateTable('factor')
    .set({ ended_at: tx.clock.now() })
    .where('id', '=', id)
    .execute();
  if (factors.length === 1) await endRecoveryCodes(tx, account.id);
  await recordAct(tx, { who: account.id, act: 'factor-ended', object: id });
  return 'ended';
}

/** Phone, key and sheet are lost: the next sign-in at the desk sets everything up anew. */
export async function resetFactors(tx: Tx, account: string, by: string): Promise<void> {
  const now = tx.clock.now();
  await tx.db
    .updateTable('factor')
    .set({ ended_at: now })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .execute();
  await endRecoveryCodes(tx, account);
  await recordAct(tx, { who: by, act: 'factors-reset', object: account });
}
