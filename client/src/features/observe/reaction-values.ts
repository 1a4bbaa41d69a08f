import type { Reaction } from '@khop/shared/dose';
import { type Day, dayOf, toInstant } from '@khop/shared/time';
import * as z from 'zod/mini';
import { formatTime } from '../../app/format.ts';
import type { Onset } from './onset.ts';

/** What stands in the boxes of the form, and in its draft. */
export const ReactionValues = z.object({
  day: z.string(),
  hour: z.string(),
  minute: z.string(),
  symptoms: z.array(z.string()),
  severity: z.enum(['', 'mild', 'moderate', 'severe']),
  treatment: z.string(),
  outcome: z.enum(['', 'recovered', 'watched', 'transferred', 'died', 'unknown']),
  note: z.string(),
});
export type ReactionValues = z.infer<typeof ReactionValues>;

/** The draft as it was left, or an empty form whose clock shows this minute. */
export function readDraft(draft: unknown, nowMs: number): ReactionValues {
  const kept = ReactionValues.safeParse(draft);
  if (kept.success) return kept.data;
  const [hour = '', minute = ''] = formatTime(toInstant(nowMs)).split(':');
  return {
    day: dayOf(nowMs) satisfies Day,
    hour,
    minute,
    symptoms: [],
    severity: '',
    treatment: '',
    outcome: '',
    note: '',
  };
}

/** What the form says, or null while something that must be said is missing. */
export function reactionOf(values: ReactionValues, onset: Onset): Reaction | null {
  const { symptoms, severity, outcome } = values;
  if ('problem' in onset || symptoms.length === 0 || severity === '' || outcome === '') return null;
  return {
    onsetAt: onset.at,
    symptoms,
    severity,
    treatment: values.treatment.trim() || null,
    outcome,
    note: values.note.trim() || null,
  };
}
