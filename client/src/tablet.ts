import type { Entry, EntryBody, EntryKind } from '@khop/shared/entry';
import type { Identity, Origins } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import type { Bar } from '@khop/shared/lease';
import type { Grant, Site } from '@khop/shared/protocol/enrol';
import type { EntryProblem } from '@khop/shared/protocol/problem';
import type { LotRecord, PersonRecord, SessionRecord } from '@khop/shared/record';
import type { DoseStep, Task } from '@khop/shared/task';
import type { Clock, Day, Instant } from '@khop/shared/time';
import type { NoAnswer } from './authenticator.ts';
import type { Rescue } from './rescue.ts';

/** A value that changes, in the shape React's useSyncExternalStore reads. */
export type Live<T> = { get(): T; subscribe(onChange: () => void): () => void };

/** `colour`: counted from 0, different for each of a tablet's first few, and kept for good. */
export type Operator = { id: string; fullName: string; role: Grant['role']; colour: number };

/** An operator of this tablet, who may have a passkey beside the PIN. */
export type KnownOperator = Operator & { hasPasskey: boolean };

/** Why nobody may unlock this tablet, though it goes on sending (SPEC L). */
export type TabletBar = Exclude<Bar, 'right-ended'>;

/**
 * Where this tablet stands. `missing`: a ledger was here before and is gone (evicted, cleared);
 * `unsent`: how many entries of it the office never had, where that is known. `revoked`: the office
 * ended this tablet, and it has handed in everything. `ended`: known here, and no longer of the site.
 */
export type TabletState =
  | { at: 'starting' }
  | { at: 'not-enrolled'; missing: boolean; unsent: number | null; revoked: boolean }
  | {
      at: 'locked';
      site: Site;
      operators: KnownOperator[];
      ended: KnownOperator[];
      bar: TabletBar | null;
    }
  | { at: 'open'; site: Site; operators: KnownOperator[]; operator: Operator; grant: Grant };

export type Quarantined = {
  entry: Id;
  seq: number;
  kind: EntryKind;
  subject: Id;
  recordedAt: Instant;
  problem: EntryProblem;
  /** A later entry that stands for it has been received. */
  mended: boolean;
};

/** Everything the status line and the status screen say. Counted from the journal, not remembered. */
export type SyncStatus = {
  phase: 'offline' | 'idle' | 'sending' | 'retrying' | 'act';
  waiting: number;
  waitingByKind: Partial<Record<EntryKind, number>>;
  oldestAt: Instant | null;
  /** Of the run under way. */
  sent: number;
  total: number;
  lastSuccessAt: Instant | null;
  /** When the lists were last brought up to date, per scope; null while never. */
  pulledAt: Instant | null;
  pullProgress: { received: number; total: number } | null;
  quarantine: Quarantined[];
  storage: {
    persisted: boolean | null;
    usedBytes: number | null;
    quotaBytes: number | null;
    /** Whether room for a session lies ready; null where the browser has no means to keep any. */
    room: 'kept' | 'none' | null;
  };
  skewMs: number | null;
  retryAt: Instant | null;
  problem: 'signed-out' | 'revoked' | 'outdated' | 'storage' | null;
};

/** One row of a list: small enough to send 5,000 from the worker. */
export type PersonRow = {
  id: Id;
  fullName: string;
  birthDate: Identity['birthDate'];
  sex: Identity['sex'];
  /** Last four of the number. */
  numberTail: string | null;
  lastDose: { ordinal: number; vaccine: string; on: Day; step: DoseStep; dose: Id } | null;
  plan: { ordinal: number | null; vaccine: string | null } | null;
  observeFrom: Instant | null;
};

export type TaskRow = { task: Task; person: PersonRow };

/** A person as this tablet knows them: what the office told, with this tablet's own entries laid over. */
export type PersonView = {
  record: PersonRecord;
  tasks: Task[];
  steps: Record<Id, DoseStep>;
  /** When the office's part was received; null for a person only this tablet knows. */
  knownAt: Instant | null;
};

export type NearPerson = { person: PersonRow; why: string[] };

/** The in-memory register (a worker): pages + unsent entries, folded, searchable. Empty while locked. */
export type Register = {
  /** Grows whenever an answer may have changed. */
  version: Live<number>;
  size(): Promise<{ persons: number; ready: boolean }>;
  /** By number, last digits, name with or without accents, birth date or year, phone. Best first. */
  find(query: string, limit: number): Promise<PersonRow[]>;
  byNumber(number: string): Promise<PersonRow[]>;
  near(identity: Identity, except: Id | null): Promise<NearPerson[]>;
  person(id: Id): Promise<PersonView | null>;
  day(list: 'waiting' | 'vaccinated' | 'observing' | 'absent', on: Day): Promise<PersonRow[]>;
  dayCounts(on: Day): Promise<Record<'waiting' | 'vaccinated' | 'observing' | 'absent', number>>;
  tasks(): Promise<TaskRow[]>;
  session(id: Id): Promise<SessionRecord | null>;
  sessions(on: Day): Promise<SessionRecord[]>;
  lots(): Promise<LotRecord[]>;
  /** Doses of a session by vaccine and lot: here, and of those acknowledged by the office. */
  balance(
    session: Id,
  ): Promise<{ vaccine: string; lot: string; doses: number; received: number }[]>;
};

/** A form being filled in. Sealed like everything else; survives reload, crash and lock. */
export type Drafts = {
  save(key: string, value: unknown): Promise<void>;
  read(key: string): Promise<unknown>;
  drop(key: string): Promise<void>;
  list(): Promise<{ key: string; savedAt: Instant }[]>;
};

/** The working session (buổi tiêm) of this tablet: chosen once, carried to every dose. */
export type WorkSession = { id: Id; record: SessionRecord } | null;

/**
 * The finger, face or screen lock of this machine beside an operator's PIN (SPEC PK). `useless`: this
 * machine cannot, or no longer, compute what opens the tablet.
 */
export type Passkey = {
  isPossible(): Promise<boolean>;
  /** For who has the tablet open; `waitMs` after a wrong PIN, as when unlocking. */
  add(pin: string): Promise<'added' | NoAnswer | { waitMs: number }>;
  remove(): Promise<void>;
  unlock(operator: string): Promise<'opened' | NoAnswer | { bar: Bar }>;
};

export type Tablet = {
  state: Live<TabletState>;
  status: Live<SyncStatus>;
  session: Live<WorkSession>;
  register: Register;
  drafts: Drafts;
  rescue: Rescue;
  enrol(
    code: string,
    deviceName: string,
  ): Promise<'enrolled' | 'wrong-code' | 'expired' | 'offline'>;
  /**
   * Online once: checks the password with the office and sets this operator's PIN on this tablet. The
   * first operator's makes the tablet's data key and opens the tablet. For later ones, and for one who
   * forgot the PIN, an open tablet hands on the key, or else the office opens its own copy.
   */
  addOperator(
    user: string,
    password: string,
    pin: string,
  ): Promise<'added' | 'wrong' | 'other-site' | 'offline' | 'weak-pin' | 'barred'>;
  /** [L9] Online: a new session with the office for who has the tablet open; the PIN stays. */
  renew(
    user: string,
    password: string,
  ): Promise<'renewed' | 'wrong' | 'other-person' | 'other-site' | 'offline'>;
  /** `waitMs` is Infinity when only a new sign-in helps; `bar`: the office does not let this one in. */
  unlock(
    operator: string,
    pin: string,
  ): Promise<{ ok: true } | { ok: false; waitMs: number; bar: Bar | null }>;
  /** Who has the tablet open takes another PIN; `waitMs` after wrong ones, as when unlocking. */
  changePin(pin: string, next: string): Promise<'changed' | 'weak-pin' | { waitMs: number }>;
  passkey: Passkey;
  lock(): void;
  /** Makes an entry and returns after the strict transaction has completed (I1). */
  record<K extends EntryKind>(
    kind: K,
    subject: Id,
    body: EntryBody<K>,
    replaces?: Id | null,
  ): Promise<Entry>;
  newId(): Id;
  /** The office's time in ms as far as it is known here, else the tablet's clock. */
  now(): number;
  /** The machine's own clocks: for how long something lasts, never for a date. */
  clock: Clock;
  openSession(body: EntryBody<'session-opened'>): Promise<void>;
  chooseSession(id: Id | null): Promise<void>;
  sendNow(): void;
  /** Asks the browser to keep the data, and says what it answered. */
  persistStorage(): Promise<boolean>;
  /** Looks again how much room there is; before a session and before each needle. */
  lookAtStorage(): Promise<void>;
  /** Resolves when nothing is being sent, pulled or loaded: for simulations and tests. */
  settled(): Promise<void>;
  /** Stops timers and closes the databases, as closing the page does. */
  close(): Promise<void>;
};

/** What a person form hands over. */
export type PersonDraft = { identity: Identity; origins: Origins };

export { openTablet } from './open-tablet.ts';
