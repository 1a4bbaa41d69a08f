import type { Entry } from '@khop/shared/entry';
import type { Id, JournalId } from '@khop/shared/ids';
import { foldEntry, type StoredRecord } from '@khop/shared/record';

/** How far the postman has come. `sending`: the seqs in the request under way. */
export type Posted = {
  acked: [JournalId, number][];
  refused: Id[];
  sending: { journal: JournalId; from: number; to: number } | null;
};

/** This tablet's own entries, in the order in which they were made. */
export function makeOwn() {
  const bySubject = new Map<Id, Entry[]>();
  const placeById = new Map<Id, { journal: JournalId; seq: number }>();
  let acked = new Map<JournalId, number>();
  let sending: Posted['sending'] = null;
  let refused: ReadonlySet<Id> = new Set();

  return {
    /** False when the entry was here already. */
    add(entry: Entry): boolean {
      if (placeById.has(entry.id)) return false;
      const { journal, seq } = entry;
      placeById.set(entry.id, { journal, seq });
      const entries = bySubject.get(entry.subject);
      if (entries === undefined) bySubject.set(entry.subject, [entry]);
      else entries.push(entry);
      return true;
    },
    has: (subject: Id) => bySubject.has(subject),
    subjects: () => bySubject.keys(),
    /**
     * The record with own entries laid over. Idempotent by entry id, so that nobody keeps account of
     * what the office has seen; an entry that does not fit (yet) changes nothing.
     */
    lay(subject: Id, record: StoredRecord | null): StoredRecord | null {
      let laid = record;
      for (const entry of bySubject.get(subject) ?? []) {
        const folded = foldEntry(laid, entry);
        if ('record' in folded) laid = folded.record;
      }
      return laid;
    },
    post(next: Posted) {
      acked = new Map(next.acked);
      sending = next.sending;
      refused = new Set(next.refused);
    },
    /** Not held by the office as a fact: unacknowledged, or in quarantine there. */
    isUnsent(entry: Id): boolean {
      if (refused.has(entry)) return true;
      const place = placeById.get(entry);
      return place !== undefined && place.seq > (acked.get(place.journal) ?? 0);
    },
    isSending(entry: Id): boolean {
      const place = placeById.get(entry);
      if (place === undefined || place.journal !== sending?.journal) return false;
      return place.seq >= sending.from && place.seq <= sending.to;
    },
  };
}
export type Own = ReturnType<typeof makeOwn>;
