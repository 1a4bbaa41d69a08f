import {
  DeskAccount,
  DeskSessionReply,
  PasskeyWords,
  PasswordReply,
  type Proof,
} from '@khop/shared/protocol/desk-account';
import * as z from 'zod/mini';
import type { OwnAccount, Refused } from '../desk-door.ts';
import type { DeskAsk } from './desk-ask.ts';
import { makeEnrolling, type Passkeys, refusable, showPasskey } from './desk-sign-in.ts';
import type { Wire } from './wire.ts';

const Codes = z.object({ codes: z.array(z.string()) });

export function makeOwnAccount(
  wire: Wire,
  { ask, tell, proofWanted, answerProof }: DeskAsk,
  passkeys: Passkeys | null,
): OwnAccount {
  const at = '/api/desk/account';
  const post = <T extends z.ZodMiniType>(path: string, reply: T, body?: unknown) =>
    ask({ method: 'POST', path, ...(body === undefined ? {} : { body }) }, reply);

  async function give(proof: Proof): Promise<'right' | Refused> {
    const question = { method: 'POST', path: '/api/desk/proof', token: null, body: proof } as const;
    const given = await refusable(wire.ask(question, DeskSessionReply));
    if ('refused' in given) return given;
    answerProof(true);
    return 'right';
  }

  return {
    read: (signal) => ask({ method: 'GET', path: at }, DeskAccount, signal),
    endSession: (id) =>
      tell({ method: 'DELETE', path: `${at}/sessions/${encodeURIComponent(id)}` }),
    endOtherSessions: () => tell({ method: 'DELETE', path: `${at}/sessions` }),
    async changePassword(old, next) {
      return (await post(`${at}/password`, PasswordReply, { old, next })).refused;
    },
    newCodes: async () => (await post(`${at}/recovery`, Codes)).codes,
    endFactor: (id) => tell({ method: 'DELETE', path: `${at}/factors/${encodeURIComponent(id)}` }),
    enrol: makeEnrolling(passkeys, (path, reply, body) => post(`${at}/enrol/${path}`, reply, body)),
    proofWanted,
    prove: give,
    async provePasskey() {
      const shown = await showPasskey(passkeys, () =>
        wire.ask({ method: 'POST', path: '/api/desk/proof/passkey', token: null }, PasskeyWords),
      );
      return 'refused' in shown ? shown : give({ kind: 'passkey', answer: shown.words });
    },
    giveUpProof: () => answerProof(false),
  };
}
