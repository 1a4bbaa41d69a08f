import { DeskChecks, DeskPerson, DeskQuarantine, EnrolmentReply } from '@khop/shared/protocol/desk';
import { DeskSessionReply } from '@khop/shared/protocol/desk-account';
import { DeskHeld } from '@khop/shared/protocol/desk-held';
import { LateReply } from '@khop/shared/protocol/desk-late';
import { DeskRecovery } from '@khop/shared/protocol/desk-recovery';
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

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
/**
 * What outlives a reload. `tab`: what is known of the session, in `sessionStorage`. `browser`: as far
 * as the cookie reaches, in `localStorage`: that somebody signed out and the office has not heard it.
 */
export type DeskShelves = { tab: Shelf; browser: Shelf };

const KEY = 'khop.desk';
const LEFT = 'khop.desk-left';

/** @param wire sends the desk's cookie: the session itself is not in this program's hands */
export function makeDesk(
  wire: Wire,
  { tab, browser }: DeskShelves,
  now: () => number,
  passkeys: Passkeys | null = null,
): Desk {
  const grant = makeLive(browser.getItem(LEFT) === null ? readGrant(tab) : null);

  function hold(next: Grant | null): void {
    if (next === null) tab.removeItem(KEY);
    else {
      tab.setItem(KEY, JSON.stringify(next));
      browser.removeItem(LEFT);
    }
    grant.set(next);
  }

  let leaving = Promise.resolve(true);

  /** [A33] False: the office did not hear it, and the browser's cookie still opens. */
  function leave(): Promise<boolean> {
    leaving = askToLeave();
    return leaving;
  }

  async function askToLeave(): Promise<boolean> {
    browser.setItem(LEFT, 'yes');
    const end = { method: 'DELETE', path: '/api/sessions', token: null, keepalive: true } as const;
    try {
      await wire.bytes(end);
    } catch (error) {
      if (!(error instanceof WireTrouble && error.status === 401)) return false;
    }
    browser.removeItem(LEFT);
    return true;
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
    // A sign-out still under way would end the session that the next sign-in brings.
    signIn: makeDeskSignIn(wire, passkeys, hold, () => leaving),
    account: makeOwnAccount(wire, asking, passkeys),
    handIn: makeDeskHandIn(asking),
    devices: makeDeviceCare(asking),
    admin: makeDeskAdmin(asking),
    async resume() {
      if (grant.get() !== null) return;
      if (browser.getItem(LEFT) !== null && !(await leave())) return;
      const path = '/api/desk/session';
      const question = { method: 'GET', path, token: null } as const;
      const session = await wire.ask(question, DeskSessionReply).catch(() => null);
      if (session !== null && grant.get() === null) hold(session.grant);
    },
    async signOut() {
      hold(null);
      asking.answerProof(false);
      await leave();
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
    recovery: (signal) => ask('GET', '/api/desk/recovery', DeskRecovery, { signal }),
    releaseRecovery: () => asking.tell({ method: 'POST', path: '/api/desk/recovery/release' }),
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

function readGrant(tab: Shelf): Grant | null {
  try {
    const kept = Grant.safeParse(JSON.parse(tab.getItem(KEY) ?? 'null'));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}
