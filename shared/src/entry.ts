import { sha256 } from '@noble/hashes/sha2.js';
import canonicalize from 'canonicalize';
import * as z from 'zod/mini';
import { Dose, Reaction, Screening } from './dose.ts';
import { Identity, Origins, Verdict } from './identity.ts';
import { Id, type JournalId, toHex } from './ids.ts';
import { Day, Instant, RecordedAt } from './time.ts';

const Text = z.string().check(z.maxLength(2000));
const Reason = z.string().check(z.minLength(1), z.maxLength(500));
const SiteId = z.string().check(z.minLength(1), z.maxLength(100));

export const UnitKey = z.object({ edition: z.string(), code: z.string() });
export type UnitKey = z.infer<typeof UnitKey>;

export const Guardian = z.object({ fullName: Text, phone: z.nullable(Text) });
export type Guardian = z.infer<typeof Guardian>;

const Contact = {
  address: z.nullable(Text),
  phone: z.nullable(Text),
  guardian: z.nullable(Guardian),
  residence: z.nullable(UnitKey),
};

const body = {
  /* Persons */
  'person-registered': z.object({
    identity: Identity,
    origins: Origins,
    /** SHA-256 of the card's payload, so that two scans of one card are recognised. */
    cardHash: z.nullable(z.string()),
    ...Contact,
    site: SiteId,
  }),
  'identity-amended': z.object({
    /** The version (entry id) the editor was looking at. */
    basedOn: Id,
    changes: z.partial(Identity),
    origins: Origins,
    cardHash: z.nullable(z.string()),
    reason: z.nullable(Reason),
  }),
  'contact-amended': z.object({ changes: z.partial(z.object(Contact)) }),
  'dose-planned': z.object({
    on: Day,
    site: SiteId,
    ordinal: z.nullable(z.int()),
    vaccine: z.nullable(z.string()),
  }),
  'absence-noted': z.object({ on: Day, site: SiteId }),
  /* Doses */
  'screening-recorded': z.object({ screening: Screening, session: z.nullable(Id), site: SiteId }),
  'dose-recorded': z.object({ dose: Dose }),
  'dose-amended': z.object({ dose: Id, changes: z.partial(Dose), reason: Reason }),
  'dose-voided': z.object({ dose: Id, reason: Reason }),
  'observation-recorded': z.object({
    dose: Id,
    endedAt: Instant,
    outcome: z.enum(['well', 'reaction', 'left-early']),
    note: z.nullable(Text),
  }),
  'reaction-recorded': z.object({ dose: Id, reaction: Reaction }),
  /* Decisions */
  'duplicate-judged': z.object({
    other: Id,
    judgement: z.enum(['same', 'different']),
    reason: Reason,
  }),
  /* Said by the office */
  'identity-checked': z.object({ verdict: Verdict }),
  'persons-linked': z.object({ other: Id }),
  /* Sessions (buổi tiêm) */
  'session-opened': z.object({
    site: SiteId,
    point: z.nullable(Text),
    on: Day,
    vaccine: z.string(),
    lot: z.string(),
    expiresOn: z.nullable(Day),
    vaccinator: z.string(),
    screener: z.nullable(z.string()),
  }),
  'session-changed': z.object({
    changes: z.partial(
      z.object({
        point: z.nullable(Text),
        vaccine: z.string(),
        lot: z.string(),
        expiresOn: z.nullable(Day),
        vaccinator: z.string(),
        screener: z.nullable(z.string()),
      }),
    ),
  }),
  'vial-opened': z.object({
    vaccine: z.string(),
    lot: z.string(),
    openedAt: Instant,
    doses: z.int(),
  }),
  'session-closed': z.object({
    closedAt: Instant,
    vials: z.array(z.object({ vaccine: z.string(), lot: z.string(), opened: z.int() })),
    note: z.nullable(Text),
  }),
  /* Stock */
  'lot-received': z.object({
    site: SiteId,
    vaccine: z.string(),
    lot: z.string(),
    expiresOn: Day,
    receivedOn: Day,
    doses: z.int(),
  }),
};

export type EntryKind = keyof typeof body;
export type EntryBody<K extends EntryKind = EntryKind> = z.infer<(typeof body)[K]>;

/** What each kind of entry is a fact about. */
export type SubjectType = 'person' | 'session' | 'lot';
export function subjectTypeOf(kind: EntryKind): SubjectType {
  if (kind === 'lot-received') return 'lot';
  return kind.startsWith('session-') || kind === 'vial-opened' ? 'session' : 'person';
}

const envelope = {
  v: z.literal(1),
  id: Id,
  recordedAt: RecordedAt,
  operator: z.string().check(z.maxLength(100)),
  /** The grant (role snapshot) under which the operator worked. */
  grant: z.string().check(z.maxLength(100)),
  /** The person, session or lot the fact is about. */
  subject: Id,
  /** The quarantined entry this one stands for. */
  replaces: z.nullable(Id),
  /** 128 random bits in hex, so that a hash in clear confirms no guess about a person. */
  salt: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
};

function kindOf<K extends EntryKind>(kind: K) {
  return z.object({ ...envelope, kind: z.literal(kind), body: body[kind] });
}

/**
 * What was said, by whom and when: immutable, signed, sent and kept as the same bytes for ever. It
 * does not say where it stands, so that a journal can be continued in another one without a word of
 * it being said again.
 */
export const Fact = z.discriminatedUnion('kind', [
  kindOf('person-registered'),
  kindOf('identity-amended'),
  kindOf('contact-amended'),
  kindOf('dose-planned'),
  kindOf('absence-noted'),
  kindOf('screening-recorded'),
  kindOf('dose-recorded'),
  kindOf('dose-amended'),
  kindOf('dose-voided'),
  kindOf('observation-recorded'),
  kindOf('reaction-recorded'),
  kindOf('duplicate-judged'),
  kindOf('identity-checked'),
  kindOf('persons-linked'),
  kindOf('session-opened'),
  kindOf('session-changed'),
  kindOf('vial-opened'),
  kindOf('session-closed'),
  kindOf('lot-received'),
]);
export type Fact = z.infer<typeof Fact>;

/** Where a fact stands: journals are dense in `seq` from 1. */
export type Place = { journal: JournalId; seq: number };

/** A fact at its place in a journal. */
export type Entry = Fact & Place;
export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** Facts only the office may state; from a tablet they are quarantined. */
export const OFFICE_KINDS: readonly EntryKind[] = ['identity-checked', 'persons-linked'];

/** [E2] The bytes of a fact: canonical JSON (RFC 8785). The same text is signed, sealed and sent. */
export function entryText(fact: Fact): string {
  const { journal: _, seq: __, ...said } = fact as Fact & Partial<Place>;
  const text = canonicalize(said);
  if (text === undefined) throw new TypeError('a fact is plain JSON');
  return text;
}

export type ReadEntry =
  | { entry: Entry }
  | { problem: 'bad-envelope' | 'unknown-kind' | 'bad-body' };

/** [E4] Reads the text at a place at the border. Total: any text gives an entry or a problem. */
export function readEntry(text: string, place: Place): ReadEntry {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'bad-envelope' };
  }
  const parsed = Fact.safeParse(json);
  if (parsed.success) return { entry: { ...parsed.data, ...placeOnly(place) } };
  const kind = typeof json === 'object' && json !== null && 'kind' in json ? json.kind : undefined;
  if (typeof kind !== 'string') return { problem: 'bad-envelope' };
  if (!Object.hasOwn(body, kind)) return { problem: 'unknown-kind' };
  const isBody = parsed.error.issues.every((issue) => issue.path[0] === 'body');
  return { problem: isBody ? 'bad-body' : 'bad-envelope' };
}

/** Callers hand over rows that know much more than the place. */
function placeOnly({ journal, seq }: Place): Place {
  return { journal, seq };
}

const encoder = new TextEncoder();

/** The hash before the first entry binds the chain to its journal. Hex of 32 bytes. */
export function genesisHash(journal: JournalId): string {
  return toHex(sha256(encoder.encode(`khop:journal:${journal}`)));
}

/** [E3] What stands for a text where the text itself may not be shown: SHA-256 in hex. */
export function digestOf(text: string): string {
  return toHex(sha256(encoder.encode(text)));
}

/** Whose an entry is: the operator's key on the tablet, and its signature [E10]. The office's own bear none. */
export type Signed = { key: string; sig: string };

/**
 * [E3] hash = SHA-256(previous hash ‖ digest ‖ key ‖ signature), texts as they are on the wire, in
 * hex: what was said, by whom it was signed and after what are bound together.
 */
export function chainHash(previous: string, digest: string, by: Signed | null): string {
  return toHex(sha256(encoder.encode(linkOf(previous, digest, by))));
}

export function linkOf(previous: string, digest: string, by: Signed | null): string {
  return previous + digest + (by === null ? '' : by.key + by.sig);
}
