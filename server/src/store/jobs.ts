import { type FourFields, identityKey } from '@khop/shared/identity';
import { type Id, newId } from '@khop/shared/ids';
import { sql } from 'kysely';
import type { Tx } from './store.ts';

const CHECK = 'identity-check';

/** An identity check to be done: the exact content to ask about, and in whose name. */
export type CheckJob = {
  id: Id;
  /** The person. */
  subject: Id;
  key: string;
  fields: FourFields;
  officer: string;
  attempts: number;
};

type JobRow = { id: string; subject: string; payload: string; attempts: number };
type CheckPayload = { fields: FourFields; officer: string };

/**
 * Queues the question about exactly this content, in the transaction that made the content. While
 * the same question is already waiting or on its way, this does nothing; a waiting question about
 * other content of the same person is closed unasked, for it would spend the quota on the past.
 */
export async function queueCheck(
  tx: Tx,
  check: { subject: Id; fields: FourFields; officer: string },
): Promise<void> {
  const key = identityKey(check.fields);
  const dedupe = dedupeKey(check.subject, key);
  const payload: CheckPayload = { fields: check.fields, officer: check.officer };
  const now = tx.clock.now();
  await tx.db
    .updateTable('job')
    .set({ state: 'done', last_problem: 'superseded' })
    .where('kind', '=', CHECK)
    .where('subject', '=', check.subject)
    .where('state', '=', 'waiting')
    .where('dedupe_key', '!=', dedupe)
    .execute();
  await tx.db
    .insertInto('job')
    .values({
      id: newId(now, tx.random),
      kind: CHECK,
      subject: check.subject,
      dedupe_key: dedupe,
      payload: JSON.stringify(payload),
      state: 'waiting',
      run_at: now,
      attempts: 0,
      lease_until: null,
      lease_by: null,
      last_problem: null,
    })
    // The partial index of live jobs; both engines want its predicate named.
    .onConflict((conflict) =>
      conflict.column('dedupe_key').where(sql<boolean>`state in ('waiting', 'leased')`).doNothing(),
    )
    .execute();
}

function dedupeKey(subject: Id, key: string): string {
  return `${CHECK}:${subject}:${key}`;
}

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
      where kind = ${CHECK} and state in ('waiting', 'leased') and run_at <= ${now}
        and (state = 'waiting' or lease_until <= ${now})
      order by run_at, id limit ${claim.limit} ${lock}
    )
    returning id, subject, payload, attempts
  `.execute(tx.db);
  return rows.map(readJob).sort((left, right) => (left.id < right.id ? -1 : 1));
}

function readJob({ id, subject, payload, attempts }: JobRow): CheckJob {
  const { fields, officer } = JSON.parse(payload) as CheckPayload;
  return { id, subject, key: identityKey(fields), fields, officer, attempts };
}

/** Closes jobs this worker still holds; answers which these were. Another's are left alone. */
export async function closeChecks(
  tx: Tx,
  worker: string,
  ids: readonly Id[],
  end: { state: 'done' | 'failed'; problem: string | null },
): Promise<Set<Id>> {
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
