import { Grant, SignInReply, SignInRequest } from '@khop/shared/protocol/enrol';
import { toInstant } from '@khop/shared/time';
import * as z from 'zod/mini';
import { signIn, signOut } from '../access/sign-in.ts';
import { COOKIE, operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { ALL_ROLES, ANYONE } from './policy.ts';
import { Refusal } from './refusal.ts';

// __Host-: only over TLS (or localhost), from this host, for this host.
const COOKIE_RULES = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

export function sessionRoutes(app: Door, { store, clock }: DoorDeps, triesPerMinute: number): void {
  app.post(
    '/api/sessions',
    {
      config: { policy: ANYONE, rateLimit: { max: triesPerMinute, timeWindow: 60_000 } },
      schema: {
        summary: 'An operator signs in; a token for the tablet, a cookie for the desk',
        body: SignInRequest,
        response: { 200: SignInReply },
      },
    },
    async (request, reply) => {
      const signedIn = await signIn(store, request.body);
      if (signedIn === 'wrong') throw new Refusal('unauthenticated', 'wrong name or password');
      void reply.setCookie(COOKIE, signedIn.token, COOKIE_RULES);
      return { ...signedIn, serverTime: toInstant(clock.now()) };
    },
  );
  app.delete(
    '/api/sessions',
    {
      config: { policy: { who: 'operator', roles: ALL_ROLES } },
      schema: { summary: 'Ends the session', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { session, id } = operatorOf(request);
      await signOut(store, { id: session, account: id });
      return reply.clearCookie(COOKIE, COOKIE_RULES).code(204).send(null);
    },
  );
  app.get(
    '/api/me',
    {
      config: { policy: { who: 'operator', roles: ALL_ROLES } },
      schema: { summary: 'Who is signed in, and what they may see', response: { 200: Grant } },
    },
    async (request) => operatorOf(request).grant,
  );
}
