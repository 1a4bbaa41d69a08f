import { genesisHash, readEntry } from '@khop/shared/entry';
import { judgeCheck } from '@khop/shared/identity';
import type { StoredRecord } from '@khop/shared/record';
import { sql } from 'kysely';
import { insertAuditRows } from '../store/audit.ts';
import { CHECK_JOB } from '../store/check-queue.ts';
import { insertEntries, markReplaced, releaseEntries, textOfColumn } from '../store/entries.ts';
import { advanceFeeds } from '../store/feeds.ts';
import { lockJournals, saveJournals } from '../store/journals.ts';
import { readRecords, upsertRecords } from '../store/records.ts';
import type { Tx } from '../store/store.ts';
import type { EntryTable, JournalTable, RecordTable, Tables } from '../store/tables.ts';
import { hashOf } from '../sync/chain.ts';
import type { Holding } from '../sync/holding.ts';
import { queueNewChecks } from '../sync/new-checks.ts';
import { newJournalRow } from '../sync/office-journal.ts';
import { scopesOf } from '../sync/record-row.ts';
import { KEYS, type Line } from './lines.ts';

/** Thrown where a segment does not go on from what is there: its file is not the one that follows. */
export class OutOfPlace extends Error {}

/**
 * Writes lines of a segment into an office that holds all that came before: entries as they were
 * stored, records as they stood, at new places in the feeds, and the questions that were still open.
 */
export async function replayLine(tx: Tx, line: Line): Promise<void> {
  switch (line.table) {
    case 'journal':
      return replayJournals(tx, line.rows);
    case 'entry':
      return replayEntries(tx, line.rows);
    case 'record':
      return replayRecords(tx, line.rows);
    case 'audit':
      return replayAudit(tx, line.rows);
    case 'site':
    case 'account':
    case 'appointment':
    case 'device':
    case 'enrolment':
    case 'session':
    case 'factor':
    case 'recovery_code':
    case 'population':
    case 'answer':
    case 'oracle_asked':
    case 'oracle_alert':
    case 'unit':
    case 'unit_change':
    case 'unit_reach':
    case 'office_key':
    case 'operator_key':
      return putRows(tx, line.table, line.rows);
  }
}

/** A journal's own head moves with its entries; here it takes what else is known of it. */
async function replayJournals(tx: Tx, rows: readonly JournalTable[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) {
    const some = rows.slice(from, from + 500);
    const held = await lockJournals(
      tx,
      some.map(({ id, device, created_at }) => newJournalRow(id, device, created_at)),
    );
    const known = some.map((row) => {
      const { head, head_hash } = held.get(row.id) ?? row;
      return { ...row, head, head_hash };
    });
    await saveJournals(tx, known);
  }
}

async function replayEntries(tx: Tx, rows: readonly EntryTable[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const begin = newJournalRow(first.journal, null, first.received_at);
  const row = (await lockJournals(tx, [begin])).get(first.journal) ?? begin;
  // What an interrupted copy had written already comes a second time.
  const fresh = rows.filter(({ seq }) => seq > row.head);
  let previous = row.head === 0 ? genesisHash(row.id) : row.head_hash;
  for (const [index, entry] of fresh.entries()) {
    previous = hashOf(previous, { ...entry, text: textOfColumn(entry.text) });
    const isNext = entry.journal === row.id && entry.seq === row.head + 1 + index;
    if (!isNext || entry.hash !== previous) throw new OutOfPlace();
  }
  await insertEntries(tx, fresh);
  await markReplaced(tx, fresh.flatMap(replacementOf));
  await saveJournals(tx, [{ ...row, head: row.head + fresh.length, head_hash: previous }]);
}

function replacementOf({ state, text, journal, seq }: EntryTable): { id: string; by: string }[] {
  if (state !== 'applied' || text.includes('"replaces":null')) return [];
  const read = readEntry(textOfColumn(text), { journal, seq });
  if (!('entry' in read) || read.entry.replaces === null) return [];
  return [{ id: read.entry.replaces, by: read.entry.id }];
}

async function replayRecords(tx: Tx, rows: readonly RecordTable[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const before = await readRecords(tx, ids);
  const moves = new Map<string, Map<string, boolean>>();
  const holding: Holding = new Map();
  for (const { id, body } of rows) {
    const was = before.get(id) ?? null;
    const now = JSON.parse(body) as StoredRecord;
    holding.set(id, { before: was, now });
    const scopes = scopesOf(now);
    const left = was === null ? [] : scopesOf(was).filter((scope) => !scopes.includes(scope));
    for (const scope of [...scopes, ...left]) {
      const moved = moves.get(scope) ?? new Map<string, boolean>();
      moves.set(scope, moved.set(id, left.includes(scope)));
    }
  }
  await upsertRecords(tx, rows);
  await advanceFeeds(tx, moves);
  await releaseApplied(tx, holding);
  await queueNewChecks(tx, holding);
  await closeAnswered(tx, holding);
}

/** What waited in quarantine when the office was copied and became part of its record afterwards. */
async function releaseApplied(tx: Tx, holding: Holding): Promise<void> {
  // Written out: the index of what waits is found only when the statement itself says "quarantined".
  const { rows } = await sql<{ journal: string; seq: number; id: string | null; subject: string }>`
    select journal, seq, id, subject from entry
    where state = 'quarantined' and subject in (${sql.join([...holding.keys()])})`.execute(tx.db);
  const released = rows.filter(
    ({ id, subject }) => id !== null && holding.get(subject)?.now?.applied.includes(id),
  );
  await releaseEntries(tx, released);
}

/** Questions of the older copy that were answered since are not asked again. */
async function closeAnswered(tx: Tx, holding: Holding): Promise<void> {
  const answered = [...holding].flatMap(([id, { now }]) =>
    now?.type === 'person' && judgeCheck(now.identity, now.verdicts).state !== 'waiting'
      ? [id]
      : [],
  );
  if (answered.length === 0) return;
  await sql`update job set state = 'done', last_problem = 'restored', lease_until = null,
      lease_by = null
    where kind = ${CHECK_JOB} and state in ('waiting', 'leased')
      and subject in (${sql.join(answered)})`.execute(tx.db);
}

async function replayAudit(tx: Tx, rows: Tables['audit'][]): Promise<void> {
  for (const row of rows) {
    const there = await tx.db
      .selectFrom('audit')
      .select('seq')
      .where('chain', '=', row.chain)
      .where('seq', '=', row.seq)
      .executeTakeFirst();
    if (there === undefined) await insertAuditRows(tx, [row]);
  }
}

const ROWS_AT_ONCE = 500;
/** Append-only in the store: what is there already is the same. */
const NEVER_CHANGE: ReadonlySet<string> = new Set(['office_key', 'operator_key']);

/** Rows as they are, in place of older ones with their key. Names come from our own sealed file. */
async function putRows<T extends Exclude<keyof typeof KEYS, 'record' | 'entry' | 'audit'>>(
  tx: Tx,
  table: T,
  rows: readonly Tables[T][],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}) as (keyof Tables[T] & string)[];
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const values = rows
      .slice(from, from + ROWS_AT_ONCE)
      .map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column]}`))})`);
    const set = columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((each) => sql.ref(each)))})
      values ${sql.join(values)}
      on conflict (${sql.join(KEYS[table].map((key) => sql.ref(key)))})
      ${NEVER_CHANGE.has(table) ? sql`do nothing` : sql`do update set ${sql.join(set)}`}`.execute(
      tx.db,
    );
  }
}
