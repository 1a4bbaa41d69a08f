import { isDeepStrictEqual } from 'node:util';
import { readEntry } from '@khop/shared/entry';
import { type Random, toHex } from '@khop/shared/ids';
import { type Folded, foldEntry, type StoredRecord } from '@khop/shared/record';
import type { Kysely } from 'kysely';
import { textOfColumn } from '../store/entries.ts';
import type { Tables } from '../store/tables.ts';
import { unsound } from './backup-trouble.ts';

type Db = Kysely<Tables>;

const PAGE = 1000;
/** All of a commune's, and of a larger office's so many as take a second or two. */
const SAMPLES = 20_000;

/** Holds what each record is found by against its body; answers how many there are. */
export async function examineRecords(db: Db): Promise<number> {
  let count = 0;
  let last = '';
  for (;;) {
    const rows = await db
      .selectFrom('record')
      .select(['id', 'type', 'number', 'number_kind', 'birth', 'body'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { body, ...row } of rows) {
      const { id, type, ...rest } = bodyOf(row.id, body);
      const identity = 'identity' in rest ? rest.identity : null;
      const isFiled =
        row.id === id &&
        row.type === type &&
        row.number === (identity?.number?.value ?? null) &&
        row.number_kind === (identity?.number?.kind ?? null) &&
        row.birth === (identity?.birthDate?.value ?? null);
      if (!isFiled) throw unsound(`record ${row.id} is filed as something else`);
    }
    count += rows.length;
    last = rows.at(-1)?.id ?? last;
    if (rows.length < PAGE) return count;
  }
}

function bodyOf(id: string, body: string): StoredRecord {
  try {
    return JSON.parse(body) as StoredRecord;
  } catch {
    throw unsound(`record ${id} cannot be read`);
  }
}

export type Sampled = {
  record: StoredRecord;
  entries: { id: string | null; journal: string; seq: number; text: string; state: string }[];
};

/** Some records, spread over the office by chance; all of them where they are few. */
export async function sampleRecords(db: Db, random: Random): Promise<Map<string, Sampled>> {
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
  return new Map(rows.map(({ id, body }) => [id, { record: bodyOf(id, body), entries: [] }]));
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
export function isFoldOf({ record, entries }: Sampled): boolean {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const applied = new Set<string>(record.applied);
  const isWhole =
    record.applied.every((id) => byId.get(id)?.state === 'applied') &&
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
