import type { Role } from '@khop/shared/protocol/enrol';
import {
  ALL_ROLES,
  ANYONE,
  AT_SITES,
  DESK_ROLES,
  HALF_SIGNED_IN,
  HEALTH,
  KEEPERS,
  LATE_DECIDERS,
  type Policy,
} from './policy.ts';

const ADMIN: readonly Role[] = ['administrator'];

type Words = Pick<Policy & { who: 'operator' }, 'everywhere' | 'told' | 'atDesk' | 'fresh'>;

/** Roles, the relation in which the asker must stand, and what the request is about. */
function operator(
  roles: readonly Role[],
  relation: (Policy & { who: 'operator' })['relation'],
  about: (Policy & { who: 'operator' })['about'],
  words: Words = {},
): Policy {
  return { who: 'operator', roles, relation, about, ...words };
}

const fresh = true;
const everywhere = ADMIN;
/** [A31] What was found out about somebody's health; the paths are those of a PersonRecord. */
const told = {
  fields: [
    'screenings',
    'doses.dose.screening',
    'doses.amendments.changes.screening',
    'doses.observation',
    'doses.reactions',
  ],
  to: HEALTH,
} as const;

/**
 * [A1] [A30] Who may ask for what: route × role × relation × fields. The only place where it is said:
 * a route of the API that is not here, or brings a policy of its own, fails the build of the app. The
 * matrix (matrix.test.ts) asks each of them as everybody, about everything.
 */
export const POLICIES: Readonly<Record<string, Policy>> = {
  // The office itself
  'GET /health': ANYONE,
  'GET /ready': ANYONE,
  'GET /metrics': ANYONE,
  'POST /api/csp-reports': ANYONE,

  // Tablets
  'POST /api/devices': ANYONE,
  'POST /api/devices/again': ANYONE,
  'POST /api/sessions': ANYONE,
  'GET /api/lease': { who: 'device', evenRevoked: true },
  // Who carries a push need not have made it: the device signed it [P10].
  'POST /api/journals/:journal/entries': { who: 'device-or-operator', evenRevoked: true },
  'GET /api/site': { who: 'device-or-operator' },
  'POST /api/operator-keys': operator(ALL_ROLES, 'own-site', 'tablet'),
  'POST /api/recoveries': operator(ALL_ROLES, 'own-site', 'tablet'),
  'GET /api/scopes/:scope/records': operator(AT_SITES, 'granted', 'scope'),
  'GET /api/events': operator(ALL_ROLES, 'self', 'nothing'),

  // Signing in
  'DELETE /api/sessions': operator(ALL_ROLES, 'self', 'nothing'),
  'GET /api/me': operator(ALL_ROLES, 'self', 'nothing'),
  'POST /api/desk/sign-in': ANYONE,
  'POST /api/desk/sign-in/factor': HALF_SIGNED_IN,
  'POST /api/desk/sign-in/password': HALF_SIGNED_IN,
  'POST /api/desk/sign-in/passkey': HALF_SIGNED_IN,
  'POST /api/desk/sign-in/enrol/totp': HALF_SIGNED_IN,
  'POST /api/desk/sign-in/enrol/totp/confirm': HALF_SIGNED_IN,
  'POST /api/desk/sign-in/enrol/passkey': HALF_SIGNED_IN,
  'POST /api/desk/sign-in/enrol/passkey/confirm': HALF_SIGNED_IN,
  'GET /api/desk/session': operator(ALL_ROLES, 'self', 'nothing'),
  'POST /api/desk/proof': operator(ALL_ROLES, 'self', 'nothing', { atDesk: true }),
  'POST /api/desk/proof/passkey': operator(ALL_ROLES, 'self', 'nothing'),

  // The own account
  'GET /api/desk/account': operator(ALL_ROLES, 'self', 'nothing'),
  'DELETE /api/desk/account/sessions/:id': operator(ALL_ROLES, 'self', 'session'),
  'DELETE /api/desk/account/sessions': operator(ALL_ROLES, 'self', 'nothing'),
  'POST /api/desk/account/password': operator(ALL_ROLES, 'self', 'nothing', { fresh }),
  'POST /api/desk/account/recovery': operator(ALL_ROLES, 'self', 'nothing', { fresh }),
  'DELETE /api/desk/account/factors/:id': operator(ALL_ROLES, 'self', 'factor', { fresh }),
  'POST /api/desk/account/enrol/totp': operator(ALL_ROLES, 'self', 'nothing', { fresh }),
  'POST /api/desk/account/enrol/totp/confirm': operator(ALL_ROLES, 'self', 'nothing', { fresh }),
  'POST /api/desk/account/enrol/passkey': operator(ALL_ROLES, 'self', 'nothing', { fresh }),
  'POST /api/desk/account/enrol/passkey/confirm': operator(ALL_ROLES, 'self', 'nothing', {
    fresh,
  }),

  // The desk
  'GET /api/desk/checks': operator(DESK_ROLES, 'in-scopes', 'persons'),
  'GET /api/desk/persons/:id': operator(DESK_ROLES, 'in-scopes', 'person', { told }),
  'GET /api/desk/quarantine': operator(DESK_ROLES, 'in-scopes', 'tablets'),
  'POST /api/desk/late': operator(LATE_DECIDERS, 'in-scopes', 'tablet', { fresh }),
  'GET /api/desk/held': operator(DESK_ROLES, 'in-scopes', 'persons'),
  'POST /api/desk/held/:job/release': operator(DESK_ROLES, 'in-scopes', 'question', { fresh }),
  'GET /api/desk/devices': operator(DESK_ROLES, 'in-scopes', 'tablets', { everywhere }),
  'POST /api/desk/devices/:id/name': operator(KEEPERS, 'in-scopes', 'tablet', {
    fresh,
    everywhere,
  }),
  'POST /api/desk/devices/:id/approval': operator(KEEPERS, 'in-scopes', 'tablet', {
    fresh,
    everywhere,
  }),
  'POST /api/desk/devices/:id/revocation': operator(KEEPERS, 'in-scopes', 'tablet', {
    fresh,
    everywhere,
  }),
  'GET /api/desk/recovery': operator(DESK_ROLES, 'self', 'nothing'),
  'POST /api/desk/recovery/release': operator(ADMIN, 'any', 'nothing', { fresh }),
  'POST /api/enrolments': operator(KEEPERS, 'own-site', 'site', { fresh, everywhere }),

  // Who looks after sites, people and appointments sees no records [AP4]
  'GET /api/admin/sites': operator(ADMIN, 'any', 'sites'),
  'POST /api/admin/sites/:id': operator(ADMIN, 'any', 'nothing', { fresh }),
  'POST /api/admin/sites/:id/closing': operator(ADMIN, 'any', 'site', { fresh }),
  'GET /api/admin/units': operator(ADMIN, 'any', 'nothing'),
  'GET /api/admin/units/:code': operator(ADMIN, 'any', 'unit'),
  'GET /api/admin/units/:edition/:code': operator(ADMIN, 'any', 'unit-ever'),
  'GET /api/admin/units-template': operator(ADMIN, 'any', 'nothing'),
  'POST /api/admin/units-import': operator(ADMIN, 'any', 'nothing', { fresh }),
  'POST /api/admin/hamlets': operator(ADMIN, 'any', 'nothing', { fresh }),
  'POST /api/admin/hamlets/end': operator(ADMIN, 'any', 'nothing', { fresh }),
  'POST /api/admin/people/search': operator(ADMIN, 'any', 'accounts'),
  'POST /api/admin/people': operator(ADMIN, 'any', 'nothing', { fresh }),
  'POST /api/admin/people/:id/appointments': operator(ADMIN, 'any', 'account', { fresh }),
  'POST /api/admin/appointments/:id/end': operator(ADMIN, 'any', 'appointment', { fresh }),
  'POST /api/admin/people/:id/first-password': operator(ADMIN, 'any', 'account', { fresh }),
  'POST /api/admin/import': operator(ADMIN, 'any', 'nothing', { fresh }),
  'GET /api/admin/template': operator(ADMIN, 'any', 'nothing'),
};
