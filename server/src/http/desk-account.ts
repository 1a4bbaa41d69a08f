import { DeskAccount, PasswordChange, PasswordReply } from '@khop/shared/protocol/desk-account';
import { toInstant } from '@khop/shared/time';
import * as z from 'zod/mini';
import { changePassword } from '../access/change-password.ts';
import { endSession, endSessions, listSessions, renewSession } from '../access/desk-sessions.ts';
import { endFactor, isFactorRequired, listFactors } from '../access/factors.ts';
import { accountLimit, addressLimit, takeTries } from '../access/limits.ts';
import { isPassword } from '../access/passwords.ts';
import {
  countRecoveryCodes,
  drawRecoveryCodes,
  putRecoveryCodes,
} from '../access/recovery-codes.ts';
import { recordAct } from '../store/audit.ts';
import { operatorOf } from './authenticate.ts';
import { keepSession, tooMany } from './cookies.ts';
import type { DoorDeps } from './deps.ts';
import { personOf } from './desk-person.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';

const ById = z.object({ id: z.string().check(z.maxLength(100)) });

/** The own account: where one is signed in, with what, and the password. */
export function deskAccountRoutes(
  app: Door,
  { store, random }: DoorDeps,
  triesPerMinute: number,
): void {
  app.get(
    '/api/desk/account',
    {
      schema: { summary: 'The own sessions and second factors', response: { 200: DeskAccount } },
    },
    async (request) => {
      const { session, role } = operatorOf(request);
      const { account } = await personOf(store, request);
      return store.read(async (reads) => ({
        user: account.user,
        sessions: await listSessions(reads, account.id, session),
        factors: (await listFactors(reads, account.id)).map((factor) => ({
          id: factor.id,
          kind: factor.kind,
          name: factor.name,
          since: toInstant(factor.created_at),
          usedAt: factor.seen_at === factor.created_at ? null : toInstant(factor.seen_at),
        })),
        codesLeft: await countRecoveryCodes(reads, account.id),
        isFactorRequired: isFactorRequired(account, role),
      }));
    },
  );
  app.delete(
    '/api/desk/account/sessions/:id',
    {
      schema: {
        summary: 'Ends one of the own sessions',
        params: ById,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id: account } = operatorOf(request);
      const isEnded = await store.write((tx) => endSession(tx, account, request.params.id));
      // [A2] Somebody else's session answers like none.
      if (!isEnded) throw new Refusal('not-found', 'no such session');
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/api/desk/account/sessions',
    {
      schema: { summary: 'Ends all own sessions but this one', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { id, session } = operatorOf(request);
      await store.write((tx) => endSessions(tx, id, session));
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/desk/account/password',
    {
      schema: {
        summary: 'Another password; every other session of the account ends',
        body: PasswordChange,
        response: { 200: PasswordReply },
      },
    },
    async (request, reply) => {
      const { session } = operatorOf(request);
      const { account } = await personOf(store, request);
      const { old, next } = request.body;
      const waitMs = await takeTries(store, [
        addressLimit('sign-in', request.ip, triesPerMinute),
        accountLimit('password', account.user),
      ]);
      if (waitMs !== null) throw tooMany(waitMs);
      if (!(await isPassword(account.password, old)))
        return { refused: 'wrong' as const, door: null };
      const change = { next, kept: session };
      const changed = await changePassword(store, account, change, (tx) =>
        renewSession(tx, session),
      );
      if ('refused' in changed) return { refused: changed.refused, door: null };
      keepSession(reply, changed.value);
      return { refused: null, door: null };
    },
  );
  app.post(
    '/api/desk/account/recovery',
    {
      schema: {
        summary: 'Ten new recovery codes; the old ones are dead',
        response: { 200: z.object({ codes: z.array(z.string()) }) },
      },
    },
    async (request) => {
      const { id } = operatorOf(request);
      const { codes, hashes } = await drawRecoveryCodes(id, random);
      await store.write(async (tx) => {
        await putRecoveryCodes(tx, id, hashes);
        await recordAct(tx, { who: id, act: 'recovery-renewed', object: id });
      });
      return { codes };
    },
  );
  app.delete(
    '/api/desk/account/factors/:id',
    {
      schema: { summary: 'Takes a second factor away', params: ById, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { role } = operatorOf(request);
      const { account } = await personOf(store, request);
      const { id } = request.params;
      const ended = await store.write((tx) => endFactor(tx, account, role, id));
      if (ended === 'unknown') throw new Refusal('not-found', 'no such factor');
      if (ended === 'last') throw new Refusal('conflict', 'the last second factor stays');
      return reply.code(204).send(null);
    },
  );
}
