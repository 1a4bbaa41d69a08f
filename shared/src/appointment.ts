import * as z from 'zod/mini';
import { UnitKey } from './entry.ts';
import { Role } from './protocol/enrol.ts';
import { communeScope, siteScope } from './protocol/pull.ts';
import { Instant } from './time.ts';
import { levelOfCode, type UnitLevel } from './unit.ts';
import { COUNTRY_SCOPE, unitScope } from './unit-reach.ts';

/** Where a role is held. */
export const Place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('site'), site: z.string() }),
  z.object({ kind: z.literal('unit'), unit: UnitKey }),
  z.object({ kind: z.literal('country') }),
]);
export type Place = z.infer<typeof Place>;

/** [AP1] An account holds a role at a place from an instant until another (not included), or open. */
export const Appointment = z.object({
  id: z.string(),
  role: Role,
  place: Place,
  from: Instant,
  until: z.nullable(Instant),
});
export type Appointment = z.infer<typeof Appointment>;

type PlaceKind = 'site' | 'country' | UnitLevel;

/** [AP2] */
const PLACES_BY_ROLE: Record<Role, readonly PlaceKind[]> = {
  vaccinator: ['site'],
  'head-of-site': ['site', 'commune'],
  'health-station': ['site', 'commune'],
  'hamlet-team': ['hamlet', 'commune'],
  'commune-police': ['commune'],
  'commune-chairman': ['commune'],
  'district-health': ['district', 'province'],
  ministry: ['country'],
  administrator: ['country'],
};

export function placesOfRole(role: Role): readonly PlaceKind[] {
  return PLACES_BY_ROLE[role];
}

export function mayHold(role: Role, place: Place): boolean {
  const kind = place.kind === 'unit' ? levelOfCode(place.unit.code) : place.kind;
  return kind !== null && PLACES_BY_ROLE[role].includes(kind);
}

/** The place as a text, the same for the same place. */
export function placeKey(place: Place): string {
  switch (place.kind) {
    case 'site':
      return siteScope(place.site);
    case 'unit':
      return `unit:${place.unit.edition}:${place.unit.code}`;
    case 'country':
      return COUNTRY_SCOPE;
  }
}

type Span = Pick<Appointment, 'from' | 'until'>;

export function holdsAt({ from, until }: Span, at: Instant): boolean {
  return from <= at && (until === null || at < until);
}

export function overlap(one: Span, other: Span): boolean {
  return (
    (one.until === null || other.from < one.until) &&
    (other.until === null || one.from < other.until)
  );
}

/** [AP3] Why an appointment may not be added to those an account has; null: it may. */
export function refuseAppointment(
  held: readonly Appointment[],
  wanted: Omit<Appointment, 'id'>,
): 'wrong-place' | 'ends-before-it-begins' | 'other-role' | 'held-already' | null {
  if (!mayHold(wanted.role, wanted.place)) return 'wrong-place';
  if (wanted.until !== null && wanted.until <= wanted.from) return 'ends-before-it-begins';
  const meeting = held.filter((each) => overlap(each, wanted));
  if (meeting.some(({ role }) => role !== wanted.role)) return 'other-role';
  const key = placeKey(wanted.place);
  return meeting.some(({ place }) => placeKey(place) === key) ? 'held-already' : null;
}

/** What an account holds at an instant: one role, its places, the site it works at, and until when. */
export type Held = { role: Role; places: Place[]; site: string | null; until: Instant | null };

/** [AP4] The one way from appointments to rights. Null: none at this instant. */
export function heldAt(appointments: readonly Appointment[], at: Instant): Held | null {
  const valid = appointments
    .filter((each) => holdsAt(each, at))
    .sort((a, b) => compareTexts(b.from, a.from) || compareTexts(a.id, b.id));
  const role = valid[0]?.role;
  if (role === undefined) return null;
  const held = valid.filter((each) => each.role === role);
  const ends = held.flatMap(({ until }) => (until === null ? [] : [until])).sort(compareTexts);
  // A nurse lent to a second site for a week works there: the site that began last.
  const site = held.flatMap(({ place }) => (place.kind === 'site' ? [place.site] : []))[0] ?? null;
  return { role, places: held.map(({ place }) => place), site, until: ends[0] ?? null };
}

/** Answers with the commune scopes a unit reaches (unit-reach.ts), from the office's units. */
export type Reach = (unit: UnitKey) => readonly string[];

/**
 * [AP4] [U6] The scopes of what is held, each once, sites first. Communes are named with what they were
 * made of; a district, a province or the country is one scope, whatever lies in it.
 */
export function scopesOfHeld(
  { role, places }: Pick<Held, 'role' | 'places'>,
  reach: Reach,
): string[] {
  if (role === 'administrator') return [];
  const scopes = places.flatMap((place) => {
    if (place.kind === 'site') return [siteScope(place.site)];
    if (place.kind === 'country') return [COUNTRY_SCOPE];
    const own = unitScope(place.unit);
    return own.startsWith('commune:') ? [own, ...[...reach(place.unit)].sort(compareTexts)] : [own];
  });
  const isSite = (scope: string) => scope.startsWith('site:');
  return [...new Set([...scopes.filter(isSite), ...scopes.filter((scope) => !isSite(scope))])];
}

/** [AP6] Whether somebody may record at a site at an instant: appointed there, or in its commune. */
export function rightAt(
  appointments: readonly Appointment[],
  at: Instant,
  site: { id: string; commune: UnitKey },
  reach: Reach,
): boolean {
  const commune = communeScope(site.commune);
  return appointments.some(({ place, ...span }) => {
    if (!holdsAt(span, at)) return false;
    if (place.kind === 'site') return place.site === site.id;
    if (place.kind === 'country') return false;
    return unitScope(place.unit) === commune || reach(place.unit).includes(commune);
  });
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
