import { sql } from 'kysely';
import { prepared } from './prepared.ts';
import type { Reads, Tx } from './store.ts';
import type { EntryTable } from './tables.ts';

const COLUMNS = `journal, seq, id, kind, subject, operator, text, key, sig, hash, device,
  received_at, state, problem, replaced_by, flag`;

const INSERT_SQLITE = `insert into entry (${COLUMNS}) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`;

export async function insertEntries(tx: Tx, rows: readonly EntryTable[]): Promise<void> {
  if (rows.length === 0) return;
  if (tx.engine === 'sqlite') {
    const insert = prepared(tx.raw, INSERT_SQLITE);
    for (const row of rows) {
      insert.run(
        row.journal,
        row.seq,
        row.id,
        row.kind,
        row.subject,
        row.operator,
        row.text,
        row.key,
        row.sig,
        row.hash,
        row.device,
        row.received_at,
        row.state,
        row.problem,
        row.replaced_by,
        row.flag,
      );
    }
    return;
  }
  await sql`insert into entry (${sql.raw(COLUMNS)})
    select ${sql.raw(COLUMNS)}
    from json_populate_recordset(null::entry, ${JSON.stringify(rows)})`.execute(tx.db);
}

export type StoredHash = Pick<EntryTable, 'seq' | 'hash' | 'problem'>;

/** Hashes of one journal's entries from `from` to `to`, both included, in order. */
export async function readHashes(
  reads: Reads,
  journal: string,
  from: number,
  to: number,
): Promise<StoredHash[]> {
  return reads.db
    .selectFrom('entry')
    .select(['seq', 'hash', 'problem'])
    .where('journal', '=', journal)
    .where('seq', '>=', from)
    .where('seq', '<=', to)
    .orderBy('seq')
    .execute();
}

export type WaitingEntry = Pick<EntryTable, 'journal' | 'seq' | 'subject' | 'text'>;

const WAITING_SQLITE = `select journal, seq, subject, text from entry
  where state = 'quarantined' and subject = ? and replaced_by is null
    and problem in ('subject-unknown', 'dose-unknown')
  order by received_at, journal, seq`;

const IS_WAITING_SQLITE = `select 1 from entry
  where state = 'quarantined' and subject = ? limit 1`;

/** Entries that came before the fact they build on, in the order they came. */
export async function findWaiting(tx: Tx, subjects: readonly string[]): Promise<WaitingEntry[]> {
  if (subjects.length === 0) return [];
  if (tx.engine === 'sqlite') {
    const select = prepared<WaitingEntry>(tx.raw, WAITING_SQLITE);
    // Hardly ever is there one: the question costs a tenth of the sorted answer.
    const isWaiting = prepared(tx.raw, IS_WAITING_SQLITE).pluck();
    return subjects
      .filter((subject) => isWaiting.get(subject) !== undefined)
      .flatMap((subject) => select.all(subject));
  }
  const { rows } = await sql<WaitingEntry>`select journal, seq, subject, text from entry
    where state = 'quarantined' and subject = any(${subjects}) and replaced_by is null
      and problem in ('subject-unknown', 'dose-unknown')
    order by received_at, journal, seq`.execute(tx.db);
  return rows;
}

/** What waited is now part of its record. */
export async function releaseEntries(
  tx: Tx,
  places: readonly { journal: string; seq: number }[],
): Promise<void> {
  for (const { journal, seq } of places) {
    await tx.db
      .updateTable('entry')
      .set({ state: 'applied', problem: null })
      .where('journal', '=', journal)
      .where('seq', '=', seq)
      .execute();
  }
}

/** What was decided anew about entries in quarantine. */
export async function settleEntries(tx: Tx, rows: readonly EntryTable[]): Promise<void> {
  for (const { journal, seq, state, problem, flag } of rows) {
    await tx.db
      .updateTable('entry')
      .set({ state, problem, flag })
      .where('journal', '=', journal)
      .where('seq', '=', seq)
      .execute();
  }
}

/** A quarantined entry is mended by another one that stands for it. */
export async function markReplaced(
  tx: Tx,
  pairs: readonly { id: string; by: string }[],
): Promise<void> {
  for (const { id, by } of pairs) {
    await tx.db
      .updateTable('entry')
      .set({ replaced_by: by })
      .where('id', '=', id)
      .where('state', '=', 'quarantined')
      .where('replaced_by', 'is', null)
      .execute();
  }
}

/**
 * An entry's text as a column can hold it. PostgreSQL's text has no NUL; a text with one is no JSON
 * and so no entry, yet it is kept: as a JSON string, which no entry's text can be.
 */
export function columnOfText(text: string): string {
  return text.startsWith('"') || text.includes('\0') ? JSON.stringify(text) : text;
}

export function textOfColumn(column: string): string {
  return column.startsWith('"') ? String(JSON.parse(column)) : column;
}
