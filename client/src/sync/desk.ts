import { DeskChecks, DeskPerson, DeskQuarantine, EnrolmentReply } from '@khop/shared/protocol/desk';
import { SignInReply } from '@khop/shared/protocol/enrol';
import type * as z from 'zod/mini';
import { makeLive } from '../data/live.ts';
import type { Desk } from '../desk.tsx';
import { signIn } from './enrol.ts';
import { type Wire, WireTrouble } from './wire.ts';

/** Where the desk's session outlives a reload, not the window: `sessionStorage` in the browser. */
export type DeskShelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'khop.desk';

export function makeDesk(wire: Wire, shelf: DeskShelf, now: () => number): Desk {
  let session = readSession(shelf);
  const grant = makeLive(session?.grant ?? null);

  function hold(next: SignInReply | null): void {
    session = next;
    if (next === null) shelf.removeItem(KEY);
    else shelf.setItem(KEY, JSON.stringify(next));
    grant.set(next?.grant ?? null);
  }

  /** A session the office no longer knows is over here too. */
  async function ask<T extends z.ZodMiniType>(
    method: 'GET' | 'POST',
    path: string,
    reply: T,
    more: { body?: unknown; signal?: AbortSignal } = {},
  ): Promise<z.infer<T>> {
    const { signal, ...rest } = more;
    try {
      const answer = await wire.ask(
        { method, path, token: session?.token ?? null, ...rest },
        reply,
      );
      // The wire has its own time limit; a question nobody waits for any more is just not answered.
      signal?.throwIfAborted();
      return answer;
    } catch (error) {
      if (error instanceof WireTrouble && error.status === 401) hold(null);
      throw error;
    }
  }

  return {
    grant,
    now,
    async signIn(user, password) {
      const answer = await signIn(wire, user, password);
      if (typeof answer === 'string') return answer;
      hold(answer);
      return 'signed-in';
    },
    async signOut() {
      const token = session?.token ?? null;
      hold(null);
      // Signed out here in any case; the office ends what it did not hear of by itself.
      await wire.bytes({ method: 'DELETE', path: '/api/sessions', token }).catch(() => undefined);
    },
    checks(filter, after, signal) {
      const query = new URLSearchParams({ ...filter, limit: '200' });
      if (after !== null) query.set('after', after);
      return ask('GET', `/api/desk/checks?${query}`, DeskChecks, { signal });
    },
    person(id, signal) {
      const path = `/api/desk/persons/${encodeURIComponent(id)}`;
      // Records are the office's own folds, as in pull.ts.
      return orNull(ask('GET', path, DeskPerson, { signal }) as unknown as Promise<DeskPerson>);
    },
    quarantine: (signal) => ask('GET', '/api/desk/quarantine', DeskQuarantine, { signal }),
    enrolment: (site) => orNull(ask('POST', '/api/enrolments', EnrolmentReply, { body: { site } })),
  };
}

/** What is not there, and what is not theirs to see, are answered alike [A2]. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof WireTrouble && error.status === 404) return null;
    throw error;
  }
}

function readSession(shelf: DeskShelf): SignInReply | null {
  try {
    const kept = SignInReply.safeParse(JSON.parse(shelf.getItem(KEY) ?? 'null'));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}
