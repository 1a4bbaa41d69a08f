import { sql } from 'kysely';
import type { Reads } from './store.ts';

/** Figures about the whole database, for whoever watches over the office. */
export async function readFigures(reads: Reads): Promise<{ bytes: number; jobsWaiting: number }> {
  const jobs = await reads.db
    .selectFrom('job')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('state', 'in', ['waiting', 'leased'])
    .executeTakeFirstOrThrow();
  return {
    bytes: await bytesOf(reads),
    jobsWaiting: Number(jobs.count),
  };
}

async function bytesOf(reads: Reads): Promise<number> {
  if (reads.engine === 'postgres') {
    const { rows } = await sql<{ bytes: number }>`
      select pg_database_size(current_database()) as bytes`.execute(reads.db);
    return Number(rows[0]?.bytes ?? 0);
  }
  const pages = Number(reads.raw.pragma('page_count', { simple: true }));
  return pages * Number(reads.raw.pragma('page_size', { simple: true }));
}
