import { toHex } from '@khop/shared/ids';

/** SHA-256 of a card's payload as read, in hex: two scans of one card are recognised by it. */
export async function cardHash(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return toHex(new Uint8Array(digest));
}
