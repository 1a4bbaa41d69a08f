import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Entered } from '../access/desk-sign-in.ts';
import type { Place } from '../access/passkey.ts';
import { COOKIE, HALF_COOKIE } from './authenticate.ts';
import { Refusal } from './refusal.ts';

// __Host-: only over TLS (or localhost), from this host, for this host.
const RULES = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

/** Leaves the token where the sign-in has come to, and takes the one before away. */
export function keepEntered(reply: FastifyReply, entered: Entered): Entered['door'] {
  const { door, token } = entered;
  if (door.step === 'open') void reply.clearCookie(HALF_COOKIE, RULES);
  if (token !== null)
    void reply.setCookie(door.step === 'open' ? COOKIE : HALF_COOKIE, token, RULES);
  return door;
}

export function keepSession(reply: FastifyReply, token: string): void {
  void reply.setCookie(COOKIE, token, RULES);
}

export function forgetSession(reply: FastifyReply): FastifyReply {
  return reply.clearCookie(COOKIE, RULES);
}

/** Too often: when to come back, and nothing about what was tried. */
export function tooMany(waitMs: number): Refusal {
  return new Refusal('too-many', 'too many tries', Math.ceil(waitMs / 1000));
}

/** The host a passkey is made for, as the browser knows it. Plain HTTP is good on localhost alone. */
export function placeOf({ hostname, host }: FastifyRequest): Place {
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  return { hostname, origins: [`https://${host}`, ...(isLocal ? [`http://${host}`] : [])] };
}
