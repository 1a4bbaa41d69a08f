import type { Dose, Reaction, Screening } from './dose.ts';
import type { Entry, EntryOf, Guardian, UnitKey } from './entry.ts';
import { subjectTypeOf } from './entry.ts';
import { foldDose } from './fold-dose.ts';
import { foldIdentity } from './fold-identity.ts';
import type { Identity, IdentityField, Origins, Verdict } from './identity.ts';
import type { Id, JournalId } from './ids.ts';
import type { Day, Instant } from './time.ts';

/**
 * Who said it, when: shown beside every value. `operator` is an account id, never a name. `at` is the
 * tablet's clock and `skewMs` its error as the tablet knew it then, null while it knew none [E8].
 */
export type Said = {
  entry: Id;
  at: Instant;
  skewMs: number | null;
  operator: string;
  journal: JournalId;
};

export type IdentityVersion = Said & {
  changes: Partial<Identity>;
  origins: Origins;
  basedOn: Id | null;
  reason: string | null;
};

/** Two people changed one field from the same version: both values stand until a person decides. */
export type FieldConflict = { field: IdentityField; kept: Id; other: Id };

export type DoseRecord = {
  said: Said;
  dose: Dose;
  amendments: (Said & { changes: Partial<Dose>; reason: string })[];
  voided: (Said & { reason: string }) | null;
  observation: (Said & { endedAt: Instant; outcome: 'well' | 'reaction' | 'left-early' }) | null;
  reactions: (Said & { reaction: Reaction })[];
};

export type PersonRecord = {
  type: 'person';
  id: Id;
  /** Entry ids this record contains: what makes folding idempotent. */
  applied: Id[];
  identity: Identity;
  origins: Origins;
  versions: IdentityVersion[];
  conflicts: FieldConflict[];
  verdicts: Verdict[];
  address: string | null;
  phone: string | null;
  guardian: Guardian | null;
  residence: UnitKey | null;
  /** Sites that recorded or expect the person. */
  sites: string[];
  doses: DoseRecord[];
  /** Screenings after which no dose was given. */
  screenings: (Said & { screening: Screening; session: Id | null; site: string })[];
  plans: {
    on: Day;
    site: string;
    ordinal: number | null;
    vaccine: string | null;
    absent: boolean;
  }[];
  /** Persons judged or found to be the same, or judged different. */
  links: { other: Id; judgement: 'same' | 'different'; by: Said }[];
};

export type SessionRecord = {
  type: 'session';
  id: Id;
  applied: Id[];
  opened: Said;
  site: string;
  point: string | null;
  on: Day;
  vaccine: string;
  lot: string;
  expiresOn: Day | null;
  vaccinator: string;
  screener: string | null;
  vials: { vaccine: string; lot: string; openedAt: Instant; doses: number; by: Said }[];
  closed:
    | (Said & { vials: { vaccine: string; lot: string; opened: number }[]; note: string | null })
    | null;
};

export type LotRecord = {
  type: 'lot';
  id: Id;
  applied: Id[];
  site: string;
  vaccine: string;
  lot: string;
  expiresOn: Day;
  receivedOn: Day;
  doses: number;
};

/** The office and the tablet build the same records from the same entries. */
export type StoredRecord = PersonRecord | SessionRecord | LotRecord;

export type FoldProblem =
  | 'subject-unknown'
  | 'subject-other-type'
  | 'dose-unknown'
  | 'already-registered';
export type Folded<R extends StoredRecord = StoredRecord> =
  | { record: R }
  | { problem: FoldProblem };

export function saidBy(entry: Entry): Said {
  return {
    entry: entry.id,
    at: entry.recordedAt.at,
    skewMs: entry.recordedAt.skewMs,
    operator: entry.operator,
    journal: entry.journal,
  };
}

/**
 * [R1] The record after one more entry. Pure: the given record is not changed.
 * [R2] Idempotent by entry id: an entry the record already contains changes nothing.
 * [R3] Total: an entry that cannot be applied is answered with a problem, never with an exception.
 */
export function foldEntry(record: StoredRecord | null, entry: Entry): Folded {
  if (record?.applied.includes(entry.id)) return { record };
  const type = subjectTypeOf(entry.kind);
  if (record !== null && record.type !== type) return { problem: 'subject-other-type' };
  const folded =
    type === 'person'
      ? foldPerson(record as PersonRecord | null, entry)
      : type === 'session'
        ? foldSession(record as SessionRecord | null, entry)
        : foldLot(record as LotRecord | null, entry);
  if ('problem' in folded) return folded;
  return { record: { ...folded.record, applied: [...folded.record.applied, entry.id] } };
}

function registerPerson(entry: EntryOf<'person-registered'>): PersonRecord {
  const { identity, origins, address, phone, guardian, residence, site } = entry.body;
  return {
    type: 'person',
    id: entry.subject,
    applied: [],
    identity,
    origins,
    versions: [{ ...saidBy(entry), changes: identity, origins, basedOn: null, reason: null }],
    conflicts: [],
    verdicts: [],
    address,
    phone,
    guardian,
    residence,
    sites: [site],
    doses: [],
    screenings: [],
    plans: [],
    links: [],
  };
}

function withSite(sites: string[], site: string): string[] {
  return sites.includes(site) ? sites : [...sites, site];
}

function foldPerson(record: PersonRecord | null, entry: Entry): Folded<PersonRecord> {
  if (entry.kind === 'person-registered') {
    return record === null ? { record: registerPerson(entry) } : { problem: 'already-registered' };
  }
  if (record === null) return { problem: 'subject-unknown' };
  switch (entry.kind) {
    case 'identity-amended':
      return { record: foldIdentity(record, entry, saidBy(entry)) };
    case 'contact-amended':
      return { record: { ...record, ...defined(entry.body.changes) } };
    case 'dose-planned':
      return {
        record: {
          ...record,
          sites: withSite(record.sites, entry.body.site),
          plans: [...record.plans, { ...entry.body, absent: false }],
        },
      };
    case 'absence-noted': {
      const { on, site } = entry.body;
      const plans = record.plans.map((plan) =>
        plan.on === on && plan.site === site ? { ...plan, absent: true } : plan,
      );
      return { record: { ...record, plans } };
    }
    case 'screening-recorded':
      return {
        record: {
          ...record,
          sites: withSite(record.sites, entry.body.site),
          screenings: [...record.screenings, { ...saidBy(entry), ...entry.body }],
        },
      };
    case 'dose-recorded': {
      const dose: DoseRecord = {
        said: saidBy(entry),
        dose: entry.body.dose,
        amendments: [],
        voided: null,
        observation: null,
        reactions: [],
      };
      return {
        record: {
          ...record,
          sites: withSite(record.sites, entry.body.dose.site),
          doses: [...record.doses, dose],
        },
      };
    }
    case 'dose-amended':
    case 'dose-voided':
    case 'observation-recorded':
    case 'reaction-recorded':
      return foldDose(record, entry);
    case 'duplicate-judged': {
      const { other, judgement } = entry.body;
      return {
        record: { ...record, links: [...record.links, { other, judgement, by: saidBy(entry) }] },
      };
    }
    case 'persons-linked':
      return {
        record: {
          ...record,
          links: [
            ...record.links,
            { other: entry.body.other, judgement: 'same', by: saidBy(entry) },
          ],
        },
      };
    case 'identity-checked':
      return { record: { ...record, verdicts: [...record.verdicts, entry.body.verdict] } };
    default:
      return { problem: 'subject-other-type' };
  }
}

function foldSession(record: SessionRecord | null, entry: Entry): Folded<SessionRecord> {
  if (entry.kind === 'session-opened') {
    if (record !== null) return { problem: 'already-registered' };
    const opened: SessionRecord = {
      type: 'session',
      id: entry.subject,
      applied: [],
      opened: saidBy(entry),
      ...entry.body,
      vials: [],
      closed: null,
    };
    return { record: opened };
  }
  if (record === null) return { problem: 'subject-unknown' };
  switch (entry.kind) {
    case 'session-changed':
      return { record: { ...record, ...defined(entry.body.changes) } };
    case 'vial-opened':
      return {
        record: { ...record, vials: [...record.vials, { ...entry.body, by: saidBy(entry) }] },
      };
    case 'session-closed': {
      const { vials, note } = entry.body;
      return { record: { ...record, closed: { ...saidBy(entry), vials, note } } };
    }
    default:
      return { problem: 'subject-other-type' };
  }
}

function foldLot(record: LotRecord | null, entry: Entry): Folded<LotRecord> {
  if (entry.kind !== 'lot-received') return { problem: 'subject-other-type' };
  if (record !== null) return { problem: 'already-registered' };
  return { record: { type: 'lot', id: entry.subject, applied: [], ...entry.body } };
}

/** Zod's partial objects may carry `undefined`; spreading that would erase a value. */
export function defined<T extends object>(
  changes: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
