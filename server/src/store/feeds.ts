import { sql } from 'kysely';
import { prepared } from './prepared.ts';
import type { Reads, Tx } from './store.ts';

/** For each scope the records that changed in it: true where the record left the scope. */
export type Moves = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

const HEAD_SQLITE = `insert into scope_head (scope, head) values (?, ?)
  on conflict (scope) do update set head = scope_head.head + excluded.head returning head`;
const FEED_SQLITE = `insert into feed (scope, record, pos, gone) values (?,?,?,?)
  on conflict (scope, record) do update set pos = excluded.pos, gone = excluded.gone`;

/**
 * Gives each moved record the next position of its scope. The heads are taken in sorted order and
 * held to the end of the transaction, so that positions become visible in the order they count:
 * nothing ever appears behind a cursor that was served.
 */
export async function advanceFeeds(tx: Tx, moves: Moves): Promise<void> {
  const scopes = [...moves.keys()].sort();
  if (scopes.length === 0) return;
  if (tx.engine === 'sqlite') {
    const take = prepared<{ head: number }>(tx.raw, HEAD_SQLITE);
    const put = prepared(tx.raw, FEED_SQLITE);
    for (const scope of scopes) {
      const records = moves.get(scope) ?? new Map<string, boolean>();
      const head = take.get(scope, records.size)?.head ?? 0;
      let pos = head - records.size;
      for (const [record, isGone] of records) {
        pos += 1;
        put.run(scope, record, pos, isGone ? 1 : 0);
      }
      tx.moved.set(scope, head);
    }
    return;
  }
  const steps = scopes.map((scope) => ({ scope, head: moves.get(scope)?.size ?? 0 }));
  const { rows } = await sql<{ scope: string; head: number }>`
    insert into scope_head (scope, head)
    select scope, head from json_populate_recordset(null::scope_head, ${JSON.stringify(steps)})
    on conflict (scope) do update set head = scope_head.head + excluded.head
    returning scope, head`.execute(tx.db);
  const feed: { scope: string; record: string; pos: number; gone: number }[] = [];
  for (const { scope, head } of rows) {
    const records = moves.get(scope) ?? new Map<string, boolean>();
    let pos = head - records.size;
    for (const [record, isGone] of records) {
      pos += 1;
      feed.push({ scope, record, pos, gone: isGone ? 1 : 0 });
    }
    tx.moved.set(scope, head);
  }
  await sql`insert into feed (scope, record, pos, gone)
    select scope, record, pos, gone
    from json_populate_recordset(null::feed, ${JSON.stringify(feed)})
    on conflict (scope, record) do update set pos = excluded.pos, gone = excluded.gone`.execute(
    tx.db,
  );
}

/** `body` is the record's JSON as it is stored; null where it is gone from the scope. */
export type FeedRow = { pos: number; record: string; body: string | null };

const PAGE = `select feed.pos as pos, feed.record as record,
    case when feed.gone = 0 then record.body end as body
  from feed left join record on record.id = feed.record`;
const PAGE_SQLITE = `${PAGE} where feed.scope = ? and feed.pos > ? order by feed.pos limit ?`;

/** Records beyond `after`, oldest first. Touches no more rows than it gives. */
export async function readFeed(
  reads: Reads,
  scope: string,
  after: number,
  limit: number,
): Promise<FeedRow[]> {
  if (reads.engine === 'sqlite') {
    return prepared<FeedRow>(reads.raw, PAGE_SQLITE).all(scope, after, limit);
  }
  const { rows } = await sql<FeedRow>`${sql.raw(PAGE)}
    where feed.scope = ${scope} and feed.pos > ${after}
    order by feed.pos limit ${limit}`.execute(reads.db);
  return rows;
}

/** The last position given in a scope; 0 where nothing ever happened. */
export async function readHead(reads: Reads, scope: string): Promise<number> {
  const row = await reads.db
    .selectFrom('scope_head')
    .select('head')
    .where('scope', '=', scope)
    .executeTakeFirst();
  return row?.head ?? 0;
}
