import type { Entry } from '@khop/shared/entry';
import { foldEntry, type StoredRecord } from '@khop/shared/record';
import { seededRandom } from '@khop/shared/sample';
import { sealPages, type Told } from '../pages.ts';
import { makeSealer } from '../vault.ts';
import { makeRegister } from './register.ts';

const NOON = '2026-11-21T05:00:00.000Z';

/** A register with keys, and hands to tell it what the office would. */
export async function sampleRegister(site: string | null = 'site-1') {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(32), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const sealer = makeSealer(crypto.subtle, seededRandom(1), key);
  const register = makeRegister(sealer, site);
  let pages = 0;
  async function page(told: Told[], scope = 'site:site-1') {
    pages += 1;
    const sealed = await sealPages(sealer, scope, `e/${pages}`, told);
    return sealed.map(({ place, sealed: bytes }) => ({
      id: pages,
      scope,
      place,
      receivedAt: NOON,
      sealed: bytes,
    }));
  }
  async function tell(told: Told[], scope?: string) {
    for (const each of await page(told, scope)) await register.feed(each);
  }
  return { register, page, tell };
}

/** What the office makes of entries in this order. */
export function fold(entries: readonly Entry[]): StoredRecord | null {
  let record: StoredRecord | null = null;
  for (const entry of entries) {
    const folded = foldEntry(record, entry);
    if ('record' in folded) record = folded.record;
  }
  return record;
}
