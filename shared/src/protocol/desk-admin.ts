import * as z from 'zod/mini';
import { Appointment } from '../appointment.ts';
import { UnitKey } from '../entry.ts';
import { Instant } from '../time.ts';
import { Role } from './enrol.ts';

// How an administrator looks after sites, people and appointments at the desk. Office and desk are of
// one build, so these words may change with it and are no part of the frozen wire (as in desk.ts).

const Name = z.string().check(z.minLength(1), z.maxLength(200));
export const SiteCode = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,49}$/));
const UnitCode = z.string().check(z.regex(/^(\d{2}|\d{3}|\d{5}(\.\d{1,3})?)$/));

/** `mobile`: a point under its parent, told by the parent's `points`. */
export const SiteKind = z.enum(['public', 'private']);
export type SiteKind = z.infer<typeof SiteKind>;

export const AdminSite = z.object({
  id: z.string(),
  name: z.string(),
  kind: SiteKind,
  commune: UnitKey,
  communeName: z.string(),
  points: z.array(z.string()),
  /** A second person approves each tablet [L4]. */
  twoPersons: z.boolean(),
  /** Accounts appointed there now. */
  people: z.int(),
  closedAt: z.nullable(Instant),
});
export type AdminSite = z.infer<typeof AdminSite>;

/** `GET /api/admin/sites?after`: by code, `next` asks for more. */
export const AdminSites = z.object({ sites: z.array(AdminSite), next: z.nullable(z.string()) });
export type AdminSites = z.infer<typeof AdminSites>;

/** `POST /api/admin/sites/:id`: the commune by the code that stands today. */
export const SiteWords = z.object({
  name: Name,
  kind: SiteKind,
  communeCode: UnitCode,
  points: z.array(Name).check(z.maxLength(100)),
  twoPersons: z.boolean(),
});
export type SiteWords = z.infer<typeof SiteWords>;

/** Why the office does not do what an administrator, or a row of a workbook, asks. */
export const AdminReason = z.enum([
  // the row
  'missing',
  'too-long',
  'unreadable',
  'lost-zero',
  'not-a-day',
  'unknown-kind',
  'unknown-role',
  'yes-or-no',
  'unknown-unit',
  'unknown-site',
  'unknown-user',
  'twice',
  'parent-needed',
  'place-needed',
  'two-places',
  'missing-column',
  // the law of appointments
  'wrong-place',
  'ends-before-it-begins',
  'other-role',
  'held-already',
  'unit-not-standing',
  'over-already',
  'user-taken',
  // the law of units
  'not-a-code',
  'two-names',
  'two-parents',
  'unknown-parent',
  'stands-twice',
  'goes-back',
  'ended-already',
]);
export type AdminReason = z.infer<typeof AdminReason>;

/** What became of a change: null, it is done. */
export const AdminReply = z.object({ refused: z.nullable(AdminReason) });
export type AdminReply = z.infer<typeof AdminReply>;

/** `GET /api/admin/units/:code`: the unit this code means today, with those above it. */
export const AdminUnit = z.object({ unit: UnitKey, name: z.string(), above: z.array(z.string()) });
export type AdminUnit = z.infer<typeof AdminUnit>;

/** A unit of any edition, with the names of those above it, nearest first. */
export const AdminUnitRow = z.object({
  unit: UnitKey,
  name: z.string(),
  level: z.enum(['province', 'district', 'commune', 'hamlet']),
  validFrom: z.nullable(z.string()),
  validTo: z.nullable(z.string()),
  above: z.array(z.string()),
});
export type AdminUnitRow = z.infer<typeof AdminUnitRow>;

/** `GET /api/admin/units?text`: by code or by name, those in force first; `more` where there are. */
export const AdminUnits = z.object({ units: z.array(AdminUnitRow), more: z.boolean() });
export type AdminUnits = z.infer<typeof AdminUnits>;

/** `GET /api/admin/units/:edition/:code` */
export const AdminUnitStory = z.object({
  unit: AdminUnitRow,
  madeOf: z.array(AdminUnitRow),
  became: z.array(AdminUnitRow),
  hamlets: z.array(AdminUnitRow),
});
export type AdminUnitStory = z.infer<typeof AdminUnitStory>;

/** `POST /api/admin/hamlets`: a hamlet or group of a commune that stands, from today. */
export const HamletWords = z.object({
  commune: UnitKey,
  number: z.int().check(z.minimum(1), z.maximum(999)),
  name: Name,
});
export type HamletWords = z.infer<typeof HamletWords>;

/** `POST /api/admin/hamlets/end`: it stands to the end of today. */
export const HamletEnd = z.object({ unit: UnitKey });

export const AdminAppointment = z.object({
  ...Appointment.shape,
  placeName: z.string(),
  /** False where the unit has ended or the site is closed: whoever is there needs another place. */
  stands: z.boolean(),
});
export type AdminAppointment = z.infer<typeof AdminAppointment>;

export const AdminPerson = z.object({
  id: z.string(),
  user: z.string(),
  fullName: z.string(),
  hasPassword: z.boolean(),
  endedAt: z.nullable(Instant),
  appointments: z.array(AdminAppointment),
});
export type AdminPerson = z.infer<typeof AdminPerson>;

/** `POST /api/admin/people/search`: in the body, for a name may not stand in an address. */
export const PeopleSearch = z.object({
  text: z.string().check(z.maxLength(100)),
  site: z.nullable(z.string()),
  after: z.nullable(z.string()),
});
export type PeopleSearch = z.infer<typeof PeopleSearch>;
export const AdminPeople = z.object({
  people: z.array(AdminPerson),
  total: z.int(),
  next: z.nullable(z.string()),
});
export type AdminPeople = z.infer<typeof AdminPeople>;

/** `POST /api/admin/people/:id/appointments`; neither site nor unit: the country. */
export const AppointmentWords = z.object({
  role: Role,
  site: z.nullable(z.string()),
  unitCode: z.nullable(UnitCode),
  from: Instant,
  until: z.nullable(Instant),
});
export type AppointmentWords = z.infer<typeof AppointmentWords>;

/** `POST /api/admin/people` */
export const PersonWords = z.object({
  user: z.string().check(z.regex(/^[^\s]{2,50}$/)),
  fullName: Name,
  appointment: AppointmentWords,
});
export type PersonWords = z.infer<typeof PersonWords>;

/** `POST /api/admin/appointments/:id/end` */
export const AppointmentEnd = z.object({ until: Instant });

/** `POST /api/admin/people/:id/first-password`: shown once; its owner changes it at the desk. */
export const FirstPassword = z.object({ password: z.string() });

/** `POST /api/admin/import`: a workbook in base64; with `dry` it is only told what would change. */
export const ImportWords = z.object({
  workbook: z.string().check(z.maxLength(14_000_000)),
  dry: z.boolean(),
});
export type ImportWords = z.infer<typeof ImportWords>;

export const ImportProblem = z.object({
  sheet: z.string(),
  row: z.nullable(z.int()),
  field: z.string(),
  reason: AdminReason,
});
export type ImportProblem = z.infer<typeof ImportProblem>;

export const ImportChange = z.object({
  kind: z.enum([
    'site-added',
    'site-changed',
    'account-added',
    'account-renamed',
    'appointed',
    'appointment-ended',
    'unit-added',
    'unit-changed',
    'unit-ended',
    'units-connected',
  ]),
  what: z.string(),
});
export type ImportChange = z.infer<typeof ImportChange>;

export const ImportReport = z.object({
  /** True where the changes are in; false for a dry run and where there are problems. */
  applied: z.boolean(),
  rows: z.int(),
  changes: z.array(ImportChange),
  changeCount: z.int(),
  problems: z.array(ImportProblem),
  problemCount: z.int(),
  /** Why the file was not read at all. */
  file: z.nullable(z.string()),
});
export type ImportReport = z.infer<typeof ImportReport>;
