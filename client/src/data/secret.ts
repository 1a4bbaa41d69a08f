import type { Bytes } from './bytes.ts';
import { DEK_BYTES } from './vault.ts';

/** What one operator's PIN opens: the tablet's data key and their own private key (PKCS #8). */
export type Secret = { dataKey: Bytes; operatorKey: Bytes };

export function joinSecret({ dataKey, operatorKey }: Secret): Bytes {
  return new Uint8Array([...dataKey, ...operatorKey]);
}

export function splitSecret(joined: Bytes): Secret {
  return { dataKey: joined.slice(0, DEK_BYTES), operatorKey: joined.slice(DEK_BYTES) };
}
