import type { EntryKind } from '@khop/shared/entry';
import type { JournalId } from '@khop/shared/ids';
import { type Instant, toInstant } from '@khop/shared/time';
import type { Quarantined } from '../tablet.ts';
import { lastOf, readJournals, readWaiting } from './entries.ts';
import type { EntryRow, JournalRow, Ledger } from './ledger.ts';
import { readQuarantine } from './quarantine.ts';

export type BacklogView = {
  waiting: number;
  waitingByKind: Partial<Record<EntryKind, number>>;
  oldestAt: Instant | null;
};

/**
 * What waits to be sent, counted from the journal's rows (UX2). Counting 10,000 rows again after
 * each save would be felt; so a save adds one, and an acknowledgement takes away.
 */
export function makeBacklog(ledger: Ledger) {
  let ackedByJournal = new Map<JournalId, number>();
  let rows: EntryRow[] = [];
  let byKind: Partial<Record<EntryKind, number>> = {};
  let quarantine: Quarantined[] = [];

  function count(row: EntryRow, by: number) {
    const left = (byKind[row.kind] ?? 0) + by;
    if (left > 0) byKind[row.kind] = left;
    else delete byKind[row.kind];
  }

  /** Whether the rows here are what these journals have to say. */
  function isCounted(journals: readonly JournalRow[]): boolean {
    if (journals.length !== ackedByJournal.size) return false;
    return journals.every((journal) => {
      const { journal: id, acked } = journal;
      const last = rows.findLast((row) => row.journal === id)?.seq ?? acked;
      return ackedByJournal.get(id) === acked && last === Math.max(acked, lastOf(journal));
    });
  }

  /** Another tab may have recorded, sent or mended; 10,000 rows are read again only if so. */
  async function reload() {
    const seen = await ledger.run((db) =>
      db.transaction('r', db.journals, db.entries, async () => {
        const journals = await readJournals(db);
        const waiting = isCounted(journals) ? null : await readWaiting(db, journals);
        return { journals, waiting, problems: await readQuarantine(db, journals) };
      }),
    );
    if (seen.waiting !== null) {
      ackedByJournal = new Map(seen.journals.map((each) => [each.journal, each.acked]));
      rows = seen.waiting;
      byKind = {};
      for (const row of rows) count(row, 1);
    }
    quarantine = seen.problems.map(({ row, mended }) => ({
      entry: row.id,
      seq: row.seq,
      kind: row.kind,
      subject: row.subject,
      recordedAt: toInstant(row.recordedAtMs),
      // readQuarantine gives rows with a problem only.
      problem: row.problem ?? 'bad-body',
      mended,
    }));
  }

  return {
    reload,
    /** The office holds `journal` up to `head` now; `mayRefuse`: it named entries. */
    async acknowledge(journal: JournalId, head: number, mayRefuse: boolean) {
      // A restored office holds less than before: what it lost waits again.
      if (head < (ackedByJournal.get(journal) ?? 0)) return reload();
      ackedByJournal.set(journal, head);
      const isSent = (row: EntryRow) => row.journal === journal && row.seq <= head;
      for (const row of rows) if (isSent(row)) count(row, -1);
      rows = rows.filter((row) => !isSent(row));
      if (mayRefuse || quarantine.length > 0) await reload();
    },
    /** A save of this tab. Unknown journals and rows already seen are for the next reload. */
    add(row: EntryRow) {
      const acked = ackedByJournal.get(row.journal);
      const last = rows.findLast((each) => each.journal === row.journal)?.seq ?? acked;
      if (last === undefined || row.seq <= last) return;
      rows.push(row);
      count(row, 1);
    },
    view(): BacklogView {
      const oldest = rows[0];
      return {
        waiting: rows.length,
        waitingByKind: { ...byKind },
        oldestAt: oldest === undefined ? null : toInstant(oldest.recordedAtMs),
      };
    },
    quarantine: () => quarantine,
    acked: () => [...ackedByJournal],
  };
}
export type Backlog = ReturnType<typeof makeBacklog>;
