import { toBase64 } from '@khop/shared/base64';
import { genesisHash } from '@khop/shared/entry';
import type { PushedEntry } from '@khop/shared/protocol/push';
import Dexie from 'dexie';
import { lastOf, readJournals } from './entries.ts';
import type { EntryKeyRow, OpenBody } from './entry-key.ts';
import type { BodyRow, EntryRow, JournalRow, Ledger } from './ledger.ts';

/** Entries of a journal from `from` on without a gap, as the ledger keeps them. */
export type Stretch = {
  journal: JournalRow;
  from: number;
  /** The chain's hash before `from`. */
  prevHash: string;
  bodies: BodyRow[];
  rows: EntryRow[];
  keys: EntryKeyRow[];
};

/** A stretch of a journal as it goes to the office, and the keys to what in it is sealed. */
export type Parcel = {
  entries: PushedEntry[];
  entryKeys: { id: string; wrapped: string }[];
  /** The chain's hash at its end. */
  headHash: string;
};

export type Place = { journal: JournalRow; from: number };

/**
 * At most `count` entries from the place that `find` names among the journals; it ends at the first
 * body that was freed. All in one transaction, for one change waits for each of them.
 */
export function readStretch(
  ledger: Ledger,
  find: (journals: readonly JournalRow[]) => Place | null,
  count: number,
): Promise<Stretch | null> {
  return ledger.run((db) =>
    db.transaction('r', db.journals, db.entries, db.bodies, db.entryKeys, async () => {
      const place = find(await readJournals(db));
      if (place === null) return null;
      const { journal, from } = place;
      const id = journal.journal;
      // What follows in a closed journal lives on in another, and is said there.
      const end = Math.min(from + count - 1, lastOf(journal));
      const last: [string, number] = [id, Math.max(end, from - 1)];
      const [bodies, rows, keys] = await Dexie.Promise.all([
        db.bodies.where('[journal+seq]').between([id, from], last, true, true).toArray(),
        db.entries
          .where('[journal+seq]')
          .between([id, from - 1], last, true, true)
          .toArray(),
        db.entryKeys.toArray(),
      ]);
      const before = from === 1 ? genesisHash(id) : rows.shift()?.hash;
      if (before === undefined) throw new Error('a place without the entry before it');
      const gap = bodies.findIndex((row, index) => row.seq !== from + index);
      const held = gap < 0 ? bodies : bodies.slice(0, gap);
      return { journal, from, prevHash: before, bodies: held, rows, keys };
    }),
  );
}

/**
 * As much of a stretch as fits into `bytes`, roughly, but at least one entry. What this tablet can
 * open goes as it was said; what it cannot (it is locked, or has dropped its wrap [E11]) goes sealed,
 * for the office to open.
 */
export async function packParcel(
  { prevHash, bodies, rows, keys }: Stretch,
  open: OpenBody | null,
  bytes: number,
): Promise<Parcel> {
  const packed = await Promise.all(
    bodies.map(async (body, index) => pack(body, rows[index], (await open?.(body)) ?? null)),
  );
  const parcel: Parcel = { entries: [], entryKeys: [], headHash: prevHash };
  let size = 0;
  for (const [index, entry] of packed.entries()) {
    // Three bytes a UTF-16 unit at most; counting them truly would encode everything twice.
    size += 'text' in entry ? entry.text.length * 3 : entry.sealed.length;
    if (index > 0 && size > bytes) break;
    parcel.entries.push(entry);
    parcel.headHash = rows[index]?.hash ?? prevHash;
  }
  const sealedWith = new Set(
    parcel.entries.flatMap((entry) => ('text' in entry ? [] : [entry.entryKey])),
  );
  parcel.entryKeys = keys
    .filter(({ id }) => sealedWith.has(id))
    .map(({ id, forOffice }) => ({ id, wrapped: toBase64(forOffice) }));
  return parcel;
}

function pack(body: BodyRow, row: EntryRow | undefined, text: string | null): PushedEntry {
  if (row === undefined) throw new Error('a body without its row');
  const { key, sig, digest } = row;
  if (text !== null) return { key, sig, text };
  const { id, entryKey, sealed } = body;
  return { key, sig, id, entryKey, sealed: toBase64(sealed), digest };
}
