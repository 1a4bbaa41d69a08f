import { identityKey, judgeCheckability } from '@khop/shared/identity';
import { wakeHeld } from '../store/asked.ts';
import { type CheckJob, claimChecks, closeChecks } from '../store/jobs.ts';
import type { OracleAlertTable } from '../store/oracle-tables.ts';
import { readRecords } from '../store/records.ts';
import type { Tx } from '../store/store.ts';
import { guardQuestions } from './guard.ts';

/**
 * Due questions that still have a point: the person is one who is checked, and is today exactly who
 * the question describes. A foreigner, an identity that lost a field and one that was amended since
 * are never sent; their jobs are closed as superseded.
 */
export async function claimQuestions(
  tx: Tx,
  claim: { worker: string; until: number; limit: number },
): Promise<{ jobs: CheckJob[]; dropped: number; alerts: OracleAlertTable[] }> {
  await wakeHeld(tx, tx.clock.now());
  const claimed = await claimChecks(tx, claim);
  if (claimed.length === 0) return { jobs: [], dropped: 0, alerts: [] };
  const records = await readRecords(tx, [...new Set(claimed.map(({ subject }) => subject))]);
  const jobs = claimed.filter((job) => {
    const record = records.get(job.subject);
    if (record?.type !== 'person') return false;
    const judged = judgeCheckability(record.identity);
    return judged.state === 'checkable' && identityKey(judged.fields) === job.key;
  });
  const kept = new Set(jobs.map(({ id }) => id));
  const past = claimed.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  if (past.length > 0) {
    await closeChecks(tx, claim.worker, past, { state: 'done', problem: 'superseded' });
  }
  // [G1] Last: what is not asked anyhow must not count.
  const guarded = await guardQuestions(tx, claim.worker, jobs);
  return { ...guarded, dropped: claimed.length - guarded.jobs.length };
}
