import type { Generated, Selectable } from 'kysely';
import type {
  CeremonyTable,
  FactorTable,
  HalfSessionTable,
  RecoveryCodeTable,
  TryLimitTable,
} from './factor-tables.ts';
import type { OracleAlertTable, OracleAskedTable } from './oracle-tables.ts';

/**
 * The rows of the office, the same on SQLite and PostgreSQL: ids are text, instants are whole
 * milliseconds since 1970, yes/no is 1/0, JSON is text.
 */
export type Tables = {
  office: OfficeTable;
  fork: ForkTable;
  journal: JournalTable;
  entry: EntryTable;
  record: RecordTable;
  scope_head: ScopeHeadTable;
  feed: FeedTable;
  job: JobTable;
  answer: AnswerTable;
  population: PopulationTable;
  population_staged: PopulationTable & { list: string };
  unit: UnitRow;
  unit_change: UnitChangeRow;
  unit_reach: UnitReachRow;
  site: SiteTable;
  account: AccountTable;
  appointment: AppointmentTable;
  device: DeviceTable;
  enrolment: EnrolmentTable;
  session: SessionTable;
  factor: FactorTable;
  recovery_code: RecoveryCodeTable;
  half_session: HalfSessionTable;
  ceremony: CeremonyTable;
  try_limit: TryLimitTable;
  oracle_asked: OracleAskedTable;
  oracle_alert: OracleAlertTable;
  audit: AuditTable;
  office_key: OfficeKeyTable;
  operator_key: OperatorKeyTable;
};

/** One row per epoch; the last one is now. */
type OfficeTable = {
  nth: number;
  epoch: string;
  /** The office's own journal in this epoch: verdicts and links are entries too. */
  journal: string;
  reason: string;
  started_at: number;
  /** When and by whom it was said that enough tablets were heard since [S8]. */
  released_at: number | null;
  released_by: string | null;
};

/** How far a scope of an ended epoch is still true in the epochs after it. */
type ForkTable = { scope: string; epoch: string; head: number };

export type JournalTable = {
  id: string;
  /** Null for the office's own. */
  device: string | null;
  head: number;
  head_hash: string;
  safe: number;
  state: 'open' | 'frozen';
  /** Where another branch of the same journal was met. */
  fork_at: number | null;
  /** Receipts written for this journal, and the hash of the last: the audit chain's head. */
  receipts: number;
  receipt_hash: string;
  created_at: number;
  seen_at: number;
};

export type EntryTable = {
  journal: string;
  seq: number;
  /** Null where the text cannot be read. */
  id: string | null;
  kind: string | null;
  subject: string | null;
  operator: string | null;
  text: string;
  /** The operator's key and signature (SPEC E10); null for the office's own. */
  key: string | null;
  sig: string | null;
  hash: string;
  device: string | null;
  received_at: number;
  state: 'applied' | 'quarantined';
  problem: string | null;
  /** The entry that stands for this quarantined one. */
  replaced_by: string | null;
  /** Why the desk should look at it though it counts (sync/authority.ts). */
  flag: string | null;
};

export type RecordTable = {
  id: string;
  type: 'person' | 'session' | 'lot';
  body: string;
  number: string | null;
  number_kind: string | null;
  name_folded: string | null;
  birth: string | null;
  check_state: string | null;
  /** The likeliest cause of a mismatch, a code of shared/hint.ts. */
  cause: string | null;
  /** When the verdict that stands (or, while one is awaited, the last change) came about. */
  since: number | null;
  /** Scope of the commune of residence. */
  commune: string | null;
  /** The site of the latest dose that stands, else of the registration. */
  site: string | null;
};

type ScopeHeadTable = { scope: string; head: number };

/** One row per (scope, record) with its latest position. */
type FeedTable = { scope: string; record: string; pos: number; gone: number };

type JobTable = {
  id: string;
  kind: string;
  subject: string;
  dedupe_key: string;
  payload: string;
  /** `held`: over a limit of what may be asked (checks/guard.ts). */
  state: 'waiting' | 'leased' | 'held' | 'done' | 'failed';
  run_at: number;
  attempts: number;
  lease_until: number | null;
  lease_by: string | null;
  last_problem: string | null;
  /** The second person who let a held question through. */
  released_by: string | null;
};

type AnswerTable = {
  id: string;
  job: string;
  asked_at: number;
  answered_at: number;
  registry: string;
  officer: string;
  outcome: string;
  raw: string;
};

type PopulationTable = {
  id: string;
  number: string | null;
  old_number: string | null;
  full_name: string;
  sex: string;
  birth: string;
  birth_precision: string;
};

export type SiteTable = {
  id: string;
  name: string;
  commune_edition: string;
  commune_code: string;
  commune_name: string;
  /** `mobile`: a point under its parent, without people or tablets of its own. */
  kind: 'public' | 'private' | 'mobile';
  /** 1: a second person must approve each tablet of this site. */
  two_persons: number;
  parent: string | null;
  /** Its place among the points of its parent. */
  nth: number;
  ended_at: number | null;
};

type UnitRow = {
  edition: string;
  code: string;
  level: string;
  name: string;
  /** Its name as a search compares it. */
  folded: string;
  parent: string | null;
  valid_from: string | null;
  valid_to: string | null;
};

type UnitChangeRow = {
  from_edition: string;
  from_code: string;
  to_edition: string;
  to_code: string;
  basis: string;
};

/** What the law says each place reaches [U6], worked out at each import. */
type UnitReachRow = { above: string; scope: string };

/** [AP1] A role at a site, a unit or (all three null) the country, from an instant until another. */
export type AppointmentTable = {
  id: string;
  account: string;
  role: string;
  site: string | null;
  unit_edition: string | null;
  unit_code: string | null;
  from_at: number;
  until_at: number | null;
  made_by: string;
  made_at: number;
  ended_by: string | null;
};

export type AccountTable = {
  id: string;
  user: string;
  full_name: string;
  password: string;
  /** 1 for a first password somebody else chose. */
  must_change_password: Generated<number>;
  /** `exempt`: an account of a demonstration, which the desk lets in without one. */
  second_factor: Generated<'required' | 'exempt'>;
  created_at: number;
  ended_at: number | null;
};

export type AccountRow = Selectable<AccountTable>;

export type DeviceTable = {
  id: string;
  site: string;
  name: string;
  token_hash: string;
  /** With which its pushes are proved; null for one that was enrolled before tablets had keys. */
  public_key: string | null;
  enrolled_by: string;
  enrolled_at: number;
  /** A second person's word that this tablet is the site's; null while it waits for one. */
  approved_by: string | null;
  approved_at: number | null;
  seen_at: number;
  ended_at: number | null;
};

type EnrolmentTable = {
  code_hash: string;
  /** Of the 128 bits that are scanned instead. */
  secret_hash: string | null;
  site: string;
  made_by: string;
  made_at: number;
  expires_at: number;
  used_at: number | null;
  device: string | null;
};

export type SessionTable = {
  /** Also the id of the grant that entries name. */
  id: string;
  token_hash: string;
  account: string;
  /** The grant as it was given, JSON. */
  granted: string;
  created_at: number;
  seen_at: number;
  expires_at: number;
  ended_at: number | null;
  /** The tablet it was opened on, once that is proved; it ends with it. */
  device: Generated<string | null>;
  /** Only a session of the desk may call the desk's routes (access/desk-sessions.ts). */
  kind: Generated<'tablet' | 'desk'>;
  /** Browser and system in two words; null for a tablet's. */
  agent: string | null;
  /** When the second factor was last shown. */
  proved_at: number | null;
};

/** Hash-chained; `chain` is `office` or the journal a receipt is for. */
type AuditTable = {
  chain: string;
  seq: number;
  at: number;
  who: string;
  act: string;
  object: string;
  hash: string;
};

/** What is wrapped to the office (`escrow`) and what it signs itself (`signing`): one of each, for ever. */
type OfficeKeyTable = {
  use: 'escrow' | 'signing';
  public_key: string;
  /** PKCS #8, base64url. */
  private_key: string;
  made_at: number;
};

/** With which key an account signs on which tablet. Never removed: old signatures must stay provable. */
type OperatorKeyTable = {
  id: string;
  account: string;
  device: string;
  public_key: string;
  made_at: number;
};
