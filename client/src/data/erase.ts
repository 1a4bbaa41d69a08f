import type { Ledger } from './ledger.ts';

/**
 * Makes everything on a revoked tablet unreadable [L5]: the operators' wraps and with them the data
 * key, every entry key of this tablet's, the drafts. Journals, entries and their sealed bodies stay:
 * the office can open them. Only to be called when nothing waits to be sent (I14): the transaction
 * looks itself, and answers false when something does.
 */
export async function eraseKeys(ledger: Ledger): Promise<boolean> {
  const isErased = await ledger.run((db) =>
    db.transaction('rw', [db.meta, db.journals, db.entryKeys, db.drafts], async () => {
      for (const { acked, head, forkedAt } of await db.journals.toArray()) {
        if (acked < (forkedAt ?? head + 1) - 1) return false;
      }
      await db.meta.where('key').startsWith('operator:').delete();
      await db.entryKeys.toCollection().modify({ forTablet: null });
      await db.drafts.clear();
      const device = await db.meta.get('device');
      const value = device?.value as object | undefined;
      if (value !== undefined)
        await db.meta.put({ key: 'device', value: { ...value, dataKey: null } });
      return true;
    }),
  );
  if (isErased) await ledger.dropReplicas();
  return isErased;
}

const KEPT_MS = 4 * 86_400_000;

/**
 * [E11] Three days after the day it sealed, and once everything it sealed has been acknowledged and
 * nothing of it is in quarantine, a day's entry key is dropped here; the office still has its copy.
 */
export async function dropOldEntryKeys(ledger: Ledger, nowMs: number): Promise<void> {
  await ledger.run((db) =>
    db.transaction('rw', db.journals, db.entries, db.bodies, db.entryKeys, async () => {
      const old = await db.entryKeys
        .filter((row) => row.forTablet !== null && row.madeAtMs < nowMs - KEPT_MS)
        .toArray();
      if (old.length === 0) return;
      const needed = new Set<string>();
      for (const { journal, acked } of await db.journals.toArray()) {
        const rows = db.bodies.where('[journal+seq]').between([journal, acked + 1], [journal, []]);
        await rows.each((body) => void needed.add(body.entryKey));
      }
      for (const { journal, seq } of await db.entries.where('problem').above('').toArray()) {
        const body = await db.bodies.get([journal, seq]);
        if (body !== undefined) needed.add(body.entryKey);
      }
      const free = old.filter(({ id }) => !needed.has(id));
      await db.entryKeys.bulkPut(free.map((row) => ({ ...row, forTablet: null })));
    }),
  );
}
