import type { Grant, OfficeKeys, Site } from '@khop/shared/protocol/enrol';
import type { SignedText } from '@khop/shared/protocol/signed-text';
import type { KeyId } from '@khop/shared/signature';
import type { Operator } from '../tablet.ts';
import type { Bytes } from './bytes.ts';
import type { Ledger, LedgerDb, SyncMeta } from './ledger.ts';
import { readMeta } from './ledger.ts';
import type { PasskeySlot } from './passkey.ts';
import { MOST_TRIES, type Tries } from './tries.ts';
import type { Wrap } from './wrap.ts';

/** What the office made of this tablet. The token may only send; it is of use while locked. */
export type Device = {
  device: string;
  deviceToken: string;
  deviceName: string;
  site: Site;
  /** Signs what is sent. Cannot be exported by a script; whoever has the disk can read it (SAFETY 2). */
  privateKey: CryptoKey;
  office: OfficeKeys;
  voucher: SignedText;
  /** The data key, wrapped to the office: how a forgotten PIN is mended. Null before there is one. */
  dataKey: string | null;
};

/** An operator of this tablet. Names of staff stand on the lock screen; nothing here is a citizen's. */
export type OperatorMeta = {
  operator: Operator;
  grant: Grant;
  /** The operator's session with the office, sealed. */
  token: Bytes;
  /** With which this operator signs here, and the office's word for it. */
  key: { id: KeyId; voucher: SignedText };
  /** Holds the data key and the operator's private key. Null once too many wrong PINs were tried while somebody else can still open the tablet. */
  wrap: Wrap | null;
  /** Beside the wrap, never without it [PK1]. Absent in rows written before there were any. */
  passkey?: PasskeySlot | null;
  tries: Tries;
};

export const NEVER_SYNCED: SyncMeta = {
  epoch: null,
  lastSuccessAtMs: null,
  skewMs: null,
  officeSeenMs: 0,
};

const OPERATOR = 'operator:';

export function readDevice(ledger: Ledger): Promise<Device | null> {
  return ledger.run((db) => readMeta<Device>(db, 'device'));
}

export async function readSync(ledger: Ledger): Promise<SyncMeta> {
  return (await ledger.run((db) => readMeta<SyncMeta>(db, 'sync'))) ?? NEVER_SYNCED;
}

export async function readOperatorsIn(db: LedgerDb): Promise<OperatorMeta[]> {
  const rows = await db.meta.where('key').startsWith(OPERATOR).toArray();
  return rows.map((row) => row.value as OperatorMeta);
}

export function readOperators(ledger: Ledger): Promise<OperatorMeta[]> {
  return ledger.run(readOperatorsIn);
}

/** By which an operator is known at a glance: their own for good, else the first nobody here has. */
export function colourFor(known: readonly OperatorMeta[], id: string): number {
  const own = known.find(({ operator }) => operator.id === id);
  if (own !== undefined) return own.operator.colour;
  const taken = new Set(known.map(({ operator }) => operator.colour));
  let colour = 0;
  while (taken.has(colour)) colour += 1;
  return colour;
}

/** What the office said of the keys of all operators, for an office that forgot it [P9]. */
export async function readVouchers(ledger: Ledger): Promise<SignedText[]> {
  return (await readOperators(ledger)).map((each) => each.key.voucher);
}

export function findOperator(db: LedgerDb, id: string): Promise<OperatorMeta | null> {
  return readMeta<OperatorMeta>(db, OPERATOR + id);
}

export async function putOperator(db: LedgerDb, meta: OperatorMeta): Promise<void> {
  await db.meta.put({ key: OPERATOR + meta.operator.id, value: meta });
}

export async function putMeta(ledger: Ledger, key: string, value: unknown): Promise<void> {
  await ledger.run((db) => db.transaction('rw', db.meta, () => db.meta.put({ key, value })));
}

/** Whether this operator's PIN is asked for at all; otherwise only a new sign-in helps. */
export function mayTryPin(meta: OperatorMeta): boolean {
  return meta.wrap !== null && meta.tries.failed < MOST_TRIES;
}
