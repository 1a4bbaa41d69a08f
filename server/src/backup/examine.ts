import { isDeepStrictEqual } from 'node:util';
import { genesisHash, readEntry } from '@khop/shared/entry';
import { type Random, toHex } from '@khop/shared/ids';
import { type Folded, foldEntry, type StoredRecord } from '@khop/shared/record';
import type { Kysely } from 'kysely';
import { nextAuditRow } from '../store/audit.ts';
import { textOfColumn } from '../store/entries.ts';
import type { JournalTable, Tables } from '../store/tables.ts';
import { hashOf } from '../sync/chain.ts';
import { BackupTrouble } from './backup-trouble.ts';
import type { Head } from './delta.ts';
import type { Contents } from './lines.ts';

type Db = Kysely<Tables>;

export type Examined = {
  contains: Contents;
  heads: Map<string, Head>;
  officeActs: number;
  /** Of the sampled records: those whose entries fold to something else today (an older version's). */
  foldsElse: number;
};

const PAGE = 1000;
const SAMPLES = 200;

/**
 * Holds an office's database against its own promises: every journal gapless with its hash chain up
 * to its head, every audit chain unbroken, sampled records made of exactly their entries. Throws the
 * first that does not hold.
 */
export async function examine(db: Db, random: Random): Promise<Examined> {
  const journals = await db.selectFrom('journal').selectAll().execute();
  const contains: Contents = { journals: journals.length, entries: 0, records: 0, until: 0 };
  // No index finds the entries of a record; they are met while all are looked through anyway.
  const sampled = await sampleRecords(db, random);
  for (const row of journals) {
    contains.until = Math.max(contains.until, await examineJournal(db, row, sampled));
    contains.entries += row.head;
  }
  const { count } = await countOf(db, 'entry');
  if (count !== contains.entries) throw unsound('an entry lies outside its journal');
  contains.records = (await countOf(db, 'record')).count;
  const officeActs = await examineAudit(db);
  const foldsElse = [...sampled.values()].filter((each) => !isFoldOf(each)).length;
  const heads = new Map(journals.map((row): [string, Head] => [row.id, [row.head, row.head_hash]]));
  return { contains, heads, officeActs, foldsElse };
}

function unsound(what: string): BackupTrouble {
  return new BackupTrouble(
    'unsound',
    `The office's database is damaged, ${what}: keep the backups there are and restore the last one.`,
  );
}

async function countOf(db: Db, table: 'entry' | 'record'): Promise<{ count: number }> {
  const { count } = await db
    .selectFrom(table)
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { count: Number(count) };
}

/** Answers when the latest entry was received. */
async function examineJournal(
  db: Db,
  row: JournalTable,
  sampled: Map<string, Sampled>,
): Promise<number> {
  let previous = genesisHash(row.id);
  let until = 0;
  let seq = 0;
  for (;;) {
    const entries = await db
      .selectFrom('entry')
      .select([
        'journal',
        'seq',
        'id',
        'subject',
        'text',
        'key',
        'sig',
        'hash',
        'state',
        'received_at',
      ])
      .where('journal', '=', row.id)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const entry of entries) {
      seq += 1;
      previous = hashOf(previous, { ...entry, text: textOfColumn(entry.text) });
      if (entry.seq !== seq) throw unsound(`journal ${row.id} has a gap before ${entry.seq}`);
      if (entry.hash !== previous) throw unsound(`journal ${row.id} has other bytes at ${seq}`);
      until = Math.max(until, entry.received_at);
      if (entry.subject !== null) sampled.get(entry.subject)?.entries.push(entry);
    }
    if (entries.length < PAGE) break;
  }
  if (seq !== row.head || previous !== row.head_hash) {
    throw unsound(`journal ${row.id} says ${row.head} and holds ${seq}`);
  }
  return until;
}

async function examineAudit(db: Db): Promise<number> {
  let at: { chain: string; seq: number; hash: string } = { chain: '', seq: 0, hash: '' };
  let officeActs = 0;
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where((each) =>
        each.or([
          each('chain', '>', at.chain),
          each.and([each('chain', '=', at.chain), each('seq', '>', at.seq)]),
        ]),
      )
      .orderBy('chain')
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      const before = row.chain === at.chain ? at : { seq: 0, hash: '' };
      const { chain, at: actAt, who, act, object } = row;
      const expected = nextAuditRow(chain, before, { at: actAt, who, act, object });
      if (expected.seq !== row.seq || expected.hash !== row.hash) {
        throw unsound(`the audit chain ${chain} is broken at ${row.seq}`);
      }
      at = row;
      if (chain === 'office') officeActs = row.seq;
    }
    if (rows.length < PAGE) return officeActs;
  }
}

type Sampled = {
  record: StoredRecord;
  entries: { id: string | null; journal: string; seq: number; text: string; state: string }[];
};

/** Some records, spread over the office by chance; all of them where they are few. */
async function sampleRecords(db: Db, random: Random): Promise<Map<string, Sampled>> {
  const from = (id: string, count: number, order: 'asc' | 'desc' = 'asc') =>
    db
      .selectFrom('record')
      .select(['id', 'body'])
      .where('id', '>=', id)
      .orderBy('id', order)
      .limit(count)
      .execute();
  const rows = await from('', SAMPLES);
  const [last] = await from('', 1, 'desc');
  if (rows.length === SAMPLES && last !== undefined) {
    const first = rows[0]?.id ?? '';
    rows.length = 0;
    for (let nth = 0; nth < SAMPLES; nth++) {
      rows.push(...(await from(idBetween(first, last.id, random), 1)));
    }
  }
  return new Map(
    rows.map(({ id, body }) => [id, { record: JSON.parse(body) as StoredRecord, entries: [] }]),
  );
}

/** Ids begin with the time they were made, so a time by chance is a place by chance. */
function idBetween(first: string, last: string, random: Random): string {
  const timeOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  const [a = 0, b = 0, ...rest] = random(12);
  const part = (a * 256 + b) / 65_536;
  const time = Math.floor(timeOf(first) + (timeOf(last) - timeOf(first)) * part);
  // The end by chance as well: thousands may have been made in one millisecond.
  const hex = time.toString(16).padStart(12, '0') + toHex(Uint8Array.from(rest));
  return [hex.slice(0, 8), hex.slice(8, 12), `7${hex.slice(13, 16)}`, hex.slice(16, 20)].join('-');
}

/** Whether the entries, which must be exactly those of the record, fold to it today. */
function isFoldOf({ record, entries }: Sampled): boolean {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const applied = new Set<string>(record.applied);
  const isWhole =
    record.applied.every((id) => byId.has(id)) &&
    entries.every(({ id, state }) => state !== 'applied' || (id !== null && applied.has(id)));
  if (!isWhole) throw unsound(`record ${record.id} is not made of its entries`);
  let again: StoredRecord | null = null;
  for (const id of record.applied) {
    const held = byId.get(id);
    if (held === undefined) return false;
    const read = readEntry(textOfColumn(held.text), held);
    const folded: Folded | null = 'entry' in read ? foldEntry(again, read.entry) : null;
    if (folded === null || 'problem' in folded) return false;
    again = folded.record;
  }
  return isDeepStrictEqual(again, record);
}
