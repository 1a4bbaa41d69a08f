import {
  chainHash,
  digestOf,
  type Entry,
  entryText,
  type Fact,
  genesisHash,
  type Signed,
} from '@khop/shared/entry';
import type { JournalId } from '@khop/shared/ids';
import { fromInstant } from '@khop/shared/time';
import Dexie from 'dexie';
import { writeLast } from './hear-writes.ts';
import type { BodyRow, EntryRow, JournalRow, Ledger, LedgerDb, SyncMeta } from './ledger.ts';
import type { Pen } from './pen.ts';
import { StorageTrouble } from './storage-trouble.ts';

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

/** What the ledger keeps of a fact in clear, but for its place. */
export function outlineOf(fact: Fact, digest: string, by: Signed): Omit<EntryRow, keyof Placed> {
  return {
    id: fact.id,
    kind: fact.kind,
    subject: fact.subject,
    replaces: fact.replaces,
    digest,
    ...by,
    recordedAtMs: fromInstant(fact.recordedAt.at),
    problem: null,
  };
}

type Placed = Pick<EntryRow, 'journal' | 'seq' | 'hash'>;

/** The next place of a journal for an entry with this digest and signature. */
export function nextPlace(journal: JournalRow, row: { digest: string } & Signed): Placed {
  const hash = chainHash(journal.headHash, row.digest, row);
  return { journal: journal.journal, seq: journal.head + 1, hash };
}

export function advanced(journal: JournalRow, placed: Placed, madeMs: number): JournalRow {
  const latestMs = Math.max(journal.latestMs, madeMs);
  return { ...journal, head: placed.seq, headHash: placed.hash, latestMs };
}

/**
 * Writes one fact at the journal's end. Resolves only after the strict transaction has completed
 * (I1). Two tabs never take one seq: the transaction looks at the head again, and the loser takes
 * the next. A write whose outcome is unknown is recognised by its id and not made twice.
 */
export async function append(ledger: Ledger, pen: Pen, fact: Fact): Promise<Kept> {
  const text = entryText(fact);
  const digest = digestOf(text);
  // Signed and sealed before the transaction: one that waits for WebCrypto may commit early (SAFETY 2).
  const [by, sealed] = await Promise.all([pen.sign(digest), pen.seal(fact.id, text)]);
  const outline = outlineOf(fact, digest, by);
  const madeMs = outline.recordedAtMs - (fact.recordedAt.skewMs ?? 0);
  let tried: [JournalId, number] | null = null;
  const placed = await ledger.run((db) =>
    db.transaction('rw', db.journals, db.entries, db.bodies, async (transaction) => {
      const there = tried === null ? undefined : await db.entries.get(tried);
      if (there?.id === fact.id) return there;
      const journal = await findJournal(db);
      if (journal === null) throw new StorageTrouble('broken');
      const row: EntryRow = { ...outline, ...nextPlace(journal, outline) };
      tried = [row.journal, row.seq];
      const body: BodyRow = { journal: row.journal, seq: row.seq, id: fact.id, ...sealed };
      writeLast(transaction, [
        { table: 'entries', type: 'add', row },
        { table: 'bodies', type: 'add', row: body },
        { table: 'journals', type: 'put', row: advanced(journal, row, madeMs) },
      ]);
      return row;
    }),
  );
  const { journal, seq } = placed;
  return { entry: { ...fact, journal, seq }, text, row: placed };
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
export async function readWaiting(
  db: LedgerDb,
  journals: readonly JournalRow[],
): Promise<EntryRow[]> {
  const waitingIn: EntryRow[][] = [];
  for (const journal of journals) {
    const { journal: id, acked } = journal;
    const waiting = db.entries
      .where('[journal+seq]')
      .between([id, acked], [id, lastOf(journal)], false, true);
    waitingIn.push(await waiting.toArray());
  }
  return waitingIn.flat();
}

/** What the office said about a journal when it had compared what we say up to `compared`. */
export type Said = {
  compared: number;
  head: number;
  headHash: string;
  safe: number;
  refused: { seq: number; problem: NonNullable<EntryRow['problem']> }[];
};

/**
 * How far the office holds a journal and which entries it could not apply, with what was learned of
 * office and clock. Of the places behind those it has compared, only a hash that is ours too tells
 * that they are not somebody else's: a cloned profile may have said other things there. Answers how
 * far it holds what we said; null, and nothing is taken, where its chain is not ours.
 */
export function acknowledge(
  ledger: Ledger,
  journal: JournalId,
  said: Said,
  learned: SyncMeta,
): Promise<number | null> {
  return ledger.run((db) =>
    db.transaction('rw', db.meta, db.journals, db.entries, async (transaction) => {
      // Read now: this tablet may have recorded, and another tab sent, since the request was made.
      const [row, end] = await Dexie.Promise.all([
        db.journals.get(journal),
        db.entries.get([journal, said.head]),
      ]);
      if (row === undefined) return said.compared;
      const ours = said.head === 0 ? genesisHash(journal) : end?.hash;
      const isOurs = ours === said.headHash;
      if (!isOurs && said.head <= said.compared) return null;
      const held = isOurs ? said.head : said.compared;
      for (const { seq, problem } of said.refused) {
        await db.entries.update([journal, seq], { problem });
      }
      const acked = Math.min(held, row.head);
      writeLast(transaction, [
        { table: 'meta', type: 'put', row: { key: 'sync', value: learned } },
        { table: 'journals', type: 'put', row: { ...row, acked, safe: said.safe } },
      ]);
      return held;
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
