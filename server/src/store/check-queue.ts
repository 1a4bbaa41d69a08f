import type { FourFields } from '@khop/shared/identity';
import { sql } from 'kysely';
import { prepared } from './prepared.ts';
import type { Tx } from './store.ts';

/** The kind of job that asks the population database about one identity. */
export const CHECK_JOB = 'identity-check';

/** What a job of that kind carries, as JSON. */
export type CheckPayload = { fields: FourFields; officer: string };

export type CheckRequest = {
  id: string;
  subject: string;
  /** Names the exact content asked about, without showing it. */
  dedupeKey: string;
  payload: CheckPayload;
  runAt: number;
};

const COLUMNS = 'id, kind, subject, dedupe_key, payload, state, run_at, attempts';
const LIVE = `on conflict (dedupe_key) where state in ('waiting', 'leased') do nothing`;
const INSERT_SQLITE = `insert into job (${COLUMNS})
  values (?, '${CHECK_JOB}', ?, ?, ?, 'waiting', ?, 0) ${LIVE}`;

/** Queues questions; one that is already waiting or being asked is not asked twice. */
export async function queueChecks(tx: Tx, requests: readonly CheckRequest[]): Promise<void> {
  if (requests.length === 0) return;
  if (tx.engine === 'sqlite') {
    const insert = prepared(tx.raw, INSERT_SQLITE);
    for (const { id, subject, dedupeKey, payload, runAt } of requests) {
      insert.run(id, subject, dedupeKey, JSON.stringify(payload), runAt);
    }
    return;
  }
  const rows = requests.map(({ id, subject, dedupeKey, payload, runAt }) => ({
    id,
    kind: CHECK_JOB,
    subject,
    dedupe_key: dedupeKey,
    payload: JSON.stringify(payload),
    state: 'waiting',
    run_at: runAt,
    attempts: 0,
  }));
  await sql`insert into job (${sql.raw(COLUMNS)})
    select ${sql.raw(COLUMNS)} from json_populate_recordset(null::job, ${JSON.stringify(rows)})
    ${sql.raw(LIVE)}`.execute(tx.db);
}
