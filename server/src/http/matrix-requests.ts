import { operatorKeySigned, recoverySigned } from '@khop/shared/protocol/enrol';
import { communeScope, siteScope } from '@khop/shared/protocol/pull';
import { sampleKey } from '../sync/sample-keys.ts';
import type { Things } from './matrix-places.ts';
import { PLACES, type PlaceName } from './matrix-world.ts';

/** One request about something; `scope` where a scope is what it names. */
export type Ask = { path: string; payload?: object; scope?: string };

/** What a request is made about: somebody's things, or null for ids nobody has; and who asks. */
export type Target = { things: Things | null; place: PlaceName | null; asker: string };

type Maker = (target: Target) => Ask[];

const NO_ID = '00000000-0000-7000-8000-000000000000';
const ABSENT: Pick<
  Things,
  'person' | 'job' | 'site' | 'device' | 'account' | 'appointment' | 'session' | 'factor'
> = {
  person: NO_ID,
  job: NO_ID,
  site: 'site-nowhere',
  device: NO_ID,
  account: 'nobody',
  appointment: NO_ID,
  session: NO_ID,
  factor: NO_ID,
};
const nobodysKey = sampleKey();
const askersKey = sampleKey();

const plain =
  (path: string, payload?: object): Maker =>
  () => [payload === undefined ? { path } : { path, payload }];

const by =
  (key: keyof typeof ABSENT, pathOf: (id: string) => string, payload?: object): Maker =>
  ({ things }) => {
    const path = pathOf((things ?? ABSENT)[key]);
    return [payload === undefined ? { path } : { path, payload }];
  };

const totp = { kind: 'totp', code: '000000' };
const passkey = { name: 'x', answer: {} };
const noPush = { protocol: 1, device: 'x', code: 'AAAAA-AAAAA', deviceName: 'x' };
const FROM = '2026-11-20T00:00:00.000Z';
const appointment = {
  role: 'vaccinator',
  site: 'site-own-site',
  unitCode: null,
  from: FROM,
  until: null,
};

/** A tablet's own word for what an operator asks on it. */
function keyRequest({ things, asker }: Target): Ask[] {
  const { device } = things ?? ABSENT;
  const { publicKey } = askersKey;
  const sig = (things?.deviceKey ?? nobodysKey).sign(operatorKeySigned(asker, publicKey));
  return [{ path: '/api/operator-keys', payload: { device, publicKey, sig } }];
}

function recoveryRequest({ things, asker }: Target): Ask[] {
  const { device } = things ?? ABSENT;
  const dataKey = things?.dataKey ?? 'AAAA';
  const sig = (things?.deviceKey ?? nobodysKey).sign(recoverySigned(asker, dataKey));
  return [{ path: '/api/recoveries', payload: { device, dataKey, sig } }];
}

function pulls({ place }: Target): Ask[] {
  const scopes =
    place === null
      ? ['site:site-nowhere', 'commune:2025-07:99999', 'area:2025-07:99', 'everything']
      : [siteScope(`site-${place}`), communeScope(PLACES[place].commune)];
  return scopes.map((scope) => ({
    scope,
    path: `/api/scopes/${encodeURIComponent(scope)}/records`,
  }));
}

function communeIn(place: PlaceName | null) {
  return place === null ? { edition: '2025-07', code: '99999' } : PLACES[place].commune;
}

/** The whole list, and the list narrowed to a place's site and commune. */
function checks({ place }: Target): Ask[] {
  if (place === null) return [{ path: '/api/desk/checks' }];
  const { edition, code } = PLACES[place].commune;
  return [
    { path: `/api/desk/checks?site=site-${place}` },
    { path: `/api/desk/checks?state=waiting&commune=${edition}:${code}` },
  ];
}

/** How each route of the table is asked, with words its schema takes. */
export const REQUESTS: Readonly<Record<string, Maker>> = {
  'GET /health': plain('/health'),
  'GET /ready': plain('/ready'),
  'GET /metrics': plain('/metrics'),
  'POST /api/csp-reports': plain('/api/csp-reports', {}),
  'POST /api/devices': plain('/api/devices', { ...noPush, publicKey: nobodysKey.publicKey }),
  'POST /api/devices/again': plain('/api/devices/again', {
    voucher: { text: '{}', sig: 'A'.repeat(86) },
  }),
  'POST /api/sessions': plain('/api/sessions', { user: 'nobody', password: 'x' }),
  'GET /api/lease': plain('/api/lease'),
  'POST /api/journals/:journal/entries': ({ things }) =>
    things === null
      ? []
      : [{ path: `/api/journals/${things.journal}/entries`, payload: things.push }],
  'GET /api/site': plain('/api/site'),
  'POST /api/operator-keys': keyRequest,
  'POST /api/recoveries': recoveryRequest,
  'GET /api/scopes/:scope/records': pulls,
  'GET /api/events': plain('/api/events'),
  'DELETE /api/sessions': plain('/api/sessions'),
  'GET /api/me': plain('/api/me'),
  'POST /api/desk/sign-in': plain('/api/desk/sign-in', { user: 'nobody', password: 'x' }),
  'POST /api/desk/sign-in/factor': plain('/api/desk/sign-in/factor', totp),
  'POST /api/desk/sign-in/password': plain('/api/desk/sign-in/password', { password: 'x' }),
  'POST /api/desk/sign-in/passkey': plain('/api/desk/sign-in/passkey'),
  'POST /api/desk/sign-in/enrol/totp': plain('/api/desk/sign-in/enrol/totp'),
  'POST /api/desk/sign-in/enrol/totp/confirm': plain('/api/desk/sign-in/enrol/totp/confirm', totp),
  'POST /api/desk/sign-in/enrol/passkey': plain('/api/desk/sign-in/enrol/passkey'),
  'POST /api/desk/sign-in/enrol/passkey/confirm': plain(
    '/api/desk/sign-in/enrol/passkey/confirm',
    passkey,
  ),
  'GET /api/desk/session': plain('/api/desk/session'),
  'POST /api/desk/proof': plain('/api/desk/proof', totp),
  'POST /api/desk/proof/passkey': plain('/api/desk/proof/passkey'),
  'GET /api/desk/account': plain('/api/desk/account'),
  'DELETE /api/desk/account/sessions/:id': by(
    'session',
    (id) => `/api/desk/account/sessions/${id}`,
  ),
  'DELETE /api/desk/account/sessions': plain('/api/desk/account/sessions'),
  'POST /api/desk/account/password': plain('/api/desk/account/password', {
    old: 'x',
    next: 'mot-mat-khau-that-dai',
  }),
  'POST /api/desk/account/recovery': plain('/api/desk/account/recovery'),
  'DELETE /api/desk/account/factors/:id': by('factor', (id) => `/api/desk/account/factors/${id}`),
  'POST /api/desk/account/enrol/totp': plain('/api/desk/account/enrol/totp'),
  'POST /api/desk/account/enrol/totp/confirm': plain('/api/desk/account/enrol/totp/confirm', totp),
  'POST /api/desk/account/enrol/passkey': plain('/api/desk/account/enrol/passkey'),
  'POST /api/desk/account/enrol/passkey/confirm': plain(
    '/api/desk/account/enrol/passkey/confirm',
    passkey,
  ),
  'GET /api/desk/checks': checks,
  'GET /api/desk/persons/:id': by('person', (id) => `/api/desk/persons/${id}`),
  'GET /api/desk/quarantine': plain('/api/desk/quarantine'),
  'POST /api/desk/late': ({ things }) => [
    {
      path: '/api/desk/late',
      payload: {
        journal: things?.journal ?? 'a'.repeat(32),
        seqs: [1],
        decision: 'accept',
        reason: 'on-paper',
      },
    },
  ],
  'GET /api/desk/held': plain('/api/desk/held'),
  'POST /api/desk/held/:job/release': by('job', (id) => `/api/desk/held/${id}/release`),
  'GET /api/desk/devices': plain('/api/desk/devices'),
  'GET /api/desk/recovery': plain('/api/desk/recovery'),
  'POST /api/desk/recovery/release': plain('/api/desk/recovery/release'),
  'POST /api/desk/devices/:id/name': by('device', (id) => `/api/desk/devices/${id}/name`, {
    name: 'Máy khác',
  }),
  'POST /api/desk/devices/:id/approval': by('device', (id) => `/api/desk/devices/${id}/approval`),
  'POST /api/desk/devices/:id/revocation': by(
    'device',
    (id) => `/api/desk/devices/${id}/revocation`,
  ),
  'POST /api/enrolments': ({ things }) => [
    { path: '/api/enrolments', payload: { site: (things ?? ABSENT).site } },
  ],
  'GET /api/admin/sites': plain('/api/admin/sites'),
  'POST /api/admin/sites/:id': plain('/api/admin/sites/site-own-site', {
    name: 'Trạm',
    kind: 'public',
    communeCode: '00001',
    points: [],
    twoPersons: true,
  }),
  'POST /api/admin/sites/:id/closing': by('site', (id) => `/api/admin/sites/${id}/closing`),
  'GET /api/admin/units/:code': ({ place }) => [
    { path: `/api/admin/units/${place === null ? '99999' : PLACES[place].commune.code}` },
  ],
  'GET /api/admin/units': plain('/api/admin/units?text=xa'),
  'GET /api/admin/units/:edition/:code': ({ place }) => {
    const { edition, code } = communeIn(place);
    return [{ path: `/api/admin/units/${edition}/${code}` }];
  },
  'GET /api/admin/units-template': plain('/api/admin/units-template'),
  'POST /api/admin/units-import': plain('/api/admin/units-import', { workbook: 'eA==', dry: true }),
  'POST /api/admin/hamlets': plain('/api/admin/hamlets', {
    commune: PLACES['own-site'].commune,
    number: 900,
    name: 'Thôn',
  }),
  'POST /api/admin/hamlets/end': plain('/api/admin/hamlets/end', {
    unit: { edition: '2025-07', code: '00001.9' },
  }),
  'POST /api/admin/people/search': ({ things }) => [
    {
      path: '/api/admin/people/search',
      payload: { text: '', site: things?.site ?? null, after: null },
    },
  ],
  'POST /api/admin/people': plain('/api/admin/people', {
    user: 'moi',
    fullName: 'Mới',
    appointment,
  }),
  'POST /api/admin/people/:id/appointments': by(
    'account',
    (id) => `/api/admin/people/${id}/appointments`,
    appointment,
  ),
  'POST /api/admin/appointments/:id/end': by(
    'appointment',
    (id) => `/api/admin/appointments/${id}/end`,
    { until: FROM },
  ),
  'POST /api/admin/people/:id/first-password': by(
    'account',
    (id) => `/api/admin/people/${id}/first-password`,
  ),
  'POST /api/admin/import': plain('/api/admin/import', { workbook: 'eA==', dry: true }),
  'GET /api/admin/template': plain('/api/admin/template'),
};
