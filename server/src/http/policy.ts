import type { Role } from '@khop/shared/protocol/enrol';
import type { FastifyInstance, RouteOptions } from 'fastify';

/**
 * Who may call a route: data, so that tests can walk through it. `device`: an enrolled tablet, even
 * while it is locked; `evenRevoked`: and after the office ended it, so that it hands in what it holds.
 * `operator`: a person with one of the roles; `fresh` where the second factor must have been shown
 * within the last minutes (signing, export, enrolment). `half-signed-in`: somebody whose password was
 * right and who still lacks something.
 */
export type Policy =
  | { who: 'anyone' }
  | { who: 'device'; evenRevoked?: true }
  | { who: 'operator'; roles: readonly Role[]; fresh?: true }
  | { who: 'half-signed-in' }
  | { who: 'device-or-operator'; evenRevoked?: true };

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy;
  }
}

export const ANYONE: Policy = { who: 'anyone' };

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

/** [A6] A route no vaccinator may call is the desk's: a tablet's session does not open it. */
export function isDeskRoute(policy: Policy): boolean {
  return policy.who === 'operator' && !policy.roles.includes('vaccinator');
}

export type PolicedRoute = { method: string; url: string; policy: Policy };

/** [A1] A route without a policy fails the build of the app: nothing is open by oversight. */
export function demandPolicies(app: FastifyInstance): () => PolicedRoute[] {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
  app.addHook('onReady', async () => {
    const open = routes.filter((route) => route.config?.policy === undefined);
    if (open.length > 0) {
      const names = open.map(({ method, url }) => `${String(method)} ${url}`);
      throw new Error(`routes without a policy: ${names.join(', ')}`);
    }
  });
  return () =>
    routes.flatMap(({ method, url, config }) =>
      config?.policy === undefined ? [] : [{ method: String(method), url, policy: config.policy }],
    );
}

/** Gives a policy to the routes of a plugin that knows nothing of ours. */
export function policeAll(app: FastifyInstance, policy: Policy): void {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, policy };
  });
}
