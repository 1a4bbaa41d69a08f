import * as z from 'zod/mini';
import { Sex } from '../identity.ts';
import { Id, JournalId } from '../ids.ts';
import { PartialDate } from '../partial-date.ts';
import type { PersonRecord } from '../record.ts';
import { Instant } from '../time.ts';
import { Role } from './enrol.ts';
import { EntryProblem } from './problem.ts';

// What the commune desk asks the office. Read online, never kept; office and desk are always of one
// build, so these words may change with it and are no part of the frozen wire.

/** Where the check of a person's identity as it stands has come to (identity.ts, judgeCheck). */
export const DeskCheckState = z.enum(['mismatch', 'waiting', 'match', 'foreigner', 'incomplete']);
export type DeskCheckState = z.infer<typeof DeskCheckState>;

/** [AP6] [AP9] Why the desk should look at an entry though it counts. */
export const ENTRY_FLAGS = ['right-ended', 'not-their-kind'] as const;
export type EntryFlag = (typeof ENTRY_FLAGS)[number];

/**
 * `GET /api/desk/checks?state&site&commune&cause&flag&after&limit`: persons of the asker's scopes whose
 * check stands so; mismatches oldest first. Filters only, never personal data, in the address.
 */
export const DeskCheckRow = z.object({
  person: Id,
  fullName: z.string(),
  birthDate: z.nullable(PartialDate),
  sex: z.nullable(Sex),
  /** Its kind and last four signs: the whole number is not listed. */
  number: z.nullable(
    z.object({ kind: z.enum(['personal-id', 'cmnd', 'passport']), tail: z.string() }),
  ),
  state: DeskCheckState,
  /** Codes of hint.ts, most likely first. */
  causes: z.array(z.string()),
  /** Site id of the latest dose, or of the registration. */
  site: z.string(),
  /** Of the latest verdict about today's content, or of the latest mismatch while it waits. */
  answeredAt: z.nullable(Instant),
  /** How often the registry said "wrong". */
  tries: z.int(),
});
export type DeskCheckRow = z.infer<typeof DeskCheckRow>;

const Count = z.object({ key: z.string(), count: z.int() });
const NamedCount = z.object({ key: z.string(), name: z.string(), count: z.int() });

export const DeskChecks = z.object({
  rows: z.array(DeskCheckRow),
  /** Rows that pass the filters, this page and all others. */
  total: z.int(),
  /** Ask again with `after` for the next rows; null at the end. */
  next: z.nullable(z.string()),
  /** Within the asker's scopes. Each count holds the other filters, not its own. */
  counts: z.object({
    states: z.array(Count),
    causes: z.array(Count),
    /** [AP6] [AP9] Persons of whom something was recorded without a right, by flag. */
    flags: z.array(Count),
    sites: z.array(NamedCount),
    communes: z.array(NamedCount),
  }),
});
export type DeskChecks = z.infer<typeof DeskChecks>;

/** `GET /api/desk/persons/:id`: the record with its whole history, and the names of who and what. */
export const DeskPerson = z.object({
  record: z.looseObject({ type: z.literal('person'), id: Id }),
  causes: z.array(z.string()),
  operators: z.array(z.object({ id: z.string(), fullName: z.string(), role: Role })),
  devices: z.array(z.object({ journal: JournalId, name: z.string() })),
  sites: z.array(z.object({ id: z.string(), name: z.string() })),
  /** [AP6] [AP9] Entries the desk should look at though they count. */
  flags: z.array(z.object({ entry: Id, flag: z.string() })),
  /** [U8] Where the recorded residence lies today; null where none was recorded. */
  residence: z.nullable(
    z.object({
      name: z.string(),
      state: z.enum(['stands', 'moved', 'split', 'unknown']),
      now: z.array(z.string()),
    }),
  ),
  /** Who opened this page before, the latest first; at the desk, so the asker's look is not in it. */
  looks: z.array(z.object({ at: Instant, who: z.string() })),
});
/** Records are the office's own folds (as in pull.ts). */
export type DeskPerson = Omit<z.infer<typeof DeskPerson>, 'record'> & { record: PersonRecord };

/** `GET /api/desk/quarantine`: entries the office holds and could not apply. */
export const DeskQuarantine = z.object({
  rows: z.array(
    z.object({
      journal: JournalId,
      seq: z.int(),
      device: z.string(),
      site: z.string(),
      kind: z.nullable(z.string()),
      problem: EntryProblem,
      receivedAt: Instant,
      mended: z.boolean(),
      /** Of what came after a revocation [L6]: who recorded it, when by their tablet, what was decided. */
      late: z.nullable(
        z.object({
          operator: z.string(),
          recordedAt: Instant,
          rejected: z.boolean(),
          mayDecide: z.boolean(),
        }),
      ),
    }),
  ),
});
export type DeskQuarantine = z.infer<typeof DeskQuarantine>;

/** `POST /api/enrolments`: a one-time code with which a new tablet becomes the site's. */
export const EnrolmentRequest = z.object({ site: z.string() });
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>;
/** `code` is typed, `secret` scanned: whichever comes first uses up both. */
export const EnrolmentReply = z.object({ code: z.string(), secret: z.string(), until: Instant });
export type EnrolmentReply = z.infer<typeof EnrolmentReply>;
