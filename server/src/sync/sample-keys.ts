import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { toBase64 } from '@khop/shared/base64';
import { pushSigned } from '@khop/shared/protocol/push';
import { type SampleJournal, sampleJournal } from '@khop/shared/sample';
import { entrySigned, keyIdOf, type PublicKey } from '@khop/shared/signature';
import type { Store } from '../store/store.ts';

/** A key pair as a tablet or an operator has one, signing at once. */
export type SampleKey = { publicKey: PublicKey; sign(message: string): string };

export function sampleKey(): SampleKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKey: pointOf(pair.publicKey),
    sign: (message) => signWith(pair.privateKey, message),
  };
}

function pointOf(key: KeyObject): PublicKey {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const [left, right] = [x, y].map((each) => Buffer.from(each, 'base64url'));
  return toBase64(Buffer.concat([Buffer.from([4]), left ?? Buffer.of(), right ?? Buffer.of()]));
}

function signWith(key: KeyObject, message: string): string {
  const sig = sign('sha256', Buffer.from(message), { key, dsaEncoding: 'ieee-p1363' });
  return sig.toString('base64url');
}

/** A journal whose entries truly bear their operator's signature. */
export function signedJournal(seed: number, key: SampleKey, operator = 'op-1'): SampleJournal {
  const id = keyIdOf(key.publicKey);
  return sampleJournal(seed, operator, (digest) => ({
    key: id,
    sig: key.sign(entrySigned(digest)),
  }));
}

/** Makes the office know with which key an operator signs. */
export async function putOperatorKey(
  store: Store,
  { account, device, publicKey }: { account: string; device: string; publicKey: PublicKey },
): Promise<void> {
  await store.write((tx) =>
    tx.db
      .insertInto('operator_key')
      .values({ id: keyIdOf(publicKey), account, device, public_key: publicKey, made_at: 0 })
      .execute(),
  );
}

export function signPush(key: SampleKey, journal: string, from: number, headHash: string): string {
  return key.sign(pushSigned(journal, from, headHash));
}
