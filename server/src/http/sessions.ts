import { Grant, SignInReply, SignInRequest } from '@khop/shared/protocol/enrol';
import { toInstant } from '@khop/shared/time';
import * as z from 'zod/mini';
import { addressLimit } from '../access/limits.ts';
import { signIn, signOut } from '../access/sign-in.ts';
import { operatorOf } from './authenticate.ts';
import { forgetSession, tooMany } from './cookies.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';

export function sessionRoutes(app: Door, { store, clock }: DoorDeps, triesPerMinute: number): void {
  app.post(
    '/api/sessions',
    {
      schema: {
        summary: 'An operator signs in on a tablet of their site',
        body: SignInRequest,
        response: { 200: SignInReply },
      },
    },
    async (request) => {
      const address = addressLimit('sign-in', request.ip, triesPerMinute);
      const signedIn = await signIn(store, { ...request.body, address });
      if (signedIn === 'wrong') throw new Refusal('unauthenticated', 'wrong name or password');
      if ('waitMs' in signedIn) throw tooMany(signedIn.waitMs);
      return { ...signedIn, serverTime: toInstant(clock.now()) };
    },
  );
  app.delete(
    '/api/sessions',
    {
      schema: { summary: 'Ends the session', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { session, id } = operatorOf(request);
      await signOut(store, { id: session, account: id });
      return forgetSession(reply).code(204).send(null);
    },
  );
  app.get(
    '/api/me',
    {
      schema: { summary: 'Who is signed in, and what they may see', response: { 200: Grant } },
    },
    async (request) => operatorOf(request).grant,
  );
}
