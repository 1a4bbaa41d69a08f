import type { Id } from '@khop/shared/ids';
import { lastOf } from './entries.ts';
import type { BodyRow, EntryRow, JournalRow, Ledger, LedgerDb } from './ledger.ts';

/** Quarantined entries, and whether an entry that stands for each has been received. */
export async function readQuarantine(
  db: LedgerDb,
  journals: readonly JournalRow[],
): Promise<{ row: EntryRow; mended: boolean }[]> {
  const acked = new Map(journals.map((each) => [each.journal, each.acked]));
  const rows = await db.entries.where('problem').above('').toArray();
  const quarantine: { row: EntryRow; mended: boolean }[] = [];
  for (const row of rows) {
    const successors = await db.entries.where('replaces').equals(row.id).toArray();
    const mended = successors.some(
      (each) => each.problem === null && each.seq <= (acked.get(each.journal) ?? 0),
    );
    quarantine.push({ row, mended });
  }
  return quarantine;
}

/** What waited for another fact, which has come: no longer in quarantine. */
export async function release(ledger: Ledger, ids: readonly Id[]): Promise<void> {
  await ledger.run((db) =>
    db.transaction('rw', db.entries, async () => {
      for (const row of await db.entries.where('problem').above('').toArray()) {
        if (!ids.includes(row.id)) continue;
        await db.entries.update([row.journal, row.seq], { problem: null });
      }
    }),
  );
}

/** Bodies of entries the office could not take at all: quarantined behind the end of their journal. */
export function readLeftBehind(ledger: Ledger, journal: JournalRow): Promise<BodyRow[]> {
  return ledger.run(async (db) => {
    const rows = await db.entries.where('problem').above('').toArray();
    const left = rows.filter((row) => row.journal === journal.journal && row.seq > lastOf(journal));
    const bodies = await db.bodies.bulkGet(
      left.map((row): [string, number] => [row.journal, row.seq]),
    );
    return bodies.filter((body) => body !== undefined);
  });
}
