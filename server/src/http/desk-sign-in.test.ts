import { afterEach, describe, expect, test } from 'vitest';
import { totpCode, totpStep } from '../access/totp.ts';
import { buildApp } from '../app.ts';
import { PASSWORD, type SampleApp, sampleApp } from './sample-app.ts';
import { sampleBrowser } from './sample-browser.ts';

let office: SampleApp;
afterEach(() => office.close());

const OWN = 'con trâu đen uống nước';

async function atDesk(user = 'police', address?: string) {
  const browser = sampleBrowser(office.app, address);
  const enter = (password = PASSWORD) =>
    browser.ask('POST', '/api/desk/sign-in', { user, password });
  return { ...browser, enter };
}

const codeNow = (secret: string) => totpCode(secret, totpStep(office.clock.now()));

/** First sign-in of somebody with a phone: sets it up; answers with what it holds. */
async function setUp(user = 'police') {
  const desk = await atDesk(user);
  await desk.enter();
  const { secret } = (await desk.ask('POST', '/api/desk/sign-in/enrol/totp')).json();
  const at = '/api/desk/sign-in/enrol/totp/confirm';
  const added = (await desk.ask('POST', at, { code: codeNow(secret) })).json();
  return { desk, secret: String(secret), codes: added.codes as string[], added };
}

describe('signing in at the desk', () => {
  test('[A7] a role of the desk sets up a second factor before anything opens', async () => {
    office = await sampleApp();
    const desk = await atDesk();
    const first = await desk.enter();
    expect(first.json()).toEqual({ step: 'enrol' });
    const cookie = String(first.headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-khop-half=/);
    for (const rule of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) {
      expect(cookie).toContain(rule);
    }
    expect((await desk.ask('GET', '/api/me')).statusCode).toBe(401);
    expect((await desk.ask('GET', '/api/desk/checks')).statusCode).toBe(401);
    const { secret, uri } = (await desk.ask('POST', '/api/desk/sign-in/enrol/totp')).json();
    expect(uri).toContain(secret);
    const confirm = (code: string) =>
      desk.ask('POST', '/api/desk/sign-in/enrol/totp/confirm', { code });
    expect((await confirm('12345')).json()).toMatchObject({ outcome: 'wrong', door: null });
    const added = await confirm(codeNow(secret));
    expect(added.json()).toMatchObject({ outcome: 'added', door: { step: 'open' } });
    expect(new Set(added.json().codes).size).toBe(10);
    expect([...desk.cookies.keys()]).toEqual(['__Host-khop']);
    expect((await desk.ask('GET', '/api/desk/checks')).statusCode).toBe(200);
    const kept = await office.store.read(({ db }) =>
      db.selectFrom('recovery_code').selectAll().execute(),
    );
    for (const code of added.json().codes) expect(JSON.stringify(kept)).not.toContain(code);
  });

  test('[A7] afterwards the password alone opens nothing, nor sets up another factor', async () => {
    office = await sampleApp();
    const { secret } = await setUp();
    const thief = await atDesk();
    const entered = await thief.enter();
    expect(entered.json()).toEqual({ step: 'factor', kinds: ['totp', 'recovery'] });
    expect((await thief.ask('GET', '/api/me')).statusCode).toBe(401);
    expect((await thief.ask('POST', '/api/desk/sign-in/enrol/totp')).statusCode).toBe(403);
    expect((await thief.ask('POST', '/api/desk/sign-in/enrol/passkey')).statusCode).toBe(403);
    const next = { next: OWN };
    expect((await thief.ask('POST', '/api/desk/sign-in/password', next)).statusCode).toBe(403);
    const again = { kind: 'password', password: PASSWORD };
    expect((await thief.ask('POST', '/api/desk/sign-in/factor', again)).statusCode).toBe(403);
    // The code that set the phone up was seen by whoever looked over the shoulder.
    const seen = { kind: 'totp', code: codeNow(secret) };
    expect((await thief.ask('POST', '/api/desk/sign-in/factor', seen)).statusCode).toBe(403);
    office.clock.advance(30_000);
    const code = { kind: 'totp', code: codeNow(secret) };
    const opened = await thief.ask('POST', '/api/desk/sign-in/factor', code);
    expect(opened.json()).toMatchObject({ step: 'open', grant: { operator: 'police' } });
    const other = await atDesk();
    await other.enter();
    expect((await other.ask('POST', '/api/desk/sign-in/factor', code)).statusCode).toBe(403);
  });

  test('a recovery code opens once, however it is typed', async () => {
    office = await sampleApp();
    const { codes } = await setUp();
    const code = ` ${codes[3]?.toLowerCase().replace('-', ' ')}`;
    for (const status of [200, 403]) {
      const desk = await atDesk();
      await desk.enter();
      const proof = { kind: 'recovery', code };
      const reply = await desk.ask('POST', '/api/desk/sign-in/factor', proof);
      expect(reply.statusCode).toBe(status);
      if (status === 200)
        expect((await desk.ask('GET', '/api/desk/account')).json().codesLeft).toBe(9);
    }
  });

  test('a first password somebody else chose gives way to an own one', async () => {
    office = await sampleApp();
    await office.store.write((tx) =>
      tx.db.updateTable('account').set({ must_change_password: 1 }).execute(),
    );
    const desk = await atDesk();
    expect((await desk.enter()).json()).toEqual({ step: 'password' });
    expect((await desk.ask('POST', '/api/desk/sign-in/enrol/totp')).statusCode).toBe(403);
    const choose = async (next: string) =>
      (await desk.ask('POST', '/api/desk/sign-in/password', { next })).json();
    expect(await choose('ngắn')).toEqual({ refused: 'too-short', door: null });
    expect(await choose(PASSWORD)).toEqual({ refused: 'same', door: null });
    expect(await choose(OWN)).toEqual({ refused: null, door: { step: 'enrol' } });
    expect((await desk.ask('POST', '/api/desk/sign-in/enrol/totp')).statusCode).toBe(200);
    const again = await atDesk();
    expect((await again.enter()).statusCode).toBe(401);
    expect((await again.enter(OWN)).json()).toEqual({ step: 'enrol' });
  });

  test('a half session ends after ten minutes', async () => {
    office = await sampleApp();
    const desk = await atDesk();
    await desk.enter();
    office.clock.advance(10 * 60_000);
    expect((await desk.ask('POST', '/api/desk/sign-in/enrol/totp')).statusCode).toBe(401);
  });

  test('a vaccinator needs none, and finds at the desk the own account only', async () => {
    office = await sampleApp();
    const desk = await atDesk('nurse');
    expect((await desk.enter()).json()).toMatchObject({ step: 'open' });
    expect((await desk.ask('GET', '/api/desk/account')).statusCode).toBe(200);
    expect((await desk.ask('GET', '/api/desk/checks')).statusCode).toBe(403);
  });
});

describe('limits', () => {
  test('[A8] wrong codes are refused after the fifth, also by an office that was restarted', async () => {
    office = await sampleApp();
    const { secret } = await setUp();
    office.clock.advance(30_000);
    const desk = await atDesk();
    await desk.enter();
    const prove = (code: string) =>
      desk.ask('POST', '/api/desk/sign-in/factor', { kind: 'totp', code });
    const statuses: number[] = [];
    for (let nth = 0; nth < 6; nth++) statuses.push((await prove('000000')).statusCode);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
    const right = await prove(codeNow(secret));
    expect([right.statusCode, right.headers['retry-after']]).toEqual([429, '600']);
    const restarted = await buildApp({
      store: office.store,
      clock: office.clock,
      random: (length) => new Uint8Array(length),
      log: null,
      clientDir: null,
      trustProxy: false,
      triesPerMinute: 1000,
      checks: null,
      more: [],
    });
    const other = sampleBrowser(restarted, '198.51.100.99');
    await other.ask('POST', '/api/desk/sign-in', { user: 'police', password: PASSWORD });
    const late = { kind: 'totp', code: codeNow(secret) };
    expect((await other.ask('POST', '/api/desk/sign-in/factor', late)).statusCode).toBe(429);
    await restarted.close();
    office.clock.advance(10 * 60_000);
    await desk.enter();
    expect((await prove(codeNow(secret))).statusCode).toBe(200);
  });

  test('[A8] a name is limited wherever it is tried from, and whether it exists or not', async () => {
    office = await sampleApp();
    for (const user of ['police', 'nobody']) {
      const answers: string[] = [];
      for (let nth = 0; nth < 11; nth++) {
        const desk = await atDesk(user, `198.51.100.${nth}`);
        const reply = await desk.enter('x');
        answers.push(`${reply.statusCode} ${reply.body}`);
      }
      expect(new Set(answers.slice(0, 10)).size).toBe(1);
      expect(answers[0]).toContain('401');
      expect(answers[10]).toContain('429');
    }
    expect((await (await atDesk('station')).enter()).statusCode).toBe(200);
  });

  test('[A8] only a proxy that is named may say from which address a try comes', async () => {
    office = await sampleApp({}, { triesPerMinute: 3, trustProxy: '198.51.100.1' });
    const tries = async (remoteAddress: string) => {
      const statuses: number[] = [];
      for (let nth = 0; nth < 4; nth++) {
        const reply = await office.app.inject({
          method: 'POST',
          url: '/api/sessions',
          remoteAddress,
          headers: { 'x-forwarded-for': `203.0.113.${nth}` },
          payload: { user: `nobody-${nth}`, password: 'x' },
        });
        statuses.push(reply.statusCode);
      }
      return statuses;
    };
    expect(await tries('198.51.100.1')).toEqual([401, 401, 401, 401]);
    expect(await tries('198.51.100.2')).toEqual([401, 401, 401, 429]);
  });
});
