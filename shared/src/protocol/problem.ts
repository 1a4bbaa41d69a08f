import * as z from 'zod/mini';

/** Why an entry is in quarantine: stored, shown, mendable, and no hindrance to any other entry. */
export const EntryProblem = z.enum([
  'bad-envelope',
  'unknown-kind',
  'bad-body',
  'office-only',
  'subject-unknown',
  'subject-other-type',
  'dose-unknown',
  'already-registered',
  'bad-signature',
  'after-revocation',
]);
export type EntryProblem = z.infer<typeof EntryProblem>;

/** What the office answers when it cannot do what was asked (RFC 9457). Codes are translated by the client. */
export const Problem = z.object({
  code: z.enum([
    'bad-request',
    'unauthenticated',
    'forbidden',
    'not-found',
    'conflict',
    'expired',
    'too-large',
    'too-many',
    'outdated',
    'unknown-key',
    'unavailable',
    'bug',
  ]),
  /** English, for the log reader; never personal data. */
  detail: z.string(),
  /** A code to quote to the helpdesk. */
  incident: z.optional(z.string()),
});
export type Problem = z.infer<typeof Problem>;
