import { importEntryKey, openEntry } from '@khop/shared/escrow';
import type { Bytes } from './bytes.ts';
import type { BodyRow } from './ledger.ts';
import { StorageTrouble } from './storage-trouble.ts';
import type { Sealer } from './vault.ts';

// Apart from entry-keys.ts, so that the register's worker does not carry Dexie.

/**
 * A key that seals entries, wrapped twice. `forTablet` goes once the tablet has no more business with
 * what it sealed; the office can open it as long as the row is there.
 */
export type EntryKeyRow = {
  id: string;
  madeAtMs: number;
  forTablet: Bytes | null;
  forOffice: Bytes;
};

/** Null when this tablet may no longer read what the key sealed. */
export async function openEntryKey(
  subtle: SubtleCrypto,
  sealer: Sealer,
  { id, forTablet }: EntryKeyRow,
): Promise<CryptoKey | null> {
  if (forTablet === null) return null;
  return importEntryKey(subtle, await sealer.open('entry-keys', id, forTablet));
}

/** Opens bodies; null for one whose key this tablet has dropped. */
export type OpenBody = (body: BodyRow) => Promise<string | null>;

export function makeOpenBody(
  subtle: SubtleCrypto,
  sealer: Sealer,
  rows: readonly EntryKeyRow[],
): OpenBody {
  const opened = new Map<string, Promise<CryptoKey | null>>();
  return async (body) => {
    const row = rows.find((each) => each.id === body.entryKey);
    if (row === undefined) throw new StorageTrouble('broken');
    // Kept before it is there: a thousand bodies are opened at once, and share one key.
    const opening = opened.get(row.id) ?? openEntryKey(subtle, sealer, row);
    opened.set(row.id, opening);
    const key = await opening;
    if (key === null) return null;
    const text = await openEntry(subtle, key, body, body.sealed);
    if (text === null) throw new StorageTrouble('broken');
    return text;
  };
}
