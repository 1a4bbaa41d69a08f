import { type OfficeKeys, Voucher, voucherSigned } from '@khop/shared/protocol/enrol';
import type { SignedText } from '@khop/shared/protocol/signed-text';
import { keyIdOf } from '@khop/shared/signature';
import { recordAct } from '../store/audit.ts';
import type { OfficeKeyRing } from '../store/office-keys.ts';
import type { Store, Tx } from '../store/store.ts';
import { isSignedBy } from '../sync/proof.ts';

/** [P9] What the office says of a tablet or a key, signed, so that it can believe itself later. */
export async function vouch(office: OfficeKeyRing, voucher: Voucher): Promise<SignedText> {
  const text = JSON.stringify(voucher);
  return { text, sig: await office.sign(voucherSigned(text)) };
}

/** The voucher, or null when it is none of this office's. */
async function readVoucher(office: OfficeKeys, { text, sig }: SignedText): Promise<Voucher | null> {
  if (!(await isSignedBy(office.signing, voucherSigned(text), sig))) return null;
  const parsed = Voucher.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/** Learns again what was forgotten by a restore; what is known, ended tablets included, stays as it is. */
export async function relearn(
  store: Store,
  office: OfficeKeyRing,
  vouchers: readonly SignedText[],
): Promise<Voucher[]> {
  const read = await Promise.all(vouchers.map((each) => readVoucher(office.public, each)));
  const known = read.filter((each) => each !== null);
  if (known.length === 0) return [];
  await store.write(async (tx) => {
    for (const voucher of known) await learn(tx, voucher);
  });
  return known;
}

async function learn(tx: Tx, voucher: Voucher): Promise<void> {
  const now = tx.clock.now();
  if (voucher.of === 'operator-key') {
    const { account, device, publicKey } = voucher;
    const id = keyIdOf(publicKey);
    await tx.db
      .insertInto('operator_key')
      .values({ id, account, device, public_key: publicKey, made_at: now })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    return;
  }
  const { device, site, name, publicKey, tokenHash } = voucher;
  const added = await tx.db
    .insertInto('device')
    .values({
      id: device,
      site,
      name,
      token_hash: tokenHash,
      public_key: publicKey,
      approved_by: RETURNED,
      approved_at: now,
      enrolled_by: RETURNED,
      enrolled_at: now,
      seen_at: now,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 1n) {
    await recordAct(tx, { who: device, act: 'device-returned', object: site });
  }
}

/** Who enrolled a tablet that came back: nobody, the voucher speaks. */
const RETURNED = 'voucher';
