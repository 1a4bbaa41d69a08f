import { expect, it } from 'vitest';
import { makeDesk } from './desk.ts';
import { makeWire } from './wire.ts';

const reply = {
  token: 't-1',
  grant: {
    id: 'g',
    operator: 'op',
    fullName: 'Lương Thị Mỹ Duyên',
    role: 'health-station',
    site: null,
    scopes: ['site:1'],
    until: '2026-11-21T10:00:00.000Z',
  },
  serverTime: '2026-11-21T01:00:00.000Z',
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
  const wire = makeWire({
    baseUrl: '',
    fetch: async (path, init) => {
      asked.push({ path, init });
      return answer(path, init);
    },
    after: () => () => undefined,
  });
  return { wire, asked };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const nobody = new AbortController().signal;

it('a session outlives a reload of the window and carries its token', async () => {
  const kept = shelf();
  const { wire, asked } = office((path) =>
    path === '/api/sessions'
      ? json(reply)
      : json({
          rows: [],
          total: 0,
          next: null,
          counts: { states: [], causes: [], sites: [], communes: [] },
        }),
  );
  expect(await makeDesk(wire, kept, () => 0).signIn('duyen', 'secret')).toBe('signed-in');
  const reloaded = makeDesk(wire, kept, () => 0);
  expect(reloaded.grant.get()?.fullName).toBe('Lương Thị Mỹ Duyên');
  await reloaded.checks({ state: 'mismatch', cause: 'dob-swap' }, null, nobody);
  const last = asked.at(-1);
  expect(last?.path).toBe('/api/desk/checks?state=mismatch&cause=dob-swap&limit=200');
  expect(last?.init.headers).toMatchObject({ authorization: 'Bearer t-1' });
});

it('a session the office ended is over here: the list gives way to signing in', async () => {
  const kept = shelf();
  kept.setItem('khop.desk', JSON.stringify(reply));
  const { wire } = office(() => json({ code: 'unauthenticated', detail: 'over' }, 401));
  const desk = makeDesk(wire, kept, () => 0);
  await expect(desk.checks({}, null, nobody)).rejects.toThrow('wire: http 401');
  expect(desk.grant.get()).toBe(null);
  expect(kept.kept.size).toBe(0);
});

it('signing out forgets the session even when the office is away', async () => {
  const kept = shelf();
  kept.setItem('khop.desk', JSON.stringify(reply));
  const { wire } = office(() => {
    throw new TypeError('network');
  });
  const desk = makeDesk(wire, kept, () => 0);
  await desk.signOut();
  expect(desk.grant.get()).toBe(null);
  expect(kept.kept.size).toBe(0);
});

it('a person outside of the scopes is no person; a wrong password is wrong', async () => {
  const { wire } = office((path) =>
    path === '/api/sessions'
      ? json({ code: 'unauthenticated', detail: 'no' }, 401)
      : json({ code: 'not-found', detail: 'no' }, 404),
  );
  const desk = makeDesk(wire, shelf(), () => 0);
  expect(await desk.person('01939c00-0000-7000-8000-000000000001', nobody)).toBe(null);
  expect(await desk.enrolment('somewhere')).toBe(null);
  expect(await desk.signIn('duyen', 'guess')).toBe('wrong');
});

it('what lies damaged on the shelf is no session', () => {
  const kept = shelf();
  kept.setItem('khop.desk', '{"token":');
  const { wire } = office(() => json({}));
  expect(makeDesk(wire, kept, () => 0).grant.get()).toBe(null);
});
