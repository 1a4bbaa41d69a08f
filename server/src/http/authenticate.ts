import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Asker, type DeviceAsker, findAsker, type OperatorAsker } from '../access/askers.ts';
import { FRESH_MS, findSessionState } from '../access/desk-sessions.ts';
import { findHalfSession, type HalfSession } from '../access/half-sessions.ts';
import type { Store } from '../store/store.ts';
import { isDeskRoute, type Policy } from './policy.ts';
import { Refusal } from './refusal.ts';

export const COOKIE = '__Host-khop';
/** Between the password and the second factor; opens no route but those that go on from there. */
export const HALF_COOKIE = '__Host-khop-half';

declare module 'fastify' {
  interface FastifyRequest {
    asker: Asker | null;
    half: HalfSession | null;
  }
}

/** Asks who is there, before a byte of the body is read, and holds them against the route's policy. */
export function authenticate(app: FastifyInstance, store: Store): void {
  app.decorateRequest('asker', null);
  app.decorateRequest('half', null);
  app.addHook('onRequest', async (request, reply) => {
    const { policy } = request.routeOptions.config;
    if (policy === undefined || policy.who === 'anyone') return;
    if (policy.who === 'half-signed-in') {
      const token = request.cookies[HALF_COOKIE];
      request.half = token === undefined ? null : await findHalfSession(store, token);
      if (request.half === null) throw new Refusal('unauthenticated', 'begin with the password');
      return;
    }
    const token = tokenOf(request);
    const session = token === null ? null : await findSessionState(store, token);
    const isOver = token === null || session?.isIdle === true;
    const asker = isOver ? null : await findAsker(store, token);
    if (asker === null) throw new Refusal('unauthenticated', 'sign in first');
    if (!mayCall(policy, asker)) throw new Refusal('forbidden', 'not for this role');
    if (isDeskRoute(policy) && session?.kind !== 'desk') {
      throw new Refusal('forbidden', 'sign in at the desk');
    }
    if (policy.who === 'operator' && policy.fresh === true && session?.isFresh !== true) {
      askAgain(reply);
    }
    request.asker = asker;
  });
}

/** As RFC 9470 says it: the session is good, its proof is too old for this. */
function askAgain(reply: FastifyReply): never {
  const age = `max_age="${FRESH_MS / 1000}"`;
  void reply.header('www-authenticate', `Bearer error="insufficient_user_authentication", ${age}`);
  throw new Refusal('unauthenticated', 'prove again who you are');
}

function mayCall(policy: Policy, asker: Asker): boolean {
  switch (policy.who) {
    case 'anyone':
      return true;
    case 'device-or-operator':
      return asker.kind === 'operator' || !asker.isRevoked || policy.evenRevoked === true;
    case 'device':
      return asker.kind === 'device' && (!asker.isRevoked || policy.evenRevoked === true);
    case 'operator':
      return asker.kind === 'operator' && policy.roles.includes(asker.role);
    case 'half-signed-in':
      return false;
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

export function halfOf(request: FastifyRequest): HalfSession {
  if (request.half === null) throw new Error('the policy lets half sessions in only');
  return request.half;
}
