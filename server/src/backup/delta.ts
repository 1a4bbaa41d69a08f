import { hash } from 'node:crypto';
import { genesisHash } from '@khop/shared/entry';
import { dayOf } from '@khop/shared/time';
import { type Kysely, sql } from 'kysely';
import { OFFICE_CHAIN } from '../store/audit.ts';
import { textOfColumn } from '../store/entries.ts';
import type { JournalTable, Tables } from '../store/tables.ts';
import { hashOf } from '../sync/chain.ts';
import { BackupTrouble } from './backup-trouble.ts';
import { lateSubjects } from './late-subjects.ts';
import type { Contents, CopiedTable, Line } from './lines.ts';

type Db = Kysely<Tables>;
/** The last seq that is contained, and the chain's hash there. */
export type Head = [seq: number, hash: string];
export type Reach = { heads: Map<string, Head>; officeActs: number; answeredAt: number };

export const NOTHING: Reach = { heads: new Map(), officeActs: 0, answeredAt: 0 };

const PAGE = 1000;
/** Acts after which the units are not what they were. */
const UNIT_ACTS = ['units-imported', 'hamlet-added', 'hamlet-ended'];
// Ids of answers carry the clock of whoever made them; two processes may differ by this much.
const CLOCKS_MS = 2 * 60_000;

/**
 * Everything that came since `since`, read in one snapshot: entries journal by journal, their hash
 * chain proved on the way, then the records they changed as they stand now. `reach` and `contents`
 * are complete when `lines` has been read to its end. `seen` remembers the rows of accounts and
 * tablets that were copied before.
 */
export function deltaOf(db: Db, since: Reach, seen: Map<string, string>) {
  const reach: Reach = { ...since, heads: new Map(since.heads) };
  const contents: Contents = { journals: 0, entries: 0, records: 0, until: 0 };
  const isFirst = since === NOTHING;
  const subjects = new Set<string>();

  async function* journalLines(): AsyncGenerator<Line> {
    const rows = await db.selectFrom('journal').selectAll().execute();
    for (const id of since.heads.keys()) {
      if (!rows.some((row) => row.id === id)) throw otherHistory();
    }
    const moved = rows.filter((row) => hasMoved(row, since, seen));
    if (moved.length > 0) yield { table: 'journal', rows: moved };
    for (const row of moved) {
      const [seq, known] = since.heads.get(row.id) ?? [0, genesisHash(row.id)];
      yield* entryLines(row, seq, known);
      if (row.head > seq) contents.journals += 1;
      reach.heads.set(row.id, [row.head, row.head_hash]);
      yield* receiptLines(row, seq);
    }
  }

  async function* entryLines(row: JournalTable, from: number, known: string): AsyncGenerator<Line> {
    let previous = known;
    for (let seq = from; seq < row.head; ) {
      const rows = await db
        .selectFrom('entry')
        .selectAll()
        .where('journal', '=', row.id)
        .where('seq', '>', seq)
        .where('seq', '<=', row.head)
        .orderBy('seq')
        .limit(PAGE)
        .execute();
      for (const entry of rows) {
        seq += 1;
        previous = hashOf(previous, { ...entry, text: textOfColumn(entry.text) });
        if (entry.seq !== seq || entry.hash !== previous) throw otherHistory();
        if (entry.state === 'applied' && entry.subject !== null) subjects.add(entry.subject);
        contents.until = Math.max(contents.until, entry.received_at);
      }
      if (rows.length === 0) throw otherHistory();
      contents.entries += rows.length;
      yield { table: 'entry', rows };
    }
    if (previous !== row.head_hash) throw otherHistory();
  }

  /** The receipts of the pushes beyond `from`: they are written with their entries, push by push. */
  async function* receiptLines(row: JournalTable, from: number): AsyncGenerator<Line> {
    let before = row.receipts + 1;
    while (before > 1) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('chain', '=', `journal:${row.id}`)
        .where('seq', '<', before)
        .orderBy('seq', 'desc')
        .limit(100)
        .execute();
      const fresh = rows.filter(({ object }) => Number.parseInt(object, 10) > from);
      if (fresh.length > 0) yield { table: 'audit', rows: fresh };
      if (fresh.length < rows.length || rows.length === 0) return;
      before = rows.at(-1)?.seq ?? 1;
    }
  }

  async function* recordLines(): AsyncGenerator<Line> {
    if (isFirst) {
      for await (const line of wholeTable(db, 'record', 'id')) {
        contents.records += line.rows.length;
        yield line;
      }
      return;
    }
    for await (const subject of lateSubjects(db, since.officeActs)) subjects.add(subject);
    const ids = [...subjects];
    for (let from = 0; from < ids.length; from += 500) {
      const rows = await db
        .selectFrom('record')
        .selectAll()
        .where('id', 'in', ids.slice(from, from + 500))
        .execute();
      contents.records += rows.length;
      yield { table: 'record', rows };
    }
  }

  async function* actLines(): AsyncGenerator<Line> {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('chain', '=', OFFICE_CHAIN)
      .where('seq', '>', since.officeActs)
      .orderBy('seq')
      .execute();
    if (rows.length > 0) yield { table: 'audit', rows };
    reach.officeActs = rows.at(-1)?.seq ?? since.officeActs;
    if (rows.some(({ act }) => UNIT_ACTS.includes(act))) yield* smallTables(db, UNITS);
    yield* freshQuestions();
    const lines = wholeTable(db, 'answer', 'id', firstIdAt(since.answeredAt - CLOCKS_MS));
    for await (const { table, rows } of lines) {
      const fresh = rows.filter(({ id }) => isNewsOf(seen, `answer:${id}`, null));
      for (const { answered_at } of fresh) {
        reach.answeredAt = Math.max(reach.answeredAt, answered_at);
      }
      if (fresh.length > 0) yield { table, rows: fresh };
    }
    const old = `answer:${firstIdAt(reach.answeredAt - CLOCKS_MS)}`;
    for (const key of seen.keys()) if (key.startsWith('answer:') && key < old) seen.delete(key);
  }

  /** What the population database was asked yesterday and today: its limits outlive a restore. */
  async function* freshQuestions(): AsyncGenerator<Line> {
    const since = dayOf(reach.answeredAt - 86_400_000);
    const asked = await db
      .selectFrom('oracle_asked')
      .selectAll()
      .where('asked_on', '>=', isFirst ? '' : since)
      .execute();
    const fresh = asked.filter((row) => isNewsOf(seen, `asked:${row.citizen}:${row.variant}`, row));
    if (fresh.length > 0) yield { table: 'oracle_asked', rows: fresh };
    const told = await db.selectFrom('oracle_alert').selectAll().execute();
    const news = told.filter((row) => isNewsOf(seen, `alert:${row.citizen}:${row.field}`, row));
    if (news.length > 0) yield { table: 'oracle_alert', rows: news };
  }

  async function* lines(): AsyncGenerator<Line> {
    yield* accessLines(db, seen);
    if (isFirst) yield* wholeTable(db, 'population', 'id');
    if (isFirst) yield* smallTables(db, UNITS);
    yield* journalLines();
    yield* recordLines();
    yield* actLines();
  }
  return { lines: lines(), reach, contents };
}

/** Before every id that was made at that time (UUIDv7 begins with it). */
function firstIdAt(ms: number): string {
  const time = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

function hasMoved(row: JournalTable, since: Reach, seen: Map<string, string>): boolean {
  const [seq, known] = since.heads.get(row.id) ?? [0, genesisHash(row.id)];
  if (row.head < seq || (row.head === seq && row.head_hash !== known)) throw otherHistory();
  const isNews = isNewsOf(seen, `journal:${row.id}`, [row.device, row.state, row.fork_at]);
  return row.head > seq || isNews;
}

/** The office does not go on from what was copied: it was exchanged, or its database is damaged. */
export function otherHistory(): BackupTrouble {
  return new BackupTrouble(
    'unsound',
    'A journal of the office does not go on from what was copied: a full backup is needed.',
  );
}

function isNewsOf(seen: Map<string, string>, name: string, value: unknown): boolean {
  const now = hash('sha1', JSON.stringify(value), 'base64');
  if (seen.get(name) === now) return false;
  seen.set(name, now);
  return true;
}

const ACCESS = [
  ['site', 'id'],
  ['account', 'id'],
  ['appointment', 'id'],
  ['device', 'id'],
  ['enrolment', 'code_hash'],
  ['session', 'id'],
  ['office_key', 'use'],
  ['operator_key', 'id'],
  ['factor', 'id'],
  ['recovery_code', 'id'],
] as const;

/** Who may do what, where it changed. When a tablet or person was last seen is no change. */
async function* accessLines(db: Db, seen: Map<string, string>): AsyncGenerator<Line> {
  for (const [table, key] of ACCESS) {
    const lines: AsyncGenerator<Line> = wholeTable(db, table, key);
    for await (const line of lines) {
      const rows = (line.rows as unknown as Record<string, unknown>[]).filter((row) =>
        isNewsOf(seen, `${table}:${row[key]}`, { ...row, seen_at: null }),
      );
      if (rows.length > 0) yield { ...line, rows } as Line;
    }
  }
}

const UNITS = ['unit', 'unit_change', 'unit_reach'] as const;

/** Tables that change as a whole, a few times a year. */
async function* smallTables(db: Db, tables: readonly CopiedTable[]): AsyncGenerator<Line> {
  for (const table of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
      db,
    );
    // Kysely cannot type a table that is a variable; the rows are those of `table`.
    for (let from = 0; from < rows.length; from += PAGE) {
      yield { table, rows: rows.slice(from, from + PAGE) } as unknown as Line;
    }
  }
}

/** All rows of a table, page by page in the order of its key, from `after` on. */
async function* wholeTable<T extends CopiedTable>(
  db: Db,
  table: T,
  key: string,
  after = '',
): AsyncGenerator<Extract<Line, { table: T }>> {
  for (let last = after; ; ) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}
      where ${sql.ref(key)} > ${last} order by ${sql.ref(key)} limit ${PAGE}`.execute(db);
    // Kysely cannot type a table that is a variable; the rows are those of `table`.
    if (rows.length > 0) yield { table, rows } as unknown as Extract<Line, { table: T }>;
    if (rows.length < PAGE) return;
    last = String(rows.at(-1)?.[key]);
  }
}
