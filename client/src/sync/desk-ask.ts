import { DeskSessionReply } from '@khop/shared/protocol/desk-account';
import type { Grant } from '@khop/shared/protocol/enrol';
import type * as z from 'zod/mini';
import { makeLive } from '../data/live.ts';
import { ProofGivenUp, type ProofWanted } from '../desk-door.ts';
import type { Live } from '../tablet.ts';
import { type Wire, type WireRequest, WireTrouble } from './wire.ts';

export type Question = Omit<WireRequest, 'token'>;

/** Asks the office as whoever is signed in at the desk. */
export type DeskAsk = {
  ask<T extends z.ZodMiniType>(
    question: Question,
    reply: T,
    signal?: AbortSignal,
  ): Promise<z.infer<T>>;
  /** For what is answered without a word. */
  tell(question: Question): Promise<void>;
  proofWanted: Live<ProofWanted>;
  /** The end of the question that waits for a proof. */
  answerProof(isGiven: boolean): void;
};

/**
 * The office says 401 in three cases: the session is over; its proof is too old for this question;
 * the session moved to another token while the question was on its way. The first ends the desk, the
 * second asks for a proof and goes on, the third just asks again.
 */
export function makeDeskAsk(wire: Wire, hold: (grant: Grant | null) => void): DeskAsk {
  const wanted = makeLive<ProofWanted>(null);
  let waiting: ((isGiven: boolean) => void)[] = [];

  function answerProof(isGiven: boolean): void {
    const all = waiting;
    waiting = [];
    wanted.set(null);
    for (const answer of all) answer(isGiven);
  }

  /** Several questions that wait at once are one question to the person. */
  function askForProof(kinds: DeskSessionReply['kinds']): Promise<boolean> {
    return new Promise((resolve) => {
      waiting.push(resolve);
      wanted.set({ kinds });
    });
  }

  async function readSession(): Promise<DeskSessionReply | null> {
    try {
      const question = { method: 'GET', path: '/api/desk/session', token: null } as const;
      return await wire.ask(question, DeskSessionReply);
    } catch (error) {
      if (error instanceof WireTrouble && error.status === 401) return null;
      throw error;
    }
  }

  async function persist<T>(once: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await once();
      } catch (error) {
        if (!(error instanceof WireTrouble) || error.status !== 401) throw error;
        const session = await readSession();
        if (session === null) {
          hold(null);
          answerProof(false);
        }
        if (session === null || tries > 1) throw error;
        if (!session.isFresh && !(await askForProof(session.kinds))) throw new ProofGivenUp();
      }
    }
  }

  return {
    async ask(question, reply, signal) {
      const answer = await persist(() => wire.ask({ ...question, token: null }, reply));
      // The wire has its own time limit; a question nobody waits for any more is just not answered.
      signal?.throwIfAborted();
      return answer;
    },
    async tell(question) {
      await persist(() => wire.bytes({ ...question, token: null }));
    },
    proofWanted: wanted,
    answerProof,
  };
}
