import {
  DeskDoor,
  FactorReply,
  PasskeyWords,
  PasswordReply,
  TotpOffer,
} from '@khop/shared/protocol/desk-account';
import type { Grant } from '@khop/shared/protocol/enrol';
import type * as z from 'zod/mini';
import type { DeskSignIn, Enrolling, Refused } from '../desk-door.ts';
import { type Wire, WireTrouble } from './wire.ts';

type Words = Record<string, unknown>;

/** The browser's own questions for a passkey; they reject where the person closes them. */
export type Passkeys = {
  make(offer: object): Promise<Words>;
  show(challenge: object): Promise<Words>;
};

export function makeDeskSignIn(
  wire: Wire,
  passkeys: Passkeys | null,
  open: (grant: Grant) => void,
  hasLeft: () => Promise<unknown>,
): DeskSignIn {
  const post = (path: string, body?: unknown) =>
    ({ method: 'POST', path, token: null, ...(body === undefined ? {} : { body }) }) as const;
  const base = '/api/desk/sign-in';

  return {
    open,
    async password(user, password) {
      await hasLeft();
      return refusable(wire.ask(post(base, { user, password }), DeskDoor), 'wrong');
    },
    prove: (proof) => refusable(wire.ask(post(`${base}/factor`, proof), DeskDoor)),
    async provePasskey() {
      const answer = await showPasskey(passkeys, () =>
        wire.ask(post(`${base}/passkey`), PasskeyWords),
      );
      if ('refused' in answer) return answer;
      const proof = { kind: 'passkey', answer: answer.words };
      return refusable(wire.ask(post(`${base}/factor`, proof), DeskDoor));
    },
    async firstPassword(next) {
      const reply = await refusable(wire.ask(post(`${base}/password`, { next }), PasswordReply));
      if (!('door' in reply)) return reply;
      if (reply.refused !== null) return { weak: reply.refused };
      return reply.door ?? { refused: 'over' };
    },
    enrol: makeEnrolling(passkeys, (path, reply, body) =>
      wire.ask(post(`${base}/enrol/${path}`, body), reply),
    ),
  };
}

type Post = <T extends z.ZodMiniType>(
  path: string,
  reply: T,
  body?: unknown,
) => Promise<z.infer<T>>;

/** The same at the first sign-in and on the page of the own account; they differ in who asks. */
export function makeEnrolling(passkeys: Passkeys | null, post: Post): Enrolling {
  return {
    hasPasskeys: passkeys !== null,
    totp: () => refusable(post('totp', TotpOffer)),
    confirmTotp: (code) => refusable(post('totp/confirm', FactorReply, { code })),
    async passkey(name) {
      const offer = await refusable(post('passkey', PasskeyWords));
      if ('refused' in offer && typeof offer.refused === 'string') return offer as Refused;
      const made = await passkeys?.make(offer).catch(() => null);
      if (made === null || made === undefined) return { refused: 'given-up' };
      return refusable(post('passkey/confirm', FactorReply, { name, answer: made }));
    },
  };
}

/** What the browser signed, or why it did not. */
export async function showPasskey(
  passkeys: Passkeys | null,
  ask: () => Promise<Words>,
): Promise<{ words: Words } | Refused> {
  const challenge = await refusable(ask().then((words) => ({ words })));
  if ('refused' in challenge) return challenge;
  const words = await passkeys?.show(challenge.words).catch(() => null);
  return words === null || words === undefined ? { refused: 'given-up' } : { words };
}

/** @param unauthenticated what 401 means here: before the password `wrong`, after it too late */
export async function refusable<T>(
  answer: Promise<T>,
  unauthenticated: 'wrong' | 'over' = 'over',
): Promise<T | Refused> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof WireTrouble)) throw error;
    if (error.status === 429) {
      return { refused: 'too-many', waitMs: error.retryAfterMs ?? 60_000 };
    }
    if (error.kind !== 'http' || error.retry) return { refused: 'offline' };
    return { refused: error.status === 401 ? unauthenticated : 'wrong' };
  }
}
