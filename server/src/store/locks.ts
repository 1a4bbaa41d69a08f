import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from './store.ts';

// Few enough that a transaction over thousands of persons never fills PostgreSQL's lock table.
const BUCKETS = 512;

/**
 * Holds the named things (`subject` ids, identity numbers) until the end of the transaction, whether
 * or not they have a row yet: two offices that register one person at once must see one another.
 * SQLite has one writer, so there is nothing to hold.
 */
export async function lockNames(
  tx: Tx,
  family: 'subject' | 'number',
  names: Iterable<string>,
): Promise<void> {
  if (tx.engine === 'sqlite') return;
  const buckets = new Set<number>();
  for (const name of names) {
    buckets.add(Number.parseInt(hash('sha1', name).slice(0, 6), 16) % BUCKETS);
  }
  if (buckets.size === 0) return;
  const first = family === 'subject' ? 0 : BUCKETS;
  // In one order for everybody, so that two transactions cannot wait for one another.
  const sorted = [...buckets].sort((left, right) => left - right).map((each) => first + each);
  await sql`select pg_advisory_xact_lock(${LOCK_SPACE}, bucket)
    from (select unnest(${sorted}::int[]) as bucket) as buckets`.execute(tx.db);
}

// "khop": apart from locks somebody else may take in the same database.
const LOCK_SPACE = 0x6b686f70;
