import type { LightMyRequestResponse as Response } from 'fastify';
import { type Asker, type Operator, type PlaceName, RELATIONS } from './matrix-world.ts';
import { isDeskRoute, type Policy } from './policy.ts';

/** `in`: the door let the request through to what it is about. */
export type Outcome = 'in' | 'unauthenticated' | 'forbidden' | 'absent';

/** Where the thing stands to which a request goes; `own`: it is the asker's. */
export type Where = PlaceName | 'absent' | 'own' | 'nothing';

/** What the policy's data says must come of it. */
export function expectedOf(
  policy: Policy,
  asker: Asker,
  where: Where,
  scope: string | null,
): Outcome {
  switch (policy.who) {
    case 'anyone':
      return 'in';
    case 'half-signed-in':
      return asker.kind === 'half' ? 'in' : 'unauthenticated';
    case 'device':
    case 'device-or-operator':
      if (!isKnown(asker)) return 'unauthenticated';
      if (asker.kind === 'operator') return policy.who === 'device' ? 'forbidden' : 'in';
      return asker.kind === 'device' || policy.evenRevoked === true ? 'in' : 'forbidden';
    case 'operator': {
      if (!isKnown(asker)) return 'unauthenticated';
      if (asker.kind !== 'operator' || !policy.roles.includes(asker.role)) return 'forbidden';
      if (isDeskRoute(policy) && asker.session === 'tablet') return 'forbidden';
      if (policy.fresh === true && asker.session !== 'desk') return 'unauthenticated';
      return stands(policy, asker, where, scope) ? 'in' : 'absent';
    }
  }
}

function isKnown(asker: Asker): boolean {
  if (asker.kind === 'operator') return asker.right === undefined;
  return asker.kind === 'device' || asker.kind === 'revoked-device';
}

function stands(
  { about, relation, everywhere = [] }: Policy & { who: 'operator' },
  asker: Operator,
  where: Where,
  scope: string | null,
): boolean {
  if (where === 'nothing' || where === 'own') return true;
  if (where === 'absent') return false;
  // A code that was merged away means no unit today [U5].
  if (about === 'unit') return where !== 'merged-away';
  if (everywhere.includes(asker.role)) return true;
  switch (relation) {
    case 'any':
      return true;
    case 'self':
      return false;
    case 'own-site':
      return asker.site === where;
    case 'granted':
      return scope !== null && asker.granted.includes(scope);
    case 'in-scopes':
      return asker.sees.includes(where);
  }
}

const DOOR: Record<string, Outcome> = {
  'sign in first': 'unauthenticated',
  'begin with the password': 'unauthenticated',
  'prove again who you are': 'unauthenticated',
  'not for this role': 'forbidden',
  'sign in at the desk': 'forbidden',
};

/** What came of it, as the reply says; `names`: it named something that may be absent. */
export function outcomeOf(reply: Response, names: boolean): Outcome {
  const isProblem = String(reply.headers['content-type']).includes('json');
  const { detail = '', refused } = (isProblem ? reply.json() : {}) as {
    detail?: string;
    refused?: unknown;
  };
  const atDoor = reply.statusCode === 401 || reply.statusCode === 403 ? DOOR[detail] : undefined;
  if (atDoor !== undefined) return atDoor;
  if (!names) return 'in';
  return reply.statusCode === 404 || refused === 'unknown-user' ? 'absent' : 'in';
}

/** Places whose canaries of a kind may stand in an answer to this asker. */
export function mayHear(asker: Asker, kind: 'personal' | 'official'): readonly PlaceName[] {
  if (asker.kind === 'device' || asker.kind === 'revoked-device') {
    return kind === 'official' ? ['own-site'] : [];
  }
  if (asker.kind !== 'operator' || asker.right !== undefined) return [];
  return kind === 'official' && asker.role === 'administrator' ? RELATIONS : asker.sees;
}

/** A reply as far as it could tell one id from another: all but what time alone changes. */
export function bytesOf({ statusCode, headers, body }: Response): string {
  const { date: _, ...told } = headers;
  return JSON.stringify([statusCode, told, body]);
}
