import { genesisHash } from '@khop/shared/entry';
import type { Random } from '@khop/shared/ids';
import type { Kysely } from 'kysely';
import { verifyAudit } from '../audit/verify.ts';
import { findOfficeHead } from '../store/audit.ts';
import { textOfColumn } from '../store/entries.ts';
import type { EntryTable, JournalTable, Tables } from '../store/tables.ts';
import { filedUnder } from '../sync/arrival.ts';
import { hashOf } from '../sync/chain.ts';
import { unsound } from './backup-trouble.ts';
import type { Head } from './delta.ts';
import { examineRecords, isFoldOf, type Sampled, sampleRecords } from './examine-records.ts';
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

/**
 * Holds an office's database against its own promises: every journal gapless with its hash chain up
 * to its head, every entry and record filed under what its own text says, every audit chain unbroken,
 * sampled records made of exactly their entries. Throws the first that does not hold.
 */
export async function examine(db: Db, random: Random): Promise<Examined> {
  const journals = await db.selectFrom('journal').selectAll().execute();
  const contains: Contents = { journals: journals.length, entries: 0, records: 0, until: 0 };
  // No index finds the entries of a record; they are met while all are looked through anyway.
  const sampled = await sampleRecords(db, random);
  const enrolled = await db.selectFrom('device').select('id').execute();
  const tablets = new Set([...enrolled.map(({ id }) => id), ...journals.map((row) => row.device)]);
  for (const row of journals) {
    contains.until = Math.max(contains.until, await examineJournal(db, row, tablets, sampled));
    contains.entries += row.head;
  }
  const { count } = await db
    .selectFrom('entry')
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) !== contains.entries) throw unsound('an entry lies outside its journal');
  contains.records = await examineRecords(db);
  const officeActs = await examineAudit(db);
  const foldsElse = [...sampled.values()].filter((each) => !isFoldOf(each)).length;
  const heads = new Map(journals.map((row): [string, Head] => [row.id, [row.head, row.head_hash]]));
  return { contains, heads, officeActs, foldsElse };
}

/** Answers when the latest entry was received. */
async function examineJournal(
  db: Db,
  row: JournalTable,
  tablets: ReadonlySet<string | null>,
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
        'kind',
        'subject',
        'operator',
        'device',
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
      const text = textOfColumn(entry.text);
      previous = hashOf(previous, { ...entry, text });
      if (entry.seq !== seq) throw unsound(`journal ${row.id} has a gap before ${entry.seq}`);
      if (entry.hash !== previous) throw unsound(`journal ${row.id} has other bytes at ${seq}`);
      const isKnown = entry.device === null || tablets.has(entry.device);
      if (!isKnown || !isFiled(entry, text)) {
        throw unsound(`journal ${row.id} is filed as something else at ${seq}`);
      }
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

type Filed = Pick<EntryTable, 'id' | 'kind' | 'subject' | 'operator'>;

function isFiled(row: Filed, text: string): boolean {
  const { id, kind, subject, operator } = filedUnder(text);
  return row.id === id && row.kind === kind && row.subject === subject && row.operator === operator;
}

/** Answers how many acts of the office itself there are. */
async function examineAudit(db: Db): Promise<number> {
  const { findings } = await verifyAudit(db, null);
  for (const { chain, seq } of findings)
    throw unsound(`the audit chain ${chain} is broken at ${seq}`);
  return (await findOfficeHead(db))?.seq ?? 0;
}
