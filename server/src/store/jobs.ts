import { type FourFields, identityKey } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import { sql } from 'kysely';
import { CHECK_JOB, type CheckPayload } from './check-queue.ts';
import type { Reads, Tx } from './store.ts';

/** An identity check to be done: the exact content to ask about, and in whose name. */
export type CheckJob = {
  id: Id;
  /** The person. */
  subject: Id;
  key: string;
  fields: FourFields;
  officer: string;
  attempts: number;
  /** The second person who let it through, where it was over a limit. */
  releasedBy: string | null;
};

type JobRow = {
  id: string;
  subject: string;
  payload: string;
  attempts: number;
  released_by: string | null;
};

/**
 * Takes up to `limit` due checks for `worker` until `until`: waiting ones, and those whose worker
 * died with them. Two workers never hold the same one.
 */
export async function claimChecks(
  tx: Tx,
  claim: { worker: string; until: number; limit: number },
): Promise<CheckJob[]> {
  const now = tx.clock.now();
  const lock = tx.engine === 'postgres' ? sql`for update skip locked` : sql``;
  const { rows } = await sql<JobRow>`
    update job set state = 'leased', lease_by = ${claim.worker}, lease_until = ${claim.until}
    where id in (
      select id from job
      where kind = ${CHECK_JOB} and state in ('waiting', 'leased') and run_at <= ${now}
        and (state = 'waiting' or lease_until <= ${now})
      order by run_at, id limit ${claim.limit} ${lock}
    )
    returning id, subject, payload, attempts, released_by
  `.execute(tx.db);
  return rows.map(readJob).sort((left, right) => (left.id < right.id ? -1 : 1));
}

function readJob({ id, subject, payload, attempts, released_by: releasedBy }: JobRow): CheckJob {
  const { fields, officer } = JSON.parse(payload) as CheckPayload;
  return { id, subject, key: identityKey(fields), fields, officer, attempts, releasedBy };
}

/** Closes jobs this worker still holds; answers which these were. Another's are left alone. */
export async function closeChecks(
  tx: Tx,
  worker: string,
  ids: readonly Id[],
  end: { state: 'done' | 'failed'; problem: string | null },
): Promise<Set<Id>> {
  if (ids.length === 0) return new Set();
  const closed = await tx.db
    .updateTable('job')
    .set({ state: end.state, last_problem: end.problem, lease_until: null, lease_by: null })
    .where('id', 'in', [...ids])
    .where('state', '=', 'leased')
    .where('lease_by', '=', worker)
    .returning('id')
    .execute();
  return new Set(closed.map(({ id }) => id));
}

/** Puts a job this worker holds back into the queue, to be tried at `runAt`. */
export async function returnCheck(
  tx: Tx,
  worker: string,
  back: { id: Id; runAt: number; attempts: number; problem: string | null },
): Promise<void> {
  await tx.db
    .updateTable('job')
    .set({
      state: 'waiting',
      run_at: back.runAt,
      attempts: back.attempts,
      last_problem: back.problem,
      lease_until: null,
      lease_by: null,
    })
    .where('id', '=', back.id)
    .where('state', '=', 'leased')
    .where('lease_by', '=', worker)
    .execute();
}

/** Gives back what this worker holds and did not ask. */
export async function releaseChecks(
  tx: Tx,
  worker: string,
  jobs: readonly CheckJob[],
): Promise<void> {
  const runAt = tx.clock.now();
  for (const { id, attempts } of jobs) {
    await returnCheck(tx, worker, { id, runAt, attempts, problem: 'released' });
  }
}

/** The queue in figures: what waits and since when, what a person must look at. */
export type Backlog = { waiting: number; failed: number; oldestRunAt: number | null };

export async function readBacklog(reads: Reads): Promise<Backlog> {
  const rows = await reads.db
    .selectFrom('job')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count'), fn.min('run_at').as('oldest')])
    .where('kind', '=', CHECK_JOB)
    .where('state', 'in', ['waiting', 'leased', 'failed'])
    .groupBy('state')
    .execute();
  const live = rows.filter(({ state }) => state !== 'failed');
  const oldest = live.flatMap((row) => (row.oldest === null ? [] : [Number(row.oldest)]));
  return {
    waiting: live.reduce((sum, row) => sum + Number(row.count), 0),
    failed: Number(rows.find(({ state }) => state === 'failed')?.count ?? 0),
    oldestRunAt: oldest.length > 0 ? Math.min(...oldest) : null,
  };
}
