import type { StoredRecord } from '@khop/shared/record';
import { sql } from 'kysely';
import { prepared } from './prepared.ts';
import type { Reads, Tx } from './store.ts';
import type { RecordTable } from './tables.ts';

const COLUMNS = `id, type, body, number, number_kind, name_folded, birth, check_state, cause,
  since, commune, site`;
// `record` is a pseudo-type of PostgreSQL, so its columns cannot be taken from the table's name.
const TYPED = COLUMNS.split(/,\s*/)
  .map((column) => `${column} ${column === 'since' ? 'bigint' : 'text'}`)
  .join(', ');
const ASSIGNMENTS = `body = excluded.body, number = excluded.number,
  number_kind = excluded.number_kind, name_folded = excluded.name_folded,
  birth = excluded.birth, check_state = excluded.check_state, cause = excluded.cause,
  since = excluded.since, commune = excluded.commune, site = excluded.site`;

const UPSERT_SQLITE = `insert into record (${COLUMNS}) values (?,?,?,?,?,?,?,?,?,?,?,?)
  on conflict (id) do update set ${ASSIGNMENTS}`;

type Body = { id: string; body: string };

/** The records with these ids, as far as there are any. */
export async function readRecords(
  reads: Reads,
  ids: readonly string[],
): Promise<Map<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>();
  if (ids.length === 0) return found;
  if (reads.engine === 'sqlite') {
    const select = prepared<Body>(reads.raw, 'select id, body from record where id = ?');
    for (const id of ids) {
      const row = select.get(id);
      if (row !== undefined) found.set(id, JSON.parse(row.body) as StoredRecord);
    }
    return found;
  }
  const { rows } = await sql<Body>`select id, body from record where id = any(${ids})`.execute(
    reads.db,
  );
  for (const row of rows) found.set(row.id, JSON.parse(row.body) as StoredRecord);
  return found;
}

// More persons with one number than this are a mistake of somebody's, not one person.
const MAX_SAME = 20;

/** Ids of the persons with one of these numbers, at most twenty for each. */
export async function findByNumbers(
  reads: Reads,
  numbers: readonly string[],
): Promise<{ id: string; number: string }[]> {
  if (numbers.length === 0) return [];
  if (reads.engine === 'sqlite') {
    const select = prepared<{ id: string; number: string }>(
      reads.raw,
      `select id, number from record where number = ? order by id limit ${MAX_SAME}`,
    );
    // Mostly nobody has the number: asked first, because an empty list costs more than a no.
    const isKnown = prepared(reads.raw, 'select 1 from record where number = ? limit 1').pluck();
    return numbers
      .filter((number) => isKnown.get(number) !== undefined)
      .flatMap((number) => select.all(number));
  }
  const { rows } = await sql<{ id: string; number: string }>`select same.id, same.number
    from unnest(${numbers}::text[]) as asked(number), lateral (
      select id, record.number from record where record.number = asked.number
      order by id limit ${MAX_SAME}) as same`.execute(reads.db);
  return rows;
}

export async function upsertRecords(tx: Tx, rows: readonly RecordTable[]): Promise<void> {
  if (rows.length === 0) return;
  if (tx.engine === 'sqlite') {
    const upsert = prepared(tx.raw, UPSERT_SQLITE);
    for (const row of rows) {
      upsert.run(
        row.id,
        row.type,
        row.body,
        row.number,
        row.number_kind,
        row.name_folded,
        row.birth,
        row.check_state,
        row.cause,
        row.since,
        row.commune,
        row.site,
      );
    }
    return;
  }
  await sql`insert into record (${sql.raw(COLUMNS)})
    select ${sql.raw(COLUMNS)}
    from json_to_recordset(${JSON.stringify(rows)}) as x(${sql.raw(TYPED)})
    on conflict (id) do update set ${sql.raw(ASSIGNMENTS)}`.execute(tx.db);
}
