import { chainHash } from '@khop/shared/entry';
import { Voucher, voucherSigned } from '@khop/shared/protocol/enrol';
import { pushSigned } from '@khop/shared/protocol/push';
import type { SignedText } from '@khop/shared/protocol/signed-text';
import { isSigned, type PublicKey } from '@khop/shared/signature';
import type { RescueProblem } from '../rescue.ts';
import type { RescueContent, RescuePush } from './rescue-file.ts';

export type DeviceVoucher = Extract<Voucher, { of: 'device' }>;

/**
 * Which tablet made a rescue file, as the office vouched for it, once all of it is as that tablet
 * signed it [P8]. So a carrier knows at once what the office would refuse hours later.
 */
export async function proveRescue(
  subtle: SubtleCrypto,
  office: PublicKey,
  { pushes }: RescueContent,
): Promise<DeviceVoucher | { problem: RescueProblem }> {
  const [first] = pushes;
  const made = first === undefined ? null : await findVoucher(subtle, office, first);
  if (made === null) return { problem: 'other-office' };
  for (const each of pushes) {
    const isTheirs = each.push.device === made.device && (await isAsSigned(subtle, made, each));
    if (!isTheirs) return { problem: 'changed' };
  }
  return made;
}

async function findVoucher(
  subtle: SubtleCrypto,
  office: PublicKey,
  { push }: RescuePush,
): Promise<DeviceVoucher | null> {
  for (const said of push.vouchers) {
    const voucher = readVoucher(said);
    if (voucher === null || voucher.device !== push.device) continue;
    if (await isSigned(subtle, office, voucherSigned(said.text), said.sig)) return voucher;
  }
  return null;
}

function readVoucher({ text }: SignedText): DeviceVoucher | null {
  try {
    const read = Voucher.safeParse(JSON.parse(text));
    return read.success && read.data.of === 'device' ? read.data : null;
  } catch {
    return null;
  }
}

function isAsSigned(
  subtle: SubtleCrypto,
  { publicKey }: DeviceVoucher,
  { journal, push }: RescuePush,
): Promise<boolean> {
  let hash = push.prevHash;
  for (const entry of push.entries) hash = chainHash(hash, entry.digest, entry);
  return isSigned(subtle, publicKey, pushSigned(journal, push.from, hash), push.sig);
}
