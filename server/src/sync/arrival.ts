import { type Entry, OFFICE_KINDS } from '@khop/shared/entry';
import { Id } from '@khop/shared/ids';
import type { EntryProblem } from '@khop/shared/protocol/problem';
import { columnOfText } from '../store/entries.ts';
import type { EntryTable } from '../store/tables.ts';
import { hashOf } from './chain.ts';
import { readQuickly } from './read-quickly.ts';
import { columnOf } from './record-row.ts';

/** One text at its place in a journal, read and hashed, not yet decided. */
export type Arrival = {
  /** As it will be stored; `state` and `problem` are settled, and settled anew, by applyEntries. */
  row: EntryTable;
  /** Null where the text is no entry that may stand here. */
  entry: Entry | null;
};

/** A text with who signed it; the office's own facts bear no signature. */
export type Said = { text: string; key: string | null; sig: string | null };

/** Reads texts as the entries `from`, `from + 1`, … of a journal. */
export function readArrivals(
  at: { journal: string; device: string | null; receivedAt: number; mayBeOffice?: boolean },
  from: number,
  previousHash: string,
  said: readonly Said[],
): Arrival[] {
  let previous = previousHash;
  return said.map(({ text, key, sig }, index) => {
    const seq = from + index;
    previous = hashOf(previous, { text, key, sig });
    const read = readQuickly(text, { journal: at.journal, seq });
    const problem = 'problem' in read ? read.problem : mayNotSay(read.entry, at);
    const row: EntryTable = {
      ...('problem' in read ? filedUnder(text) : namesOf(read.entry)),
      journal: at.journal,
      seq,
      text: columnOfText(text.toWellFormed()),
      key,
      sig,
      hash: previous,
      device: at.device,
      received_at: at.receivedAt,
      state: problem === null ? 'applied' : 'quarantined',
      problem,
      replaced_by: null,
      flag: null,
    };
    return { row, entry: 'problem' in read || problem !== null ? null : read.entry };
  });
}

/** Keeps an entry, but out of its record. */
export function quarantine(arrival: Arrival, problem: EntryProblem): void {
  arrival.row.state = 'quarantined';
  arrival.row.problem = problem;
  arrival.entry = null;
}

function mayNotSay(entry: Entry, at: { mayBeOffice?: boolean }): EntryProblem | null {
  return at.mayBeOffice !== true && OFFICE_KINDS.includes(entry.kind) ? 'office-only' : null;
}

type Names = { id: string; kind: string; subject: string; operator: string };

/** What an entry with this text is filed under; nothing, where it is not even plainly about something. */
export function filedUnder(text: string): Pick<EntryTable, keyof Names> {
  return namesOf(salvage(text));
}

function namesOf(names: Names | null): Pick<EntryTable, keyof Names> {
  if (names === null) return { id: null, kind: null, subject: null, operator: null };
  const { id, kind, subject, operator } = names;
  return { id, kind: columnOf(kind), subject, operator: columnOf(operator) };
}

/** What an unreadable entry is still plainly about, so that the desk can show and mend it. */
function salvage(text: string): Names | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null) return null;
  const { id, kind, subject, operator } = json as Partial<Record<keyof Names, unknown>>;
  const isNamed =
    Id.safeParse(id).success &&
    Id.safeParse(subject).success &&
    typeof kind === 'string' &&
    kind.length <= 100 &&
    typeof operator === 'string' &&
    operator.length <= 100;
  return isNamed ? (json as Names) : null;
}
