import type { Entry } from '@khop/shared/entry';
import { newJournalId, type Random } from '@khop/shared/ids';
import type { EntryProblem } from '@khop/shared/protocol/problem';
import { openBody, placeOf } from './bodies.ts';
import { toBytes } from './bytes.ts';
import { advanced, type Fact, type Kept, keep, newJournal, readOwnBodies } from './entries.ts';
import type { BodyRow, Ledger } from './ledger.ts';
import type { Sealer } from './vault.ts';

/**
 * Closes a journal at `from` and writes what it held from there on, fact by fact with the same ids,
 * into a new one. For a fork (the office holds other bytes at `from`), and for an envelope the
 * office cannot take at all (`leave`: that one stays behind, in quarantine). Idempotent: nothing
 * happens when the journal has already been closed.
 */
export async function continueInNextJournal(
  ledger: Ledger,
  sealer: Sealer,
  random: Random,
  nowMs: number,
  closing: { journal: string; from: number; leave: EntryProblem | null },
): Promise<void> {
  for (;;) {
    const old = await ledger.run((db) => db.journals.get(closing.journal));
    if (old === undefined || old.forkedAt !== null) return;
    const forkedAt = closing.leave === null ? closing.from : closing.from + 1;
    let next = newJournal(newJournalId(random), nowMs);
    const moved: Kept[] = [];
    const bodies: BodyRow[] = [];
    for (const body of await readOwnBodies(ledger, old, forkedAt, old.head)) {
      const { journal: _, seq: __, ...fact } = JSON.parse(await openBody(sealer, body)) as Entry;
      const kept = keep(fact as Fact, next.journal, next.head + 1, next.headHash);
      next = advanced(next, kept);
      moved.push(kept);
      const place = placeOf(next.journal, next.head);
      const sealed = await sealer.seal('bodies', place, toBytes(kept.text));
      bodies.push({ journal: next.journal, seq: next.head, sealed });
    }
    const isDone = await ledger.run((db) =>
      db.transaction('rw', db.journals, db.entries, db.bodies, async () => {
        const now = await db.journals.get(old.journal);
        if (now === undefined || now.forkedAt !== null) return true;
        // Somebody recorded meanwhile: their entry moves too.
        if (now.head !== old.head) return false;
        await db.journals.put({ ...now, forkedAt, acked: Math.min(closing.from - 1, now.head) });
        if (closing.leave !== null) {
          await db.entries.update([old.journal, closing.from], { problem: closing.leave });
        }
        await db.journals.put(next);
        await db.entries.bulkAdd(moved.map((each) => each.row));
        await db.bodies.bulkAdd(bodies);
        return true;
      }),
    );
    if (isDone) return;
  }
}
