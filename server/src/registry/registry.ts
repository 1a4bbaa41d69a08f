import type { FourFields } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';

/**
 * One identity to compare (đối sánh). `id` is the check's own id: asked again after a crash or a
 * lost answer it stays the same, so that a gateway can recognise the repeat.
 */
export type Question = {
  id: Id;
  fields: FourFields;
  /** Account of the officer in whose name the office asks. */
  officer: string;
};

/**
 * Why there is no verdict. `refused`: this officer may not ask (005); `not-licensed`: this
 * procedure may not ask (004): both end only when a person acts.
 */
export type NoVerdict = 'down' | 'refused' | 'not-licensed' | 'bad-answer' | 'timeout';

/**
 * What the population database said, in its own words in `raw`. A mismatch names no field
 * (9438/BYT-CNTT), and the lack of an answer is never a mismatch.
 */
export type Answer =
  | { id: Id; outcome: 'match' | 'mismatch' | 'not-checkable'; raw: string }
  | { id: Id; outcome: 'error'; kind: NoVerdict; retry: boolean; raw: string };

/**
 * The population database (CSDL quốc gia về dân cư), whichever road leads to it. `check` answers
 * every question of the batch or says why it could not; it does not throw for a world that is down.
 * A question without an answer in the result was not asked.
 */
export type Registry = {
  name: string;
  check(batch: readonly Question[], signal: AbortSignal): Promise<Answer[]>;
};

/** Longest raw answer that is kept: enough to settle a dispute, too short to fill the disk. */
export const MAX_RAW = 4000;

export function noVerdict(id: Id, kind: NoVerdict, raw: string): Answer {
  // A retry cannot lift a refusal: it only makes the gateway's log longer.
  const retry = kind !== 'refused' && kind !== 'not-licensed';
  return { id, outcome: 'error', kind, retry, raw: raw.slice(0, MAX_RAW) };
}
