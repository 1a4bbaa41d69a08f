import * as z from 'zod/mini';
import { JournalId } from '../ids.ts';

// What was recorded on a tablet after it was revoked [L6] [L7]. Of one build with the office, as desk.ts.

/** Why a late entry counts, or does not. */
export const ACCEPT_REASONS = ['seen-by-staff', 'on-paper'] as const;
export const REJECT_REASONS = ['not-our-staff', 'recorded-again', 'not-known'] as const;
export const LATE_REASONS = [...ACCEPT_REASONS, ...REJECT_REASONS] as const;
export const LateReason = z.enum(LATE_REASONS);
export type LateReason = z.infer<typeof LateReason>;

/** `POST /api/desk/late`: entries of one journal, by their places. */
export const LateDecision = z
  .object({
    journal: JournalId,
    seqs: z.array(z.int().check(z.minimum(1))).check(z.minLength(1), z.maxLength(500)),
    decision: z.enum(['accept', 'reject']),
    reason: LateReason,
  })
  .check(
    z.refine(({ decision, reason }) =>
      (decision === 'accept' ? ACCEPT_REASONS : REJECT_REASONS).some((each) => each === reason),
    ),
  );
export type LateDecision = z.infer<typeof LateDecision>;

export const LateReply = z.object({ decided: z.int() });
