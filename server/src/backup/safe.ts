import { sql } from 'kysely';
import { prepared } from '../store/prepared.ts';
import type { Store, Tx } from '../store/store.ts';
import type { Head } from './delta.ts';

const AT_ONCE = 2000;
const RAISE_SQLITE = `update journal set safe = ? where id = ? and safe < ? and head >= ?`;

/**
 * Tells the journals how far they lie in a copy that was read back and proved. Only ever raised, and
 * never beyond what the office itself holds: tablets may free what is safe.
 */
export async function raiseSafe(store: Store, heads: Iterable<[string, Head]>): Promise<void> {
  const all = [...heads].map(([id, [seq]]) => ({ id, safe: seq }));
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    await store.write((tx) => raise(tx, some));
  }
}

async function raise(tx: Tx, rows: readonly { id: string; safe: number }[]): Promise<void> {
  if (tx.engine === 'sqlite') {
    const update = prepared(tx.raw, RAISE_SQLITE);
    for (const { id, safe } of rows) update.run(safe, id, safe, safe);
    return;
  }
  const sorted = rows.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  await sql`update journal set safe = x.safe
    from json_populate_recordset(null::journal, ${JSON.stringify(sorted)}) as x
    where journal.id = x.id and journal.safe < x.safe and journal.head >= x.safe`.execute(tx.db);
}
