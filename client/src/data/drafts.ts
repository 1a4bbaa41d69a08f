import { type Instant, toInstant } from '@khop/shared/time';
import type { Drafts } from '../tablet.ts';
import { toBytes, toText } from './bytes.ts';
import type { DraftRow, Ledger, LedgerDb } from './ledger.ts';
import { StorageTrouble } from './storage-trouble.ts';
import type { Keys } from './vault.ts';

type Draft = { key: string; savedAt: Instant; value: unknown };

/** Forms being filled in. Their keys are blinded too: a key may name a person. */
export function makeDrafts(
  ledger: Ledger,
  keysOf: () => Keys,
  now: () => number,
  /** Whether the last save failed for want of storage: known before the needle, if a form is open. */
  onStorage: (isFailing: boolean) => void,
): Drafts {
  const open = async (keys: Keys, row: DraftRow): Promise<Draft> =>
    JSON.parse(toText(await keys.sealer.open('drafts', row.key, row.sealed))) as Draft;
  return {
    async save(key, value) {
      const keys = keysOf();
      const place = await keys.blind(key);
      const draft: Draft = { key, savedAt: toInstant(now()), value };
      const sealed = await keys.sealer.seal('drafts', place, toBytes(JSON.stringify(draft)));
      const write = (db: LedgerDb) =>
        db.transaction('rw', db.drafts, () => db.drafts.put({ key: place, sealed }));
      try {
        await ledger.run(write);
        onStorage(false);
      } catch (error) {
        if (error instanceof StorageTrouble) onStorage(true);
        throw error;
      }
    },
    async read(key) {
      const keys = keysOf();
      const place = await keys.blind(key);
      const row = await ledger.run((db) => db.drafts.get(place));
      return row === undefined ? undefined : (await open(keys, row)).value;
    },
    async drop(key) {
      const place = await keysOf().blind(key);
      await ledger.run((db) => db.transaction('rw', db.drafts, () => db.drafts.delete(place)));
    },
    async list() {
      const keys = keysOf();
      const rows = await ledger.run((db) => db.drafts.toArray());
      const drafts = await Promise.all(rows.map((row) => open(keys, row)));
      return drafts
        .map(({ key, savedAt }) => ({ key, savedAt }))
        .toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
    },
  };
}
