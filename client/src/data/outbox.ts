import { toBase64 } from '@khop/shared/base64';
import type { JournalId } from '@khop/shared/ids';
import type { PushedEntry } from '@khop/shared/protocol/push';
import { readBodies } from './entries.ts';
import type { OpenBody } from './entry-key.ts';
import { readEntryKeys } from './entry-keys.ts';
import type { BodyRow, EntryRow, Ledger } from './ledger.ts';

/** A stretch of a journal as it goes to the office, and the keys to what in it is sealed. */
export type Parcel = {
  entries: PushedEntry[];
  entryKeys: { id: string; wrapped: string }[];
  /** The chain's hash at its end. */
  headHash: string | null;
};

/**
 * Entries from `from` on without a gap, at most `count` and about `bytes` (but at least one). What
 * this tablet can open goes as it was said; what it cannot (it is locked, or has dropped its wrap
 * [E11]) goes sealed, for the office to open.
 */
export async function packParcel(
  ledger: Ledger,
  open: OpenBody | null,
  journal: JournalId,
  from: number,
  most: { count: number; bytes: number },
): Promise<Parcel> {
  const bodies = await readBodies(ledger, journal, from, most.count);
  const rows = await ledger.run((db) =>
    db.entries
      .where('[journal+seq]')
      .between([journal, from], [journal, from + bodies.length - 1], true, true)
      .toArray(),
  );
  const packed = await Promise.all(
    bodies.map(async (body, index) => pack(body, rows[index], (await open?.(body)) ?? null)),
  );
  const parcel: Parcel = { entries: [], entryKeys: [], headHash: null };
  let size = 0;
  for (const [index, entry] of packed.entries()) {
    // Three bytes a UTF-16 unit at most; counting them truly would encode everything twice.
    size += 'text' in entry ? entry.text.length * 3 : entry.sealed.length;
    if (index > 0 && size > most.bytes) break;
    parcel.entries.push(entry);
    parcel.headHash = rows[index]?.hash ?? null;
  }
  const sealedWith = new Set(
    parcel.entries.flatMap((entry) => ('text' in entry ? [] : [entry.entryKey])),
  );
  if (sealedWith.size > 0) {
    const keys = await readEntryKeys(ledger);
    parcel.entryKeys = keys
      .filter(({ id }) => sealedWith.has(id))
      .map(({ id, forOffice }) => ({ id, wrapped: toBase64(forOffice) }));
  }
  return parcel;
}

function pack(body: BodyRow, row: EntryRow | undefined, text: string | null): PushedEntry {
  if (row === undefined) throw new Error('a body without its row');
  const { key, sig, digest } = row;
  if (text !== null) return { key, sig, text };
  const { id, entryKey, sealed } = body;
  return { key, sig, id, entryKey, sealed: toBase64(sealed), digest };
}
