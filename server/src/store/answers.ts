import type { Id } from '@khop/shared/ids';
import type { Tx } from './store.ts';

/** What a registry said, word for word, to whom and when: kept whatever became of the verdict. */
export type KeptAnswer = {
  id: Id;
  job: Id;
  askedAt: number;
  answeredAt: number;
  registry: string;
  officer: string;
  outcome: string;
  raw: string;
};

const ROWS_AT_ONCE = 500;

export async function keepAnswers(tx: Tx, answers: readonly KeptAnswer[]): Promise<void> {
  for (let from = 0; from < answers.length; from += ROWS_AT_ONCE) {
    const rows = answers.slice(from, from + ROWS_AT_ONCE).map((answer) => ({
      id: answer.id,
      job: answer.job,
      asked_at: answer.askedAt,
      answered_at: answer.answeredAt,
      registry: answer.registry,
      officer: answer.officer,
      outcome: answer.outcome,
      // NUL is no character to PostgreSQL, and garbage may well hold one.
      raw: answer.raw.replaceAll('\u0000', '\uFFFD').toWellFormed(),
    }));
    await tx.db.insertInto('answer').values(rows).execute();
  }
}
