import { chainHash, type Entry, entryText, genesisHash } from '@khop/shared/entry';
import type { JournalId } from '@khop/shared/ids';
import { fromInstant } from '@khop/shared/time';
import Dexie from 'dexie';
import { placeOf } from './bodies.ts';
import { toBytes } from './bytes.ts';
import type { BodyRow, EntryRow, JournalRow, Ledger, LedgerDb, SyncMeta } from './ledger.ts';
import { StorageTrouble } from './storage-trouble.ts';
import type { Sealer } from './vault.ts';

/** An entry before it has its place: everything but the journal and the seq. */
export type Fact = Omit<Entry, 'journal' | 'seq'>;
export type Kept = { entry: Entry; text: string; row: EntryRow };

/** The open journal; null before the tablet was enrolled. */
export async function findJournal(db: LedgerDb): Promise<JournalRow | null> {
  const journals = await db.journals.toArray();
  return journals.find((each) => each.forkedAt === null) ?? null;
}

/** The last seq a journal speaks for: a closed one's later entries live on in another. */
export function lastOf(journal: JournalRow): number {
  return (journal.forkedAt ?? journal.head + 1) - 1;
}

/** All journals of this tablet, the oldest first. */
export async function readJournals(db: LedgerDb): Promise<JournalRow[]> {
  const journals = await db.journals.toArray();
  return journals.toSorted((a, b) => a.mintedAtMs - b.mintedAtMs || (a.forkedAt === null ? 1 : -1));
}

export function newJournal(journal: JournalId, nowMs: number): JournalRow {
  return {
    journal,
    head: 0,
    headHash: genesisHash(journal),
    acked: 0,
    safe: 0,
    forkedAt: null,
    mintedAtMs: nowMs,
    latestMs: 0,
  };
}

/** The entry at its place, and what the ledger keeps of it in clear. */
export function keep(fact: Fact, journal: JournalId, seq: number, prevHash: string): Kept {
  // A fact of one kind in a journal is an entry of that kind; the compiler loses that in the spread.
  const entry = { ...fact, journal, seq } as Entry;
  const text = entryText(entry);
  const row: EntryRow = {
    journal,
    seq,
    id: entry.id,
    kind: entry.kind,
    subject: entry.subject,
    replaces: entry.replaces,
    hash: chainHash(prevHash, text),
    recordedAtMs: fromInstant(entry.recordedAt.at),
    problem: null,
  };
  return { entry, text, row };
}

export function advanced(journal: JournalRow, { entry, row }: Kept): JournalRow {
  const madeMs = row.recordedAtMs - (entry.recordedAt.skewMs ?? 0);
  const latestMs = Math.max(journal.latestMs, madeMs);
  return { ...journal, head: row.seq, headHash: row.hash, latestMs };
}

/**
 * Writes one fact at the journal's end. Resolves only after the strict transaction has completed
 * (I1). Two tabs never take one seq: the transaction looks at the head again, and the loser builds
 * its entry anew. A write whose outcome is unknown is recognised by its id and not made twice.
 */
export async function append(ledger: Ledger, sealer: Sealer, fact: Fact): Promise<Kept> {
  for (;;) {
    const before = await ledger.run(findJournal);
    if (before === null) throw new StorageTrouble('broken');
    const kept = keep(fact, before.journal, before.head + 1, before.headHash);
    const place = placeOf(before.journal, kept.row.seq);
    // Sealed before the transaction: one that waits for WebCrypto may commit early (SAFETY 2).
    const sealed = await sealer.seal('bodies', place, toBytes(kept.text));
    const outcome = await ledger.run((db) =>
      db.transaction('rw', db.journals, db.entries, db.bodies, async () => {
        const now = await db.journals.get(before.journal);
        if (now === undefined || now.forkedAt !== null) return 'moved';
        if (now.head !== before.head) {
          const there = await db.entries.get([before.journal, kept.row.seq]);
          return there?.id === fact.id ? 'kept' : 'moved';
        }
        await Dexie.Promise.all([
          db.entries.add(kept.row),
          db.bodies.add({ journal: before.journal, seq: kept.row.seq, sealed }),
          db.journals.put(advanced(now, kept)),
        ]);
        return 'kept';
      }),
    );
    if (outcome === 'kept') return kept;
  }
}

/** Sealed bodies from `from` on, at most `count`; ends at the first that was freed. */
export async function readBodies(
  ledger: Ledger,
  journal: JournalId,
  from: number,
  count: number,
): Promise<BodyRow[]> {
  const rows = await ledger.run((db) =>
    db.bodies
      .where('[journal+seq]')
      .between([journal, from], [journal, from + count - 1], true, true)
      .toArray(),
  );
  const gap = rows.findIndex((row, index) => row.seq !== from + index);
  return gap < 0 ? rows : rows.slice(0, gap);
}

/** Sealed bodies of what a journal still says itself, `from` on, freed ones left out. */
export async function readOwnBodies(
  ledger: Ledger,
  journal: JournalRow,
  from: number,
  count: number,
): Promise<BodyRow[]> {
  return ledger.run((db) =>
    db.bodies
      .where('[journal+seq]')
      .between([journal.journal, from], [journal.journal, lastOf(journal)], true, true)
      .limit(count)
      .toArray(),
  );
}

/** The clear rows of entries the office has not acknowledged, oldest first. */
export function readWaiting(ledger: Ledger): Promise<{ journals: JournalRow[]; rows: EntryRow[] }> {
  return ledger.run((db) =>
    db.transaction('r', db.journals, db.entries, async () => {
      const journals = await readJournals(db);
      const rows: EntryRow[] = [];
      for (const journal of journals) {
        const { journal: id, acked } = journal;
        const waiting = db.entries
          .where('[journal+seq]')
          .between([id, acked], [id, lastOf(journal)], false, true);
        rows.push(...(await waiting.toArray()));
      }
      return { journals, rows };
    }),
  );
}

/** The chain's hash up to `seq`; null when the ledger has no such entry. */
export async function hashAt(
  ledger: Ledger,
  journal: JournalId,
  seq: number,
): Promise<string | null> {
  if (seq === 0) return genesisHash(journal);
  const row = await ledger.run((db) => db.entries.get([journal, seq]));
  return row?.hash ?? null;
}

/** What the office said about a journal: how far it holds it and which entries it could not apply. */
export async function acknowledge(
  ledger: Ledger,
  journal: JournalId,
  said: {
    head: number;
    safe: number;
    refused: { seq: number; problem: NonNullable<EntryRow['problem']> }[];
  },
  learned: SyncMeta,
): Promise<void> {
  await ledger.run((db) =>
    db.transaction('rw', db.meta, db.journals, db.entries, async () => {
      await db.meta.put({ key: 'sync', value: learned });
      const row = await db.journals.get(journal);
      if (row === undefined) return;
      await db.journals.put({ ...row, acked: Math.min(said.head, row.head), safe: said.safe });
      for (const { seq, problem } of said.refused) {
        await db.entries.update([journal, seq], { problem });
      }
    }),
  );
}

const KEPT_DAYS_MS = 30 * 86_400_000;

/**
 * The one place where a body may be freed: contained in a verified backup of the office (`safe`) and
 * older than 30 days, and not quarantined (I14). The clear row with its hash stays for ever.
 */
export async function freeBodies(ledger: Ledger, nowMs: number): Promise<number> {
  return ledger.run((db) =>
    db.transaction('rw', db.journals, db.entries, db.bodies, async () => {
      let freed = 0;
      for (const { journal, safe, acked } of await db.journals.toArray()) {
        const upTo = Math.min(safe, acked);
        const held = await db.bodies
          .where('[journal+seq]')
          .between([journal, Dexie.minKey], [journal, upTo], true, true)
          .primaryKeys();
        for (const key of held) {
          const row = await db.entries.get(key);
          const isOld = row !== undefined && row.recordedAtMs < nowMs - KEPT_DAYS_MS;
          if (!isOld || row.problem !== null) continue;
          await db.bodies.delete(key);
          freed++;
        }
      }
      return freed;
    }),
  );
}
