import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Asker, type DeviceAsker, findAsker, type OperatorAsker } from '../access/askers.ts';
import type { Store } from '../store/store.ts';
import type { Policy } from './policy.ts';
import { Refusal } from './refusal.ts';

export const COOKIE = '__Host-khop';

declare module 'fastify' {
  interface FastifyRequest {
    asker: Asker | null;
  }
}

/** Asks who is there, before a byte of the body is read, and holds them against the route's policy. */
export function authenticate(app: FastifyInstance, store: Store): void {
  app.decorateRequest('asker', null);
  app.addHook('onRequest', async (request) => {
    const { policy } = request.routeOptions.config;
    if (policy === undefined || policy.who === 'anyone') return;
    const token = tokenOf(request);
    const asker = token === null ? null : await findAsker(store, token);
    if (asker === null) throw new Refusal('unauthenticated', 'sign in first');
    if (!mayCall(policy, asker)) throw new Refusal('forbidden', 'not for this role');
    request.asker = asker;
  });
}

function mayCall(policy: Policy, asker: Asker): boolean {
  switch (policy.who) {
    case 'anyone':
      return true;
    case 'device-or-operator':
      return asker.kind === 'operator' || !asker.isRevoked;
    case 'device':
      return asker.kind === 'device' && (!asker.isRevoked || policy.evenRevoked === true);
    case 'operator':
      return asker.kind === 'operator' && policy.roles.includes(asker.role);
  }
}

/** The header counts before the cookie: a tablet and a desk may share one browser. */
export function tokenOf(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header !== undefined) return /^Bearer (\S+)$/.exec(header)?.[1] ?? null;
  return request.cookies[COOKIE] ?? null;
}

export function operatorOf(request: FastifyRequest): OperatorAsker {
  if (request.asker?.kind !== 'operator') throw new Error('the policy lets operators in only');
  return request.asker;
}

export function deviceOf(request: FastifyRequest): DeviceAsker {
  if (request.asker?.kind !== 'device') throw new Error('the policy lets devices in only');
  return request.asker;
}
