import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Engine } from '../store.ts';

/** The schema before and after a migration is none of TypeScript's business. */
export type Schema = Kysely<unknown>;

/**
 * Text compared byte by byte on both engines: keys are paged and locked in the order JavaScript
 * sorts them, which a locale's collation would break.
 */
export function textOn(engine: Engine): RawBuilder<unknown> {
  return engine === 'postgres' ? sql`text collate "C"` : sql`text`;
}

/**
 * A table whose rows are short and asked for by their key: SQLite then keeps one tree for it instead
 * of two. For long rows (entries, records) the tree would spill each of them into pages of its own.
 */
export function shortRows(engine: Engine): RawBuilder<unknown> {
  return engine === 'sqlite' ? sql`without rowid` : sql``;
}

/** Refuses every change of the named columns, and that a row goes away. */
export async function makeAppendOnly(
  db: Schema,
  engine: Engine,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const list = sql.raw(columns.map((column) => `"${column}"`).join(', '));
  const name = (what: string) => sql.raw(`${table}_${what}`);
  if (engine === 'sqlite') {
    await sql`create trigger ${name('keeps')} before update of ${list} on ${sql.table(table)}
      begin select raise(abort, 'append-only'); end`.execute(db);
    await sql`create trigger ${name('stays')} before delete on ${sql.table(table)}
      begin select raise(abort, 'append-only'); end`.execute(db);
    return;
  }
  await sql`create or replace function khop_append_only() returns trigger language plpgsql
    as $$ begin raise exception 'append-only'; end $$`.execute(db);
  await sql`create trigger ${name('keeps')} before update of ${list} on ${sql.table(table)}
    for each row execute function khop_append_only()`.execute(db);
  await sql`create trigger ${name('stays')} before delete on ${sql.table(table)}
    for each row execute function khop_append_only()`.execute(db);
  await sql`create trigger ${name('whole')} before truncate on ${sql.table(table)}
    for each statement execute function khop_append_only()`.execute(db);
}
