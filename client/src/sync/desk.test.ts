import { expect, it } from 'vitest';
import { ProofGivenUp } from '../desk-door.ts';
import { makeDesk } from './desk.ts';
import { makeWire } from './wire.ts';

const grant = {
  id: 'g',
  operator: 'op',
  fullName: 'Lương Thị Mỹ Duyên',
  role: 'health-station' as const,
  site: null,
  scopes: ['site:1'],
  until: '2026-11-21T10:00:00.000Z',
};
const session = { grant, isFresh: true, kinds: ['totp'] };
const noChecks = {
  rows: [],
  total: 0,
  next: null,
  counts: { states: [], causes: [], flags: [], sites: [], communes: [] },
};

function shelf() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

function office(answer: (path: string, init: RequestInit) => Response) {
  const asked: { path: string; init: RequestInit }[] = [];
  const world = {
    baseUrl: '',
    fetch: async (path: string, init: RequestInit) => {
      asked.push({ path, init });
      return answer(path, init);
    },
    after: () => () => undefined,
  };
  const wire = makeWire(world, 'same-origin');
  return { wire, asked };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const nobody = new AbortController().signal;

const no = (status: number) => json({ code: 'unauthenticated', detail: 'no' }, status);
const signedIn = () => {
  const kept = shelf();
  kept.setItem('khop.desk', JSON.stringify(grant));
  return kept;
};

it('what is known of the session outlives a reload; the session itself is the browser’s', async () => {
  const kept = shelf();
  const { wire, asked } = office(() => json(noChecks));
  makeDesk(wire, { tab: kept, browser: shelf() }, () => 0).signIn.open(grant);
  const reloaded = makeDesk(wire, { tab: kept, browser: shelf() }, () => 0);
  expect(reloaded.grant.get()?.fullName).toBe('Lương Thị Mỹ Duyên');
  await reloaded.checks({ state: 'mismatch', cause: 'dob-swap' }, null, nobody);
  const last = asked.at(-1);
  expect(last?.path).toBe('/api/desk/checks?state=mismatch&cause=dob-swap&limit=200');
  expect(last?.init.headers).not.toHaveProperty('authorization');
  expect(last?.init.credentials).toBe('same-origin');
});

it('a window that knows nothing goes on with a session the browser has', async () => {
  const { wire } = office(() => json(session));
  const desk = makeDesk(wire, { tab: shelf(), browser: shelf() }, () => 0);
  await desk.resume();
  expect(desk.grant.get()?.operator).toBe('op');
  const { wire: other } = office(() => no(401));
  const stranger = makeDesk(other, { tab: shelf(), browser: shelf() }, () => 0);
  await stranger.resume();
  expect(stranger.grant.get()).toBe(null);
});

it('a session the office ended is over here: the list gives way to signing in', async () => {
  const kept = signedIn();
  const { wire } = office(() => no(401));
  const desk = makeDesk(wire, { tab: kept, browser: shelf() }, () => 0);
  await expect(desk.checks({}, null, nobody)).rejects.toThrow('wire: http 401');
  expect(desk.grant.get()).toBe(null);
  expect(kept.kept.size).toBe(0);
});

it('signing out forgets the session even when the office is away', async () => {
  const kept = signedIn();
  const { wire } = office(() => {
    throw new TypeError('network');
  });
  const desk = makeDesk(wire, { tab: kept, browser: shelf() }, () => 0);
  await desk.signOut();
  expect(desk.grant.get()).toBe(null);
  expect(kept.kept.size).toBe(0);
});

it('[A33] who signed out unheard is let in by no cookie: the end is asked for first', async () => {
  const kept = shelf();
  let isAway = true;
  let hasSession = true;
  const { wire, asked } = office((path, { method }) => {
    if (isAway) throw new TypeError('network');
    if (method === 'DELETE') hasSession = false;
    else if (path === '/api/desk/session') return hasSession ? json(session) : no(401);
    return json({});
  });
  const reloaded = async () => {
    const desk = makeDesk(wire, { tab: shelf(), browser: kept }, () => 0);
    await desk.resume();
    return desk.grant.get();
  };
  const desk = makeDesk(wire, { tab: signedIn(), browser: kept }, () => 0);
  await desk.signOut();
  expect(asked.at(-1)?.init.keepalive).toBe(true);
  expect(await reloaded()).toBe(null);
  // Nor by another tab of this browser that was signed in as well.
  const other = makeDesk(wire, { tab: signedIn(), browser: kept }, () => 0);
  expect(other.grant.get()).toBe(null);
  isAway = false;
  asked.length = 0;
  expect(await reloaded()).toBe(null);
  expect(asked.map(({ init, path }) => `${init.method} ${path}`)).toEqual([
    'DELETE /api/sessions',
    'GET /api/desk/session',
  ]);
  hasSession = true;
  desk.signIn.open(grant);
  expect(await reloaded()).toEqual(grant);
});

it('[A33] a session that had ended by itself needs no end', async () => {
  const kept = shelf();
  let answer = () => no(503);
  const { wire, asked } = office(() => answer());
  await makeDesk(wire, { tab: signedIn(), browser: kept }, () => 0).signOut();
  answer = () => no(401);
  await makeDesk(wire, { tab: shelf(), browser: kept }, () => 0).resume();
  asked.length = 0;
  await makeDesk(wire, { tab: shelf(), browser: kept }, () => 0).resume();
  expect(asked.map(({ path }) => path)).toEqual(['/api/desk/session']);
});

it('[A33] a sign-out under way does not end the session of the next sign-in', async () => {
  const ended = Promise.withResolvers<void>();
  const world = {
    baseUrl: '',
    async fetch(path: string, { method }: RequestInit) {
      told.push(`${method} ${path}`);
      if (method === 'DELETE') await ended.promise;
      return no(401);
    },
    after: () => () => undefined,
  };
  const told: string[] = [];
  const wire = makeWire(world, 'same-origin');
  const desk = makeDesk(wire, { tab: signedIn(), browser: shelf() }, () => 0);
  const left = desk.signOut();
  const next = desk.signIn.password('tram', 'mat-khau-tram');
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual(['DELETE /api/sessions']);
  ended.resolve();
  await left;
  expect(await next).toEqual({ refused: 'wrong' });
  expect(told).toEqual(['DELETE /api/sessions', 'POST /api/desk/sign-in']);
});

it('a person outside of the scopes is no person', async () => {
  const { wire } = office(() => json({ code: 'not-found', detail: 'no' }, 404));
  const desk = makeDesk(wire, { tab: shelf(), browser: shelf() }, () => 0);
  expect(await desk.person('01939c00-0000-7000-8000-000000000001', nobody)).toBe(null);
  expect(await desk.enrolment('somewhere')).toBe(null);
});

it('each step of signing in says why it did not go on', async () => {
  let answer = () => no(401);
  const { wire } = office(() => answer());
  const { signIn } = makeDesk(wire, { tab: shelf(), browser: shelf() }, () => 0);
  const code = { kind: 'totp', code: '000000' } as const;
  expect(await signIn.password('duyen', 'guess')).toEqual({ refused: 'wrong' });
  expect(await signIn.prove(code)).toEqual({ refused: 'over' });
  answer = () => json({ code: 'forbidden', detail: 'no' }, 403);
  expect(await signIn.prove(code)).toEqual({ refused: 'wrong' });
  answer = () =>
    new Response(JSON.stringify({ code: 'too-many', detail: 'no' }), {
      status: 429,
      headers: { 'retry-after': '600' },
    });
  expect(await signIn.prove(code)).toEqual({ refused: 'too-many', waitMs: 600_000 });
  answer = () => json({ code: 'unavailable', detail: 'no' }, 503);
  expect(await signIn.password('duyen', 'guess')).toEqual({ refused: 'offline' });
  expect(await signIn.provePasskey()).toEqual({ refused: 'offline' });
  answer = () => json({ challenge: 'x' });
  expect(await signIn.provePasskey()).toEqual({ refused: 'given-up' });
});

/** An office whose enrolment wants a fresh proof. */
function strictOffice() {
  const state = { isFresh: false, enrolments: 0 };
  const made = { code: 'ABCDE-FGHJK', secret: 'khe_x', until: '2026-11-21T10:00:00.000Z' };
  const { wire, asked } = office((path) => {
    if (path === '/api/desk/session')
      return json({ grant, isFresh: state.isFresh, kinds: ['totp'] });
    if (path === '/api/desk/proof') {
      state.isFresh = true;
      return json(session);
    }
    state.enrolments += 1;
    return state.isFresh ? json(made) : no(401);
  });
  return { state, wire, asked, made };
}

it('what wants a fresh proof waits for it and goes on by itself', async () => {
  const { state, wire, made } = strictOffice();
  const desk = makeDesk(wire, { tab: signedIn(), browser: shelf() }, () => 0);
  const waits = Promise.all([desk.enrolment('site-1'), desk.enrolment('site-1')]);
  await expect.poll(() => desk.account.proofWanted.get()).toEqual({ kinds: ['totp'] });
  await expect.poll(() => state.enrolments).toBe(2);
  expect(await desk.account.prove({ kind: 'totp', code: '123456' })).toBe('right');
  expect(await waits).toEqual([made, made]);
  expect(desk.account.proofWanted.get()).toBe(null);
  expect(desk.grant.get()).not.toBe(null);
});

it('who closes the question has done nothing, and stays signed in', async () => {
  const { wire } = strictOffice();
  const desk = makeDesk(wire, { tab: signedIn(), browser: shelf() }, () => 0);
  const waits = desk.enrolment('site-1');
  const refused = expect(waits).rejects.toBeInstanceOf(ProofGivenUp);
  await expect.poll(() => desk.account.proofWanted.get()).not.toBe(null);
  desk.account.giveUpProof();
  await refused;
  expect(desk.grant.get()).not.toBe(null);
});

it('what lies damaged on the shelf is no session', () => {
  const kept = shelf();
  kept.setItem('khop.desk', '{"token":');
  const { wire } = office(() => json({}));
  expect(makeDesk(wire, { tab: kept, browser: shelf() }, () => 0).grant.get()).toBe(null);
});
