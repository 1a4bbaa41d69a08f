import { fromBase64, toBase64 } from '@khop/shared/base64';
import { dataKeyContext, unwrapAtOffice } from '@khop/shared/escrow';
import {
  type OperatorKeyReply,
  type OperatorKeyRequest,
  operatorKeySigned,
  type RecoveryRequest,
  recoverySigned,
} from '@khop/shared/protocol/enrol';
import { keyIdOf } from '@khop/shared/signature';
import { recordAct } from '../store/audit.ts';
import type { OfficeKeyRing } from '../store/office-keys.ts';
import type { Store } from '../store/store.ts';
import { isSignedBy } from '../sync/proof.ts';
import type { OperatorAsker } from './askers.ts';
import { vouch } from './vouchers.ts';

/** A tablet of the operator's own site that is in use; its public key proves that it is the one asking. */
async function findOwnTablet(store: Store, asker: OperatorAsker, device: string) {
  const site = asker.grant.site?.id;
  if (site === undefined) return null;
  const row = await store.read(({ db }) =>
    db
      .selectFrom('device')
      .select('public_key')
      .where('id', '=', device)
      .where('site', '=', site)
      .where('ended_at', 'is', null)
      .executeTakeFirst(),
  );
  return row?.public_key ?? null;
}

/** Notes with which key an operator signs on a tablet; null when that is not their tablet's request. */
export async function addOperatorKey(
  store: Store,
  office: OfficeKeyRing,
  asker: OperatorAsker,
  { device, publicKey, sig }: OperatorKeyRequest,
): Promise<OperatorKeyReply | null> {
  const tablet = await findOwnTablet(store, asker, device);
  const said = operatorKeySigned(asker.id, publicKey);
  if (tablet === null || !(await isSignedBy(tablet, said, sig))) return null;
  const id = keyIdOf(publicKey);
  await store.write(async (tx) => {
    await tx.db
      .insertInto('operator_key')
      .values({ id, account: asker.id, device, public_key: publicKey, made_at: tx.clock.now() })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    await tx.db.updateTable('session').set({ device }).where('id', '=', asker.session).execute();
    await recordAct(tx, { who: asker.id, act: 'key-made', object: `${device}:${id}` });
  });
  const of = 'operator-key' as const;
  const voucher = await vouch(office, { of, account: asker.id, device, publicKey });
  return { key: id, voucher };
}

/** Opens a tablet's data key for an operator of its site who forgot the PIN; null: not theirs to open. */
export async function recoverDataKey(
  store: Store,
  office: OfficeKeyRing,
  asker: OperatorAsker,
  { device, dataKey, sig }: RecoveryRequest,
): Promise<string | null> {
  const tablet = await findOwnTablet(store, asker, device);
  const said = recoverySigned(asker.id, dataKey);
  if (tablet === null || !(await isSignedBy(tablet, said, sig))) return null;
  const context = dataKeyContext(device);
  const raw = await unwrapAtOffice(
    globalThis.crypto.subtle,
    office.escrow,
    context,
    fromBase64(dataKey),
  );
  if (raw === null) return null;
  // Written before it is given away: nobody opens a tablet past its PIN without a trace.
  await store.write((tx) => recordAct(tx, { who: asker.id, act: 'key-recovered', object: device }));
  return toBase64(raw);
}
