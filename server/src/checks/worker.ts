import type { Id, Random } from '@khop/shared/ids';
import { toHex } from '@khop/shared/ids';
import type { Clock } from '@khop/shared/time';
import type { Answer, Question, Registry } from '../registry/registry.ts';
import { type CheckJob, releaseChecks } from '../store/jobs.ts';
import type { Store } from '../store/store.ts';
import {
  afterMeeting,
  allowance,
  type Breaker,
  CLOSED,
  jitterOf,
  type Meeting,
} from './breaker.ts';
import { claimQuestions } from './claim.ts';
import { recordAnswers } from './record-answers.ts';

/** Longer than any registry takes for a portion; after it another worker may ask again. */
const LEASE_MS = 5 * 60_000;

export type Log = {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
};

export type ChecksOptions = {
  store: Store;
  registry: Registry;
  clock: Clock;
  random: Random;
  log: Log;
  /** Questions claimed at once. */
  portion: number;
};

export type ChecksState = {
  registry: string;
  breaker: Breaker;
  /** Verdicts since the start. */
  settled: number;
  lastVerdictAt: number | null;
};

export type Checks = {
  /** One portion: claim, ask, record. Answers how many questions were claimed. */
  runOnce(signal?: AbortSignal): Promise<number>;
  /** Ends a pause by hand, after the right to ask was restored. */
  resume(): void;
  state(): ChecksState;
};

/**
 * The worker of the identity checks. What it knows lies in the job rows: killed at any moment, the
 * next one asks only what has no recorded answer, under the same question id.
 */
export function openChecks(options: ChecksOptions): Checks {
  const { store, registry, clock, random, log, portion } = options;
  const worker = toHex(random(8));
  let breaker: Breaker = CLOSED;
  let settled = 0;
  let lastVerdictAt: number | null = null;

  async function runOnce(signal = new AbortController().signal): Promise<number> {
    const limit = allowance(breaker, clock.now(), portion);
    if (limit === 0) return 0;
    const until = clock.now() + LEASE_MS;
    const { jobs, dropped, alerts } = await store.write((tx) =>
      claimQuestions(tx, { worker, until, limit }),
    );
    for (const { subject, field, officer } of alerts) {
      log.warn({ subject, field, officer }, 'many values of one field were tried about a citizen');
    }
    if (jobs.length === 0) return dropped;
    const askedAt = clock.now();
    const questions = jobs.map(({ id, fields, officer }) => ({ id, fields, officer }));
    const answers = oneAnswerEach(jobs, await ask(questions, jobs, signal));
    const answeredAt = clock.now();
    const met = worstOf(answers, signal.aborted);
    const verdicts = await store.write((tx) =>
      recordAnswers(tx, {
        worker,
        registry: registry.name,
        askedAt,
        answeredAt,
        jobs,
        answers,
        met,
      }),
    );
    settled += verdicts;
    if (verdicts > 0) lastVerdictAt = answeredAt;
    if (!signal.aborted) turn(met);
    return jobs.length;
  }

  /** A registry that breaks gives its questions back at once instead of after the lease. */
  async function ask(questions: Question[], jobs: CheckJob[], signal: AbortSignal) {
    try {
      return await registry.check(questions, signal);
    } catch (error) {
      await store.write((tx) => releaseChecks(tx, worker, jobs));
      throw error;
    }
  }

  function turn(met: Meeting): void {
    const before = breaker.state;
    breaker = afterMeeting(breaker, met, clock.now(), jitterOf(random));
    if (breaker.state === before) return;
    const fields = { registry: registry.name, met, state: breaker.state };
    if (breaker.state === 'paused') log.error(fields, 'the population database refuses us');
    else if (breaker.state === 'open') log.warn(fields, 'the population database is down');
    else log.info(fields, 'the population database answers again');
  }

  return {
    runOnce,
    resume() {
      breaker = CLOSED;
    },
    state: () => ({ registry: registry.name, breaker, settled, lastVerdictAt }),
  };
}

/** Answers by question; a question answered in two ways was not answered. */
function oneAnswerEach(
  jobs: readonly CheckJob[],
  answers: readonly Answer[],
): ReadonlyMap<Id, Answer> {
  const asked = new Set(jobs.map(({ id }) => id));
  const byId = new Map<Id, Answer>();
  for (const answer of answers) {
    if (!asked.has(answer.id)) continue;
    const other = byId.get(answer.id);
    const isTorn = other !== undefined && other.outcome !== answer.outcome;
    byId.set(
      answer.id,
      isTorn
        ? { id: answer.id, outcome: 'error', kind: 'bad-answer', retry: true, raw: answer.raw }
        : answer,
    );
  }
  return byId;
}

/** A dead or refusing registry shows in any answer; garbage only when there was nothing else. */
function worstOf(answers: ReadonlyMap<Id, Answer>, isStopped: boolean): Meeting {
  const kinds = [...answers.values()].flatMap((answer) =>
    answer.outcome === 'error' ? [answer.kind] : [],
  );
  for (const kind of ['not-licensed', 'refused', 'down', 'timeout'] as const) {
    if (kinds.includes(kind)) return kind;
  }
  const hasNothing = kinds.length === answers.size;
  return hasNothing && !isStopped ? 'bad-answer' : null;
}
