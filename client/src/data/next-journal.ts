import type { Entry } from '@khop/shared/entry';
import { newJournalId, type Random } from '@khop/shared/ids';
import type { EntryProblem } from '@khop/shared/protocol/problem';
import { openBody, placeOf } from './bodies.ts';
import { toBytes } from './bytes.ts';
import {
  advanced,
  type Fact,
  type Kept,
  keep,
  lastOf,
  newJournal,
  readOwnBodies,
} from './entries.ts';
import type { BodyRow, Ledger } from './ledger.ts';
import type { Sealer } from './vault.ts';

/**
 * Closes a journal at `from` and writes what it held from there on, fact by fact with the same ids,
 * into a new one. For a fork (the office holds other bytes at `from`), and for an envelope the
 * office cannot take at all (`leave`: that one stays behind, in quarantine). A journal that was
 * closed before is cut shorter, and its tail's new journal is a closed one too: exactly one stays
 * open. Idempotent: nothing happens when the journal has already been cut there.
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
    if (old === undefined || (old.forkedAt !== null && closing.from > lastOf(old))) return;
    const first = closing.leave === null ? closing.from : closing.from + 1;
    let next = newJournal(newJournalId(random), nowMs);
    const moved: Kept[] = [];
    const bodies: BodyRow[] = [];
    for (const body of await readOwnBodies(ledger, old, first, old.head)) {
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
        // Somebody recorded meanwhile, and their entry moves too; or another tab has cut it.
        if (now?.head !== old.head || now.forkedAt !== old.forkedAt) return false;
        const forkedAt = closing.from;
        await db.journals.put({ ...now, forkedAt, acked: forkedAt - 1 });
        // What the office says of an entry it will now say of its twin.
        await db.entries
          .where('[journal+seq]')
          .between([old.journal, forkedAt], [old.journal, old.head], true, true)
          .modify({ problem: null });
        if (closing.leave !== null) {
          await db.entries.update([old.journal, forkedAt], { problem: closing.leave });
        }
        await db.journals.put({ ...next, forkedAt: old.forkedAt === null ? null : next.head + 1 });
        await db.entries.bulkAdd(moved.map((each) => each.row));
        await db.bodies.bulkAdd(bodies);
        return true;
      }),
    );
    if (isDone) return;
  }
}
