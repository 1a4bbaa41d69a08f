import { DeskChecks, DeskPerson, DeskQuarantine, EnrolmentReply } from '@khop/shared/protocol/desk';
import { DeskSessionReply } from '@khop/shared/protocol/desk-account';
import { DeskHeld } from '@khop/shared/protocol/desk-held';
import { LateReply } from '@khop/shared/protocol/desk-late';
import { Grant } from '@khop/shared/protocol/enrol';
import type * as z from 'zod/mini';
import { makeLive } from '../data/live.ts';
import type { Desk } from '../desk.tsx';
import { makeOwnAccount } from './desk-account.ts';
import { makeDeskAdmin } from './desk-admin.ts';
import { makeDeskAsk } from './desk-ask.ts';
import { makeDeviceCare } from './desk-devices.ts';
import { makeDeskHandIn } from './desk-hand-in.ts';
import { makeDeskSignIn, type Passkeys } from './desk-sign-in.ts';
import { type Wire, WireTrouble } from './wire.ts';

/** Where what is known of the session outlives a reload: `sessionStorage` in the browser. */
export type DeskShelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'khop.desk';

/** @param wire sends the desk's cookie: the session itself is not in this program's hands */
export function makeDesk(
  wire: Wire,
  shelf: DeskShelf,
  now: () => number,
  passkeys: Passkeys | null = null,
): Desk {
  const grant = makeLive(readGrant(shelf));

  function hold(next: Grant | null): void {
    if (next === null) shelf.removeItem(KEY);
    else shelf.setItem(KEY, JSON.stringify(next));
    grant.set(next);
  }

  const asking = makeDeskAsk(wire, hold);
  function ask<T extends z.ZodMiniType>(
    method: 'GET' | 'POST',
    path: string,
    reply: T,
    more: { body?: unknown; signal?: AbortSignal } = {},
  ): Promise<z.infer<T>> {
    const { signal, ...rest } = more;
    return asking.ask({ method, path, ...rest }, reply, signal);
  }

  return {
    grant,
    now,
    signIn: makeDeskSignIn(wire, passkeys, hold),
    account: makeOwnAccount(wire, asking, passkeys),
    handIn: makeDeskHandIn(asking),
    devices: makeDeviceCare(asking),
    admin: makeDeskAdmin(asking),
    async resume() {
      if (grant.get() !== null) return;
      const path = '/api/desk/session';
      const question = { method: 'GET', path, token: null } as const;
      const session = await wire.ask(question, DeskSessionReply).catch(() => null);
      if (session !== null && grant.get() === null) hold(session.grant);
    },
    async signOut() {
      hold(null);
      asking.answerProof(false);
      const leave = { method: 'DELETE', path: '/api/sessions', token: null } as const;
      // Signed out here in any case; the office ends what it did not hear of by itself.
      await wire.bytes(leave).catch(() => undefined);
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
    held: (signal) => ask('GET', '/api/desk/held', DeskHeld, { signal }),
    release: (job) =>
      asking.tell({ method: 'POST', path: `/api/desk/held/${encodeURIComponent(job)}/release` }),
    quarantine: (signal) => ask('GET', '/api/desk/quarantine', DeskQuarantine, { signal }),
    async decideLate(words) {
      return (await ask('POST', '/api/desk/late', LateReply, { body: words })).decided;
    },
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

function readGrant(shelf: DeskShelf): Grant | null {
  try {
    const kept = Grant.safeParse(JSON.parse(shelf.getItem(KEY) ?? 'null'));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}
