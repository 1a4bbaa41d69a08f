import type { EntryKind } from '@khop/shared/entry';
import type { JournalId } from '@khop/shared/ids';
import { type Instant, toInstant } from '@khop/shared/time';
import type { Quarantined } from '../tablet.ts';
import { readQuarantine, readWaiting } from './entries.ts';
import type { EntryRow, Ledger } from './ledger.ts';

export type BacklogView = {
  waiting: number;
  waitingByKind: Partial<Record<EntryKind, number>>;
  oldestAt: Instant | null;
};

/**
 * What waits to be sent, counted from the journal's rows (UX2). Counting 10,000 rows again after
 * each save would be felt; so a save adds one, and every look at the ledger begins anew.
 */
export function makeBacklog(ledger: Ledger) {
  let journal: JournalId | null = null;
  let acked = 0;
  let rows: EntryRow[] = [];
  let byKind: Partial<Record<EntryKind, number>> = {};
  let quarantine: Quarantined[] = [];

  function count(row: EntryRow, by: number) {
    const left = (byKind[row.kind] ?? 0) + by;
    if (left > 0) byKind[row.kind] = left;
    else delete byKind[row.kind];
  }

  async function readProblems() {
    quarantine = (await readQuarantine(ledger)).map(({ row, mended }) => ({
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

  async function reload() {
    const waiting = await readWaiting(ledger);
    journal = waiting.journal?.journal ?? null;
    acked = waiting.journal?.acked ?? 0;
    rows = waiting.rows;
    byKind = {};
    for (const row of rows) count(row, 1);
    await readProblems();
  }

  return {
    reload,
    /** The office holds the open journal up to `head` now; `mayRefuse`: it named entries. */
    async acknowledge(head: number, mayRefuse: boolean) {
      // A restored office holds less than before: what it lost waits again.
      if (head < acked) return reload();
      acked = head;
      const gone = rows.findIndex((row) => row.seq > head);
      for (const row of rows.splice(0, gone < 0 ? rows.length : gone)) count(row, -1);
      if (mayRefuse || quarantine.length > 0) await readProblems();
    },
    add(row: EntryRow) {
      if (row.journal !== journal || row.seq <= (rows.at(-1)?.seq ?? acked)) return;
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
    posted: () => ({ journal, acked }),
  };
}
export type Backlog = ReturnType<typeof makeBacklog>;
