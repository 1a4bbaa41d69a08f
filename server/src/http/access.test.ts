import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeEnrolment } from '../access/enrol.ts';
import { sampleKey } from '../sync/sample-keys.ts';
import { ALL_ROLES, ANYONE } from './policy.ts';
import { PASSWORD, type SampleApp, sampleApp } from './sample-app.ts';

const { publicKey } = sampleKey();
let office: SampleApp;
beforeAll(async () => {
  office = await sampleApp();
});
afterAll(() => office.close());

function enrol(code: string, payload: object = {}) {
  const body = { protocol: 1, code, deviceName: 'Máy tiêm 3', publicKey, ...payload };
  return office.app.inject({ method: 'POST', url: '/api/devices', payload: body });
}

async function newCode(): Promise<string> {
  return (await makeEnrolment(office.store, { site: 'site-1', by: 'admin' }))?.code ?? '';
}

describe('enrolment', () => {
  test('a code makes one tablet of the site, however it is typed, and only once', async () => {
    const code = await newCode();
    expect(code).toMatch(/^[2-9A-HJ-NP-TV-Z]{5}-[2-9A-HJ-NP-TV-Z]{5}$/);
    const first = await enrol(` ${code.toLowerCase().replace('-', ' ')} `);
    expect(first.statusCode).toBe(200);
    expect(first.json()).toMatchObject({ site: { id: 'site-1', communeName: 'Phường Thử' } });
    const again = await enrol(code);
    expect([again.statusCode, again.json().code]).toEqual([410, 'expired']);
  });

  test('what is scanned has 128 bits and is used up with what is typed', async () => {
    const made = await makeEnrolment(office.store, { site: 'site-1', by: 'admin' });
    expect(Buffer.from(made?.secret.slice(4) ?? '', 'base64url')).toHaveLength(16);
    expect((await enrol(made?.secret ?? '')).statusCode).toBe(200);
    expect((await enrol(made?.code ?? '')).json().code).toBe('expired');
    expect((await enrol((made?.secret ?? '').toUpperCase())).json().code).toBe('not-found');
  });

  test('a code ends after ten minutes; one that never was is not found', async () => {
    const code = await newCode();
    office.clock.advance(10 * 60_000);
    expect((await enrol(code)).json().code).toBe('expired');
    expect((await enrol('ABCDE-FGHJK')).json().code).toBe('not-found');
  });

  test('the office keeps no code and no token, only hashes', async () => {
    const code = await newCode();
    const { deviceToken } = (await enrol(code)).json();
    const rows = await office.store.read(async ({ db }) => [
      ...(await db.selectFrom('enrolment').selectAll().execute()),
      ...(await db.selectFrom('device').selectAll().execute()),
    ]);
    const kept = JSON.stringify(rows);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(deviceToken);
  });

  test('a head makes codes for the own site only; a vaccinator for none', async () => {
    const ask = async (user: string, site: string) => {
      const { token } = await office.signIn(user);
      const headers = { authorization: `Bearer ${token}` };
      const payload = { site };
      return office.app.inject({ method: 'POST', url: '/api/enrolments', headers, payload });
    };
    expect((await ask('head', 'site-1')).statusCode).toBe(200);
    const other = await ask('head', 'site-2');
    const absent = await ask('head', 'site-404');
    expect([other.statusCode, other.body]).toEqual([404, absent.body]);
    expect((await ask('admin', 'site-2')).statusCode).toBe(200);
    expect((await ask('nurse', 'site-1')).statusCode).toBe(403);
  });

  test('tries are counted: the sixth code in a minute is refused with Retry-After', async () => {
    const own = await sampleApp({}, { triesPerMinute: 5 });
    const statuses: number[] = [];
    const payload = { protocol: 1, code: 'ABCDE-FGHJK', deviceName: 'x', publicKey };
    for (let nth = 0; nth < 6; nth++) {
      const reply = await own.app.inject({ method: 'POST', url: '/api/devices', payload });
      statuses.push(reply.statusCode);
      if (nth === 5) {
        expect(reply.json().code).toBe('too-many');
        expect(reply.headers['retry-after']).toBeDefined();
      }
    }
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
    await own.close();
  });
});

describe('sessions', () => {
  test('a sign-in on a tablet gives the grant and a token, and no cookie to a browser', async () => {
    const payload = { user: ' NURSE ', password: PASSWORD };
    const reply = await office.app.inject({ method: 'POST', url: '/api/sessions', payload });
    expect(reply.headers['set-cookie']).toBeUndefined();
    expect(reply.json().grant).toMatchObject({
      operator: 'nurse',
      role: 'vaccinator',
      scopes: ['site:site-1'],
      site: { id: 'site-1' },
    });
  });

  test('a wrong password and an unknown user answer alike', async () => {
    const ask = (user: string) =>
      office.app.inject({ method: 'POST', url: '/api/sessions', payload: { user, password: 'x' } });
    const [wrong, unknown] = await Promise.all([ask('nurse'), ask('nobody')]);
    expect(wrong.statusCode).toBe(401);
    expect(wrong.body).toBe(unknown.body);
  });

  test('a session that was ended, a changed right or an idle desk is no session', async () => {
    const { token } = await office.signIn('police');
    expect((await office.get(token, '/api/me')).statusCode).toBe(200);
    const headers = { authorization: `Bearer ${token}` };
    const ended = await office.app.inject({ method: 'DELETE', url: '/api/sessions', headers });
    expect(ended.statusCode).toBe(204);
    expect((await office.get(token, '/api/me')).json().code).toBe('unauthenticated');
    const idle = await office.signIn('police');
    office.clock.advance(61 * 60_000);
    expect((await office.get(idle.token, '/api/me')).statusCode).toBe(401);
    const changed = await office.signIn('stranger');
    await office.store.write((tx) =>
      tx.db
        .updateTable('appointment')
        .set({ site: 'site-1' })
        .where('account', '=', 'stranger')
        .execute(),
    );
    expect((await office.get(changed.token, '/api/me')).statusCode).toBe(401);
  });

  test('a tablet’s operator may be away for days', async () => {
    const { token } = await office.signIn('nurse');
    office.clock.advance(6 * 24 * 3_600_000);
    expect((await office.get(token, '/api/me')).statusCode).toBe(200);
    office.clock.advance(2 * 24 * 3_600_000);
    expect((await office.get(token, '/api/me')).statusCode).toBe(401);
  });

  test('[A6] who works at no site has no door on a tablet; a tablet opens no desk', async () => {
    const ask = (user: string, password = PASSWORD) =>
      office.app.inject({ method: 'POST', url: '/api/sessions', payload: { user, password } });
    const [police, wrong] = [await ask('police'), await ask('nurse', 'x')];
    expect([police.statusCode, police.body]).toEqual([401, wrong.body]);
    const { token } = (await ask('head')).json();
    expect((await office.get(token, '/api/me')).statusCode).toBe(200);
    expect((await office.get(token, '/api/desk/checks')).statusCode).toBe(403);
  });

  test('[A3] a page of another site cannot use the cookie of a desk, not even to read', async () => {
    const { token } = await office.signIn('police');
    const cookie = `__Host-khop=${token}`;
    const ask = async (method: 'GET' | 'DELETE', headers: Record<string, string>) => {
      const url = method === 'GET' ? '/api/me' : '/api/sessions';
      const reply = await office.app.inject({ method, url, headers: { cookie, ...headers } });
      return reply.statusCode;
    };
    for (const method of ['GET', 'DELETE'] as const) {
      expect(await ask(method, { 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(await ask(method, { 'sec-fetch-site': 'same-site' })).toBe(403);
      expect(await ask(method, { origin: 'https://evil.example' })).toBe(403);
      expect(await ask(method, { origin: 'null' })).toBe(403);
    }
    expect(await ask('GET', {})).toBe(200);
    expect(await ask('GET', { 'sec-fetch-site': 'none' })).toBe(200);
    expect(await ask('DELETE', {})).toBe(403);
    expect(await ask('DELETE', { origin: 'http://localhost', host: 'localhost' })).toBe(204);
    const stranger = { 'sec-fetch-site': 'cross-site', authorization: `Bearer ${token}` };
    expect(await ask('GET', stranger)).toBe(403);
  });
});

describe('policies', () => {
  test('[A1] a route without a policy fails the build of the app', async () => {
    const building = sampleApp({}, { more: [(app) => app.get('/open', async () => 'x')] });
    await expect(building).rejects.toThrow('routes without a policy: GET /open');
  });

  test('[A1] a route of the API that brings a policy of its own fails it too', async () => {
    const own = { config: { policy: ANYONE } };
    const building = sampleApp({}, { more: [(app) => app.get('/api/own', own, async () => 'x')] });
    await expect(building).rejects.toThrow('policies beside the table: GET /api/own');
  });

  test('[A1] every route lets in whom its policy names, and nobody else', async () => {
    const everyone = Object.fromEntries(
      ALL_ROLES.map((role) => [role, { role, site: 'site-1', commune: true }]),
    );
    const all = await sampleApp(everyone);
    const device = await all.enrol();
    const tokens = new Map<string, string>([['device', device]]);
    for (const role of ALL_ROLES) tokens.set(role, (await all.signIn(role)).token);
    let asked = 0;
    for (const { method, url, policy } of all.app.policies()) {
      if (url === '/api/events' || method.includes('HEAD')) continue;
      const path = url.replace(':journal', 'a'.repeat(32)).replace(/:\w+/, 'x');
      const nobody = await all.app.inject({ method: method as 'GET', url: path });
      expect(nobody.statusCode === 401, `${method} ${url}`).toBe(policy !== ANYONE);
      if (policy.who === 'anyone' || policy.who === 'half-signed-in') continue;
      for (const [who, token] of tokens) {
        // Ending the session would end the test's own.
        if (method === 'DELETE') continue;
        const headers = { authorization: `Bearer ${token}` };
        const { statusCode } = await all.app.inject({
          method: method as 'GET',
          url: path,
          headers,
        });
        const isLetIn =
          policy.who === 'device-or-operator' ||
          (policy.who === 'device'
            ? who === 'device'
            : // A vaccinator signs in on a tablet.
              policy.roles.includes(who as never) && !(policy.atDesk && who === 'vaccinator'));
        expect(statusCode === 403, `${method} ${url} for ${who}`).toBe(!isLetIn);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(70);
    await all.close();
  });

  test('a token of rubbish, or none, is answered alike', async () => {
    const bodies = await Promise.all(
      ['khd_', 'khs_x', 'x', ''].map(async (token) => (await office.get(token, '/api/me')).body),
    );
    expect(new Set(bodies).size).toBe(1);
  });
});
