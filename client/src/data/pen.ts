import type { Signed } from '@khop/shared/entry';
import { entrySigned, type KeyId, sign } from '@khop/shared/signature';
import type { World } from '../world.ts';
import type { Bytes } from './bytes.ts';
import type { SealEntry } from './entry-keys.ts';

/** With what an open tablet writes: it signs as its operator, and seals for itself and the office. */
export type Pen = { sign(digest: string): Promise<Signed>; seal: SealEntry };

/** `pkcs8`: the operator's private key on this tablet; it cannot be taken out of the pen again. */
export async function makePen(
  { subtle }: Pick<World, 'subtle'>,
  key: KeyId,
  pkcs8: Bytes,
  seal: SealEntry,
): Promise<Pen> {
  const how = { name: 'ECDSA', namedCurve: 'P-256' } as const;
  const own = await subtle.importKey('pkcs8', pkcs8, how, false, ['sign']);
  return {
    seal,
    sign: async (digest) => ({ key, sig: await sign(subtle, own, entrySigned(digest)) }),
  };
}
