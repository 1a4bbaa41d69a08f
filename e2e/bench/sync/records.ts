import { readEntry } from '@khop/shared/entry';
import { foldEntry, type StoredRecord } from '@khop/shared/record';
import { factsOf, journalIdOf, textsOf } from './journal.ts';
import { HERE } from './pages/peer-page.ts';

/** Persons as the office holds them: each registered, and one dose recorded. */
export function recordsOf(count: number): StoredRecord[] {
  const records = new Map<string, StoredRecord>();
  const journal = journalIdOf(HERE);
  let seq = 0;
  for (const text of textsOf(factsOf({ seed: HERE, from: 0, count: count * 2 }))) {
    seq += 1;
    const read = readEntry(text, { journal, seq });
    if ('problem' in read) throw new Error(read.problem);
    const { entry } = read;
    const folded = foldEntry(records.get(entry.subject) ?? null, entry);
    if ('problem' in folded) throw new Error(folded.problem);
    records.set(entry.subject, folded.record);
  }
  return [...records.values()];
}
