import {
  FactorReply,
  PasskeyConfirm,
  PasskeyWords,
  TotpConfirm,
  TotpOffer,
} from '@khop/shared/protocol/desk-account';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { step } from '../access/desk-sign-in.ts';
import { type Added, confirmTotp, listFactors, offerTotp } from '../access/factors.ts';
import { accountLimit, addressLimit, takeTries } from '../access/limits.ts';
import { askPasskey, confirmPasskey, offerPasskey } from '../access/passkey.ts';
import { keepEntered, placeOf, tooMany } from './cookies.ts';
import type { DoorDeps } from './deps.ts';
import { personOf } from './desk-person.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';

/**
 * Setting up a second factor: at the first sign-in, where it is wanted before anything opens, and
 * later on the page of the own account, where it wants a fresh proof.
 */
export function deskFactorRoutes(app: Door, deps: DoorDeps, triesPerMinute: number): void {
  askRoute(app, deps, '/api/desk/sign-in/passkey');
  askRoute(app, deps, '/api/desk/proof/passkey');
  enrolRoutes(app, deps, { at: '/api/desk/sign-in/enrol', triesPerMinute });
  enrolRoutes(app, deps, { at: '/api/desk/account/enrol', triesPerMinute });
}

function askRoute(app: Door, { store }: DoorDeps, url: string): void {
  app.post(
    url,
    {
      schema: { summary: 'A challenge for a passkey', response: { 200: PasskeyWords } },
    },
    async (request) => ({
      ...(await askPasskey(store, await personOf(store, request), placeOf(request))),
    }),
  );
}

type Enrol = { at: string; triesPerMinute: number };

function enrolRoutes(app: Door, { store }: DoorDeps, { at, triesPerMinute }: Enrol): void {
  app.post(
    `${at}/totp`,
    {
      schema: { summary: 'A secret for an authenticator app', response: { 200: TotpOffer } },
    },
    async (request) => offerTotp(store, await enrolling(request)),
  );
  app.post(
    `${at}/totp/confirm`,
    {
      schema: {
        summary: 'The app holds the secret',
        body: TotpConfirm,
        response: { 200: FactorReply },
      },
    },
    async (request, reply) => {
      const person = await enrolling(request);
      const waitMs = await takeTries(store, [
        addressLimit('factor', request.ip, triesPerMinute),
        accountLimit('factor', person.account.id),
      ]);
      if (waitMs !== null) throw tooMany(waitMs);
      const added = await confirmTotp(store, person, request.body.code);
      return goOn(request, reply, added);
    },
  );
  app.post(
    `${at}/passkey`,
    {
      schema: { summary: 'What a new passkey is made of', response: { 200: PasskeyWords } },
    },
    async (request) => ({
      ...(await offerPasskey(store, await enrolling(request), placeOf(request))),
    }),
  );
  app.post(
    `${at}/passkey/confirm`,
    {
      schema: {
        summary: 'The passkey the browser made',
        body: PasskeyConfirm,
        response: { 200: FactorReply },
      },
    },
    async (request, reply) => {
      const person = await enrolling(request);
      const added = await confirmPasskey(store, person, placeOf(request), request.body);
      return goOn(request, reply, added);
    },
  );

  /** Nobody adds a factor to an account that has one by knowing its password alone. */
  async function enrolling(request: FastifyRequest) {
    const person = await personOf(store, request);
    const { half } = request;
    const factors = await store.read((reads) => listFactors(reads, person.account.id));
    const isTooEarly = half !== null && half.account.must_change_password === 1;
    if (half !== null && (isTooEarly || (factors.length > 0 && !half.hasFactor))) {
      throw new Refusal('forbidden', 'not the step that was asked for');
    }
    return person;
  }

  async function goOn(request: FastifyRequest, reply: FastifyReply, added: Added | 'wrong') {
    if (added === 'wrong') return { outcome: 'wrong' as const, codes: null, door: null };
    const { half } = request;
    // Whoever has just shown the new factor has shown a factor.
    const entered =
      half === null ? null : await store.write((tx) => step(tx, { ...half, hasFactor: true }));
    const door = entered === null ? null : keepEntered(reply, entered);
    return { outcome: 'added' as const, codes: added.codes, door };
  }
}
