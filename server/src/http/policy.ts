import type { Role } from '@khop/shared/protocol/enrol';
import type { FastifyInstance, RouteOptions } from 'fastify';

/** What a request names; in the plural, what its answer lists. */
export type About =
  | 'nothing'
  | 'person'
  | 'persons'
  | 'question'
  | 'scope'
  | 'tablet'
  | 'tablets'
  | 'site'
  | 'sites'
  | 'unit'
  | 'unit-ever'
  | 'account'
  | 'accounts'
  | 'appointment'
  | 'session'
  | 'factor';

/**
 * How the asker must stand to it: it is theirs (`self`), of the site they work at, a scope they were
 * granted by name, in a place their scopes reach, or anybody's. What stands otherwise answers like what
 * is not there [A2].
 */
export type Relation = 'self' | 'own-site' | 'granted' | 'in-scopes' | 'any';

/**
 * Who may call a route: data, so that tests can walk through it. `device`: an enrolled tablet, even
 * while it is locked; `evenRevoked`: and after the office ended it, so that it hands in what it holds.
 * `operator`: a person with one of the roles in the relation, or of the roles that may `everywhere`;
 * `atDesk`: and not with a tablet's session; `fresh` where the second factor must have been shown within the last minutes (signing, export,
 * enrolment); `told`: fields that only some of the roles are told. `half-signed-in`: somebody whose
 * password was right and who still lacks something.
 */
export type Policy =
  | { who: 'anyone' }
  | { who: 'device'; evenRevoked?: true }
  | {
      who: 'operator';
      roles: readonly Role[];
      relation: Relation;
      about: About;
      everywhere?: readonly Role[];
      atDesk?: true;
      fresh?: true;
      told?: { fields: readonly string[]; to: readonly Role[] };
    }
  | { who: 'half-signed-in' }
  | { who: 'device-or-operator'; evenRevoked?: true };

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy;
  }
}

export const ANYONE: Policy = { who: 'anyone' };
export const HALF_SIGNED_IN: Policy = { who: 'half-signed-in' };

export const ALL_ROLES: readonly Role[] = [
  'vaccinator',
  'head-of-site',
  'health-station',
  'hamlet-team',
  'commune-police',
  'commune-chairman',
  'district-health',
  'ministry',
  'administrator',
];

/** Those who work at the desk: all but the vaccinator, whose work is the tablet's. */
export const DESK_ROLES = ALL_ROLES.filter((role) => role !== 'vaccinator');

/** Those who may work at a site [AP2], and so on its tablets. */
export const AT_SITES: readonly Role[] = ['vaccinator', 'head-of-site', 'health-station'];

/** Who takes tablets in, names them and ends them. */
export const KEEPERS: readonly Role[] = ['head-of-site', 'health-station', 'administrator'];

/** [L7] Who says whether what was recorded on a revoked tablet counts: those who answer for the doses. */
export const LATE_DECIDERS: readonly Role[] = ['head-of-site', 'health-station'];

/** [A31] Whose work is people's health. */
export const HEALTH: readonly Role[] = [...AT_SITES, 'district-health', 'ministry'];

/** [A6] A route no vaccinator may call is the desk's: a tablet's session does not open it. */
export function isDeskRoute(policy: Policy): boolean {
  if (policy.who !== 'operator') return false;
  return policy.atDesk === true || !policy.roles.includes('vaccinator');
}

export type PolicedRoute = { method: string; url: string; policy: Policy };

/**
 * [A1] Gives each route of the table its policy. A route without one fails the build of the app:
 * nothing is open by oversight. Pages beside the API (docs, the client, a demonstration) bring theirs;
 * a route of the API that does fails the build too, for two places to look at would be none.
 */
export function demandPolicies(
  app: FastifyInstance,
  table: Readonly<Record<string, Policy>>,
): () => PolicedRoute[] {
  const routes: RouteOptions[] = [];
  const strays: string[] = [];
  app.addHook('onRoute', (route) => {
    const policy = rowOf(table, route);
    const isStray = route.config?.policy !== undefined && isOfApi(route.url);
    if (isStray && route.config?.policy !== policy) strays.push(nameOf(route));
    if (policy !== undefined) route.config = { ...route.config, policy };
    routes.push(route);
  });
  app.addHook('onReady', async () => {
    const open = routes.filter((route) => route.config?.policy === undefined).map(nameOf);
    if (open.length > 0) throw new Error(`routes without a policy: ${open.join(', ')}`);
    if (strays.length > 0) {
      throw new Error(`policies beside the table: ${[...new Set(strays)].join(', ')}`);
    }
  });
  return () =>
    routes.flatMap(({ method, url, config }) =>
      config?.policy === undefined ? [] : [{ method: String(method), url, policy: config.policy }],
    );
}

/** What may be read may be asked for without its body. */
function rowOf(table: Readonly<Record<string, Policy>>, { method, url }: RouteOptions) {
  return table[`${method === 'HEAD' ? 'GET' : String(method)} ${url}`];
}

function isOfApi(url: string): boolean {
  return url.startsWith('/api/');
}

function nameOf({ method, url }: RouteOptions): string {
  return `${String(method)} ${url}`;
}

/** Gives a policy to the routes of a plugin that knows nothing of ours. */
export function policeAll(app: FastifyInstance, policy: Policy): void {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, policy };
  });
}
