import {
  DeskDoor,
  DeskSessionReply,
  DeskSignIn,
  FirstPassword,
  PasswordReply,
  Proof,
} from '@khop/shared/protocol/desk-account';
import { agentWords } from '../access/agent-words.ts';
import { changePassword } from '../access/change-password.ts';
import { findSessionState, renewSession } from '../access/desk-sessions.ts';
import { type Entered, enterByFactor, enterByPassword, step } from '../access/desk-sign-in.ts';
import { listFactors, proofKindsOf } from '../access/factors.ts';
import { addressLimit } from '../access/limits.ts';
import { prove } from '../access/prove.ts';
import { halfOf, operatorOf, tokenOf } from './authenticate.ts';
import { keepEntered, keepSession, placeOf, tooMany } from './cookies.ts';
import type { DoorDeps } from './deps.ts';
import { personOf } from './desk-person.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';

/** Signing in at the desk: the password, the second factor, and what a first sign-in lacks. */
export function deskSignInRoutes(app: Door, { store }: DoorDeps, triesPerMinute: number): void {
  app.post(
    '/api/desk/sign-in',
    {
      schema: {
        summary: 'The password: answers with what is wanted next',
        body: DeskSignIn,
        response: { 200: DeskDoor },
      },
    },
    async (request, reply) => {
      const address = addressLimit('sign-in', request.ip, triesPerMinute);
      const agent = agentWords(request.headers['user-agent']);
      const entered = await enterByPassword(store, { ...request.body, address, agent });
      if (entered === 'wrong') throw new Refusal('unauthenticated', 'wrong name or password');
      if ('waitMs' in entered) throw tooMany(entered.waitMs);
      return keepEntered(reply, entered);
    },
  );
  app.post(
    '/api/desk/sign-in/factor',
    {
      schema: { summary: 'The second factor', body: Proof, response: { 200: DeskDoor } },
    },
    async (request, reply) => {
      const address = addressLimit('factor', request.ip, triesPerMinute);
      const at = { place: placeOf(request), address };
      const proved = await enterByFactor(store, halfOf(request), request.body, at);
      if (proved === 'wrong') throw new Refusal('forbidden', 'not the proof that was asked for');
      if ('waitMs' in proved) throw tooMany(proved.waitMs);
      return keepEntered(reply, stillThere(proved.value));
    },
  );
  app.post(
    '/api/desk/sign-in/password',
    {
      schema: {
        summary: 'An own password for the one somebody else chose',
        body: FirstPassword,
        response: { 200: PasswordReply },
      },
    },
    async (request, reply) => {
      const half = halfOf(request);
      const factors = await store.read((reads) => listFactors(reads, half.account.id));
      const isNext = half.account.must_change_password === 1;
      if (!isNext || (factors.length > 0 && !half.hasFactor)) {
        throw new Refusal('forbidden', 'not the step that was asked for');
      }
      const change = { next: request.body.next, kept: half.owner };
      const changed = await changePassword(store, half.account, change, (tx) => step(tx, half));
      if ('refused' in changed) return { refused: changed.refused, door: null };
      return { refused: null, door: keepEntered(reply, stillThere(changed.value)) };
    },
  );
  app.get(
    '/api/desk/session',
    {
      schema: {
        summary: 'Whether the session is still good, and how fresh its proof is',
        response: { 200: DeskSessionReply },
      },
    },
    async (request) => {
      const { id, grant } = operatorOf(request);
      const state = await findSessionState(store, tokenOf(request) ?? '');
      const kinds = await store.read((reads) => proofKindsOf(reads, id));
      return { grant, isFresh: state?.isFresh === true, kinds };
    },
  );
  app.post(
    '/api/desk/proof',
    {
      schema: {
        summary: 'Proves again who sits there: for signing, export and enrolment',
        body: Proof,
        response: { 200: DeskSessionReply },
      },
    },
    async (request, reply) => {
      const { session, grant } = operatorOf(request);
      const address = addressLimit('factor', request.ip, triesPerMinute);
      const at = { place: placeOf(request), address };
      const person = await personOf(store, request);
      const proved = await prove(store, person, request.body, at, async (tx) => ({
        token: await renewSession(tx, session),
        kinds: await proofKindsOf(tx, person.account.id),
      }));
      if (proved === 'wrong') throw new Refusal('forbidden', 'not the proof that was asked for');
      if ('waitMs' in proved) throw tooMany(proved.waitMs);
      keepSession(reply, proved.value.token);
      return { grant, isFresh: true, kinds: proved.value.kinds };
    },
  );
}

/** An account may be ended between two steps. */
function stillThere(entered: Entered | null): Entered {
  if (entered === null) throw new Refusal('unauthenticated', 'sign in first');
  return entered;
}
