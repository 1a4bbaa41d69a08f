import type { EntryKind } from './entry.ts';
import type { Role } from './protocol/enrol.ts';

// Health owns the facts of vaccination, police those of identity (9438/BYT-CNTT).

const IDENTITY: readonly EntryKind[] = [
  'person-registered',
  'identity-amended',
  'contact-amended',
  'duplicate-judged',
];
const HAMLET: readonly EntryKind[] = [
  'person-registered',
  'identity-amended',
  'contact-amended',
  'dose-planned',
  'absence-noted',
];
const HEALTH: readonly EntryKind[] = [
  ...IDENTITY,
  'dose-planned',
  'absence-noted',
  'screening-recorded',
  'dose-recorded',
  'dose-amended',
  'dose-voided',
  'observation-recorded',
  'reaction-recorded',
  'session-opened',
  'session-changed',
  'vial-opened',
  'session-closed',
  'lot-received',
];

const KINDS_BY_ROLE: Record<Role, readonly EntryKind[]> = {
  vaccinator: HEALTH,
  'head-of-site': HEALTH,
  'health-station': HEALTH,
  'hamlet-team': HAMLET,
  'commune-police': IDENTITY,
  'commune-chairman': [],
  'district-health': [],
  ministry: [],
  administrator: [],
};

/**
 * [AP9] Whether a fact of this kind is a role's to state. Verdicts and links are nobody's: the office
 * alone says them [E5].
 */
export function mayState(role: Role, kind: EntryKind): boolean {
  return KINDS_BY_ROLE[role].includes(kind);
}
