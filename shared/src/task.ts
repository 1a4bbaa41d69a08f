import { type Doubt, openDoubt, saidAt } from './dose-time.ts';
import { type CheckState, type IdentityField, judgeCheck } from './identity.ts';
import type { Id } from './ids.ts';
import type { FieldConflict, PersonRecord } from './record.ts';
import type { Instant } from './time.ts';

/**
 * A piece of work a record asks for. Derived from the record, so that no list can disagree with it:
 * a mismatch is `open`, becomes `rechecking` once the identity is amended, and is gone on a match.
 */
export type Task =
  | {
      kind: 'mismatch';
      id: string;
      person: Id;
      state: 'open' | 'rechecking';
      since: Instant;
      tries: number;
    }
  | {
      kind: 'incomplete';
      id: string;
      person: Id;
      state: 'open';
      since: Instant;
      missing: IdentityField[];
    }
  | {
      kind: 'conflict';
      id: string;
      person: Id;
      state: 'open';
      since: Instant;
      conflicts: FieldConflict[];
    }
  | {
      kind: 'time';
      id: string;
      person: Id;
      state: 'open';
      since: Instant;
      dose: Id;
      /** Whose it is to settle: facts of a dose belong to the site that gave it. */
      site: string;
      why: Doubt['why'];
      recorded: Instant;
      suggested: Instant | null;
    };

/** [T1] Only a person with a dose that stands asks for work: a plan alone needs no identity yet. */
function hasStandingDose(record: PersonRecord): boolean {
  return record.doses.some((each) => each.voided === null);
}

/** [T2] The tasks of a person, the most urgent first. */
export function tasksOf(record: PersonRecord): Task[] {
  const tasks: Task[] = [];
  const person = record.id;
  const latest = record.versions.at(-1);
  const since = latest?.at ?? '1970-01-01T00:00:00.000Z';
  if (record.conflicts.length > 0) {
    const { conflicts } = record;
    tasks.push({
      kind: 'conflict',
      id: `conflict:${person}`,
      person,
      state: 'open',
      since,
      conflicts,
    });
  }
  const check = judgeCheck(record.identity, record.verdicts);
  const mismatches = record.verdicts.filter((verdict) => verdict.answer === 'mismatch');
  const lastMismatch = mismatches.at(-1);
  if (lastMismatch !== undefined && isMismatchOpen(check.state, record)) {
    tasks.push({
      kind: 'mismatch',
      id: `mismatch:${person}`,
      person,
      state: check.state === 'mismatch' ? 'open' : 'rechecking',
      since: lastMismatch.answeredAt,
      tries: mismatches.length,
    });
  }
  if (check.state === 'incomplete' && hasStandingDose(record)) {
    const { identity } = record;
    const missing: IdentityField[] = [];
    if (identity.sex === null) missing.push('sex');
    if (identity.birthDate === null) missing.push('birthDate');
    if (identity.number === null || identity.number.kind === 'passport') missing.push('number');
    tasks.push({
      kind: 'incomplete',
      id: `incomplete:${person}`,
      person,
      state: 'open',
      since,
      missing,
    });
  }
  return [...tasks, ...timeTasks(record)];
}

/** [T5] One for each dose whose time is doubtful; the identity comes first. */
function timeTasks({ id, doses }: PersonRecord): Task[] {
  return doses.flatMap((each): Task[] => {
    const doubt = openDoubt(each);
    if (doubt === null) return [];
    const { said, dose } = each;
    return [
      {
        kind: 'time',
        id: `time:${id}:${said.entry}`,
        person: id,
        state: 'open',
        since: saidAt(said),
        dose: said.entry,
        site: dose.site,
        ...doubt,
        recorded: dose.injectedAt,
      },
    ];
  });
}

/** [T3] A mismatch is work until the identity as it stands has matched (or is no longer checked). */
function isMismatchOpen(state: CheckState, record: PersonRecord): boolean {
  if (state === 'mismatch') return true;
  return state === 'waiting' && record.verdicts.length > 0;
}

/**
 * Where one dose stands (UX4). `unsent`: entry ids not yet acknowledged by the office; `sending`:
 * those in a request right now. Never a step the office does not hold.
 */
export type DoseStep =
  | 'saved'
  | 'sending'
  | 'received'
  | 'right'
  | 'wrong'
  | 'exempt'
  | 'unchecked'
  | 'voided';

export function doseStep(
  record: PersonRecord,
  dose: Id,
  unsent: ReadonlySet<Id>,
  sending: ReadonlySet<Id>,
): DoseStep {
  const found = record.doses.find((each) => each.said.entry === dose);
  if (found?.voided) return 'voided';
  if (sending.has(dose)) return 'sending';
  if (unsent.has(dose)) return 'saved';
  const states: Record<CheckState, DoseStep> = {
    match: 'right',
    mismatch: 'wrong',
    waiting: 'received',
    foreigner: 'exempt',
    incomplete: 'unchecked',
  };
  return states[judgeCheck(record.identity, record.verdicts).state];
}
