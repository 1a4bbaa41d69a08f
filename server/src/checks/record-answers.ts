import { type Id, newId } from '@khop/shared/ids';
import { toInstant } from '@khop/shared/time';
import type { Answer } from '../registry/registry.ts';
import { keepAnswers } from '../store/answers.ts';
import { type CheckJob, closeChecks, returnCheck } from '../store/jobs.ts';
import type { Tx } from '../store/store.ts';
import { jitterOf, type Meeting, retryDelay } from './breaker.ts';
import { type Settled, settle } from './settle.ts';

export type Asked = {
  worker: string;
  registry: string;
  askedAt: number;
  answeredAt: number;
  jobs: readonly CheckJob[];
  answers: ReadonlyMap<Id, Answer>;
  met: Meeting;
};

/**
 * The raw answers, the verdicts and the end of the jobs, in one transaction: after a crash there is
 * either all of it or a question still to be asked. Answers how many verdicts were written.
 */
export async function recordAnswers(tx: Tx, asked: Asked): Promise<number> {
  const { worker, registry, askedAt, answeredAt, jobs, answers } = asked;
  const jobById = new Map(jobs.map((job) => [job.id, job]));
  await keepAnswers(
    tx,
    [...answers.values()].map((answer) => ({
      id: newId(answeredAt, tx.random),
      job: answer.id,
      askedAt,
      answeredAt,
      registry,
      officer: jobById.get(answer.id)?.officer ?? '',
      outcome: answer.outcome === 'error' ? answer.kind : answer.outcome,
      raw: answer.raw,
    })),
  );
  const told = (outcome: Answer['outcome']) =>
    jobs.filter(({ id }) => answers.get(id)?.outcome === outcome).map(({ id }) => id);
  const verdictIds = [...told('match'), ...told('mismatch')];
  // Only jobs still ours: if the lease ran out, the other worker's answer is the verdict.
  const closed = await closeChecks(tx, worker, verdictIds, { state: 'done', problem: null });
  const settled: Settled[] = [];
  for (const { id, subject, key } of jobs) {
    const answer = answers.get(id);
    if (!closed.has(id) || (answer?.outcome !== 'match' && answer?.outcome !== 'mismatch'))
      continue;
    settled.push({
      subject,
      verdict: {
        key,
        answer: answer.outcome,
        answeredAt: toInstant(answeredAt),
        registry,
        check: id,
      },
    });
  }
  await settle(tx, settled);
  await closeChecks(tx, worker, told('not-checkable'), {
    state: 'failed',
    problem: 'not-checkable',
  });
  for (const job of jobs) await returnUnanswered(tx, asked, job);
  return settled.length;
}

async function returnUnanswered(tx: Tx, asked: Asked, job: CheckJob): Promise<void> {
  const answer = asked.answers.get(job.id);
  if (answer !== undefined && answer.outcome !== 'error') return;
  const isOurFault = answer !== undefined && !answer.retry;
  // Not asked, because another question of the portion met a dead or refusing registry: the breaker
  // decides when to go on, not this question's own count.
  const isUnasked = answer === undefined && asked.met !== 'bad-answer' && asked.met !== null;
  const isWaiting = isOurFault || isUnasked;
  await returnCheck(tx, asked.worker, {
    id: job.id,
    runAt: tx.clock.now() + (isWaiting ? 0 : retryDelay(job.attempts, jitterOf(tx.random))),
    attempts: isWaiting ? job.attempts : job.attempts + 1,
    problem: answer?.kind ?? (isUnasked ? asked.met : 'unanswered'),
  });
}
