import { newJournalId, type Random } from '@khop/shared/ids';
import type { EntryProblem } from '@khop/shared/protocol/problem';
import { advanced, lastOf, newJournal, nextPlace } from './entries.ts';
import type { BodyRow, EntryRow, Ledger } from './ledger.ts';

/**
 * Closes a journal at `from` and continues it from there in a new one: the same texts under the same
 * signatures at new places, so that it needs nobody's key [E6]. For a fork (the office holds other
 * bytes at `from`), and for an envelope the office cannot take at all (`leave`: that one stays
 * behind, in quarantine). A journal that was closed before is cut shorter, and its tail's new journal
 * is a closed one too: exactly one stays open. Idempotent: nothing happens when the journal has
 * already been cut there.
 */
export async function continueInNextJournal(
  ledger: Ledger,
  random: Random,
  nowMs: number,
  closing: { journal: string; from: number; leave: EntryProblem | null },
): Promise<void> {
  const { from, leave } = closing;
  const id = newJournalId(random);
  await ledger.run((db) =>
    db.transaction('rw', db.journals, db.entries, db.bodies, async () => {
      const old = await db.journals.get(closing.journal);
      if (old === undefined || (old.forkedAt !== null && from > lastOf(old))) return;
      const tail = db.entries
        .where('[journal+seq]')
        .between([old.journal, from], [old.journal, lastOf(old)], true, true);
      const rows = await tail.toArray();
      const bodies = await db.bodies.bulkGet(rows.map(({ journal, seq }) => [journal, seq]));
      let next = newJournal(id, nowMs);
      const [movedRows, movedBodies]: [EntryRow[], BodyRow[]] = [[], []];
      for (const [index, row] of rows.entries()) {
        const body = bodies[index];
        // Freed as safe: the office has it, and here is nothing left to say again.
        if (body === undefined || (leave !== null && row.seq === from)) continue;
        const placed = nextPlace(next, row);
        // What the office says of an entry it will now say of its twin.
        movedRows.push({ ...row, ...placed, problem: null });
        movedBodies.push({ ...body, journal: id, seq: placed.seq });
        next = advanced(next, placed, old.latestMs);
      }
      await tail.modify({ problem: null });
      if (leave !== null) await db.entries.update([old.journal, from], { problem: leave });
      await db.journals.put({ ...old, forkedAt: from, acked: from - 1 });
      await db.journals.put({ ...next, forkedAt: old.forkedAt === null ? null : next.head + 1 });
      await db.entries.bulkAdd(movedRows);
      await db.bodies.bulkAdd(movedBodies);
    }),
  );
}
