import type { Place as Held } from '@khop/shared/appointment';
import type { UnitKey } from '@khop/shared/entry';
import type { Role } from '@khop/shared/protocol/enrol';
import { communeScope, siteScope } from '@khop/shared/protocol/pull';
import type { Unit } from '@khop/shared/unit';
import type { KnownChange } from '../store/units.ts';

// The world of the matrix: synthetic units in two editions, places in every relation to one site, and
// askers of every role. What each asker may see is written down by hand, so that the law is examined
// and not repeated.

const before = { edition: '2025-06', validFrom: null, validTo: '2025-06-30' };
const now = { edition: '2025-07', validFrom: '2025-07-01', validTo: null };
const commune = { level: 'commune' as const };
const old = (code: string): UnitKey => ({ edition: '2025-06', code });
const unit = (code: string): UnitKey => ({ edition: '2025-07', code });

/** Province 01 with a district until mid-2025, whose communes 00001 and 00003 were merged; province 02. */
export const UNITS: Unit[] = [
  { ...before, code: '01', level: 'province', name: 'Tỉnh Một', parent: null },
  { ...before, code: '001', level: 'district', name: 'Huyện Một', parent: '01' },
  { ...before, ...commune, code: '00001', name: 'Xã Một', parent: '001' },
  { ...before, ...commune, code: '00002', name: 'Xã Hai', parent: '001' },
  { ...before, ...commune, code: '00003', name: 'Xã Ba', parent: '001' },
  { ...before, code: '02', level: 'province', name: 'Tỉnh Hai', parent: null },
  { ...before, code: '002', level: 'district', name: 'Huyện Hai', parent: '02' },
  { ...before, ...commune, code: '00009', name: 'Xã Chín', parent: '002' },
];
export const UNITS_AFTER: Unit[] = [
  { ...now, code: '01', level: 'province', name: 'Tỉnh Một', parent: null },
  { ...now, ...commune, code: '00001', name: 'Xã Một mới', parent: '01' },
  { ...now, ...commune, code: '00002', name: 'Xã Hai', parent: '01' },
  { ...now, ...commune, code: '00005', name: 'Xã Năm', parent: '01' },
  { ...now, code: '02', level: 'province', name: 'Tỉnh Hai', parent: null },
  { ...now, ...commune, code: '00009', name: 'Xã Chín', parent: '02' },
];
const basis = 'list' as const;
export const CHANGES: KnownChange[] = [
  { from: old('01'), to: unit('01'), basis },
  { from: old('02'), to: unit('02'), basis },
  { from: old('00001'), to: unit('00001'), basis },
  { from: old('00003'), to: unit('00001'), basis },
  { from: old('00002'), to: unit('00002'), basis },
  { from: old('00009'), to: unit('00009'), basis },
];

/** In which relation a place stands to the askers of `own-site`. */
export const RELATIONS = [
  'own-site',
  'sibling-site',
  'own-commune',
  'own-commune-before',
  'merged-away',
  'sibling-commune',
  'same-province',
  'other-province',
] as const;
export type PlaceName = (typeof RELATIONS)[number];

/** The commune of its site, and whether its person resides there or nobody asked where [A5]. */
export const PLACES: Record<PlaceName, { commune: UnitKey; hasResidence: boolean }> = {
  'own-site': { commune: unit('00001'), hasResidence: false },
  'sibling-site': { commune: unit('00001'), hasResidence: false },
  'own-commune': { commune: unit('00001'), hasResidence: true },
  'own-commune-before': { commune: old('00001'), hasResidence: true },
  'merged-away': { commune: old('00003'), hasResidence: true },
  'sibling-commune': { commune: unit('00002'), hasResidence: true },
  'same-province': { commune: unit('00005'), hasResidence: true },
  'other-province': { commune: unit('00009'), hasResidence: true },
};

export function siteOf(place: PlaceName): string {
  return `site-${place}`;
}

const NEW_COMMUNE: readonly PlaceName[] = RELATIONS.slice(0, 5);
const NEW_SCOPES = [unit('00001'), old('00001'), old('00003')].map(communeScope);
const OWN = siteScope(siteOf('own-site'));
const at = (place: PlaceName): Held => ({ kind: 'site', site: siteOf(place) });
const inUnit = (key: UnitKey): Held => ({ kind: 'unit', unit: key });
const country: Held = { kind: 'country' };

export type Operator = {
  kind: 'operator';
  role: Role;
  places: readonly Held[];
  /** Places whose persons, tablets and people are theirs to see. */
  sees: readonly PlaceName[];
  /** Scopes they may pull by name. */
  granted: readonly string[];
  site: PlaceName | null;
  /** `stale`: at the desk, the second factor shown too long ago. */
  session: 'desk' | 'tablet' | 'stale';
  right?: 'ended' | 'future';
};
export type Asker = Operator | { kind: 'device' | 'revoked-device' | 'nobody' | 'half' };

function operator(
  role: Role,
  places: readonly Held[],
  sees: readonly PlaceName[],
  more: Partial<Operator> = {},
): Operator {
  const session = role === 'vaccinator' ? 'tablet' : 'desk';
  return { kind: 'operator', role, places, sees, granted: [], site: null, session, ...more };
}

const atOwn = { site: 'own-site', granted: [OWN] } as const;
const ofCommune = { granted: NEW_SCOPES };

export const ASKERS: Record<string, Asker> = {
  vaccinator: operator('vaccinator', [at('own-site')], ['own-site'], atOwn),
  head: operator('head-of-site', [at('own-site')], ['own-site'], atOwn),
  'head of commune': operator('head-of-site', [inUnit(unit('00001'))], NEW_COMMUNE, ofCommune),
  station: operator('health-station', [at('own-site'), inUnit(unit('00001'))], NEW_COMMUNE, {
    site: 'own-site',
    granted: [OWN, ...NEW_SCOPES],
  }),
  hamlet: operator('hamlet-team', [inUnit(unit('00001.1'))], NEW_COMMUNE, ofCommune),
  police: operator('commune-police', [inUnit(unit('00001'))], NEW_COMMUNE, ofCommune),
  chairman: operator('commune-chairman', [inUnit(unit('00001'))], NEW_COMMUNE, ofCommune),
  // [U9] Of a commune that was merged: what they saw, and nothing of the new one.
  'chairman before': operator(
    'commune-chairman',
    [inUnit(old('00001'))],
    ['own-commune-before'],
    {},
  ),
  district: operator(
    'district-health',
    [inUnit(old('001'))],
    ['own-commune-before', 'merged-away'],
  ),
  province: operator('district-health', [inUnit(unit('01'))], RELATIONS.slice(0, 7)),
  ministry: operator('ministry', [country], RELATIONS),
  administrator: operator('administrator', [country], []),
  'police elsewhere': operator('commune-police', [inUnit(unit('00009'))], ['other-province']),
  'head elsewhere': operator('head-of-site', [at('sibling-site')], ['sibling-site'], {
    site: 'sibling-site',
    granted: [siteScope(siteOf('sibling-site'))],
  }),
  'head on a tablet': operator('head-of-site', [at('own-site')], ['own-site'], {
    ...atOwn,
    session: 'tablet',
  }),
  'station not fresh': operator('health-station', [inUnit(unit('00001'))], NEW_COMMUNE, {
    ...ofCommune,
    session: 'stale',
  }),
  'right ended': operator('head-of-site', [at('own-site')], [], { ...atOwn, right: 'ended' }),
  'right to come': operator('head-of-site', [at('own-site')], [], { ...atOwn, right: 'future' }),
  device: { kind: 'device' },
  'revoked device': { kind: 'revoked-device' },
  'half signed in': { kind: 'half' },
  nobody: { kind: 'nobody' },
};
