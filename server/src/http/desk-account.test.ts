import { afterEach, describe, expect, test } from 'vitest';
import { totpCode, totpStep } from '../access/totp.ts';
import { PASSWORD, type SampleApp, sampleApp } from './sample-app.ts';
import { sampleBrowser } from './sample-browser.ts';

let office: SampleApp;
afterEach(() => office.close());

const OWN = 'con trâu đen uống nước';

/** A browser with a desk session of somebody who has a phone. */
async function signedIn(user: string, secret?: string) {
  const desk = sampleBrowser(office.app);
  const entered = await desk.ask('POST', '/api/desk/sign-in', { user, password: PASSWORD });
  if (entered.json().step === 'open') return { ...desk, secret: '' };
  if (secret !== undefined) {
    office.clock.advance(30_000);
    const code = totpCode(secret, totpStep(office.clock.now()));
    await desk.ask('POST', '/api/desk/sign-in/factor', { kind: 'totp', code });
    return { ...desk, secret };
  }
  const offer = (await desk.ask('POST', '/api/desk/sign-in/enrol/totp')).json();
  const code = totpCode(offer.secret, totpStep(office.clock.now()));
  await desk.ask('POST', '/api/desk/sign-in/enrol/totp/confirm', { code });
  return { ...desk, secret: String(offer.secret) };
}

describe('a fresh proof', () => {
  test('[A9] enrolment asks for one after five minutes, and goes on once it was given', async () => {
    office = await sampleApp();
    const desk = await signedIn('head');
    const makeCode = () => desk.ask('POST', '/api/enrolments', { site: 'site-1' });
    expect((await makeCode()).statusCode).toBe(200);
    office.clock.advance(5 * 60_000 + 1);
    const stale = await makeCode();
    expect([stale.statusCode, stale.headers['www-authenticate']]).toEqual([
      401,
      'Bearer error="insufficient_user_authentication", max_age="300"',
    ]);
    const state = (await desk.ask('GET', '/api/desk/session')).json();
    expect(state).toMatchObject({ isFresh: false, kinds: ['totp', 'recovery'] });
    const old = desk.cookies.get('__Host-khop') ?? '';
    const wrong = { kind: 'password', password: PASSWORD };
    expect((await desk.ask('POST', '/api/desk/proof', wrong)).statusCode).toBe(403);
    const code = totpCode(desk.secret, totpStep(office.clock.now()));
    const proved = await desk.ask('POST', '/api/desk/proof', { kind: 'totp', code });
    expect(proved.json()).toMatchObject({ isFresh: true });
    expect((await makeCode()).statusCode).toBe(200);
    // The proof moved the session to another token; the one before is dead.
    expect(desk.cookies.get('__Host-khop')).not.toBe(old);
    expect((await office.get(old, '/api/me')).statusCode).toBe(401);
  });

  test('[A9] a tablet’s session is never fresh', async () => {
    office = await sampleApp();
    const payload = { user: 'head', password: PASSWORD };
    const { token } = (
      await office.app.inject({ method: 'POST', url: '/api/sessions', payload })
    ).json();
    const headers = { authorization: `Bearer ${token}` };
    const proof = { kind: 'password', password: PASSWORD };
    const url = '/api/desk/proof';
    const reply = await office.app.inject({ method: 'POST', url, headers, payload: proof });
    expect(reply.statusCode).toBe(403);
  });

  test('who has nothing but a password gives it again', async () => {
    office = await sampleApp();
    const desk = await signedIn('nurse');
    office.clock.advance(6 * 60_000);
    const change = () =>
      desk.ask('POST', '/api/desk/account/password', { old: PASSWORD, next: OWN });
    expect((await change()).statusCode).toBe(401);
    await desk.ask('POST', '/api/desk/proof', { kind: 'password', password: PASSWORD });
    expect((await change()).json()).toEqual({ refused: null, door: null });
  });
});

describe('the own account', () => {
  test('lists where one is signed in, and ends one or all others', async () => {
    office = await sampleApp();
    const here = await signedIn('head');
    const there = await signedIn('head', here.secret);
    const third = await signedIn('head', here.secret);
    const payload = { user: 'head', password: PASSWORD };
    await office.app.inject({ method: 'POST', url: '/api/sessions', payload });
    const list = async () => (await here.ask('GET', '/api/desk/account')).json().sessions;
    const sessions = await list();
    expect(sessions).toHaveLength(4);
    expect(sessions.filter(({ isThis }: { isThis: boolean }) => isThis)).toHaveLength(1);
    expect(
      sessions.map(({ kind, agent }: { kind: string; agent: string }) => [kind, agent]),
    ).toEqual(
      expect.arrayContaining([
        ['desk', 'Edge · Windows'],
        ['tablet', null],
      ]),
    );
    const thirds = (await third.ask('GET', '/api/desk/account')).json().sessions;
    const id = thirds.find(({ isThis }: { isThis: boolean }) => isThis).id;
    const stranger = await signedIn('station');
    const end = (of: typeof here) => of.ask('DELETE', `/api/desk/account/sessions/${id}`);
    expect((await end(stranger)).statusCode).toBe(404);
    expect((await end(here)).statusCode).toBe(204);
    expect((await end(here)).statusCode).toBe(404);
    expect((await third.ask('GET', '/api/me')).statusCode).toBe(401);
    expect((await there.ask('GET', '/api/me')).statusCode).toBe(200);
    await here.ask('DELETE', '/api/desk/account/sessions');
    expect((await there.ask('GET', '/api/me')).statusCode).toBe(401);
    expect(await list()).toHaveLength(1);
    expect((await stranger.ask('GET', '/api/me')).statusCode).toBe(200);
  });

  test('a desk left alone for half an hour, or after twelve hours, is signed out', async () => {
    office = await sampleApp();
    const idle = await signedIn('head');
    office.clock.advance(30 * 60_000 + 1);
    expect((await idle.ask('GET', '/api/me')).statusCode).toBe(401);
    const busy = await signedIn('head', idle.secret);
    for (let minutes = 0; minutes < 11 * 60 + 40; minutes += 20) {
      office.clock.advance(20 * 60_000);
      expect((await busy.ask('GET', '/api/me')).statusCode).toBe(200);
    }
    office.clock.advance(20 * 60_000);
    expect((await busy.ask('GET', '/api/me')).statusCode).toBe(401);
  });

  test('[A10] another password ends every other session, and the old token of this one', async () => {
    office = await sampleApp();
    const here = await signedIn('head');
    const there = await signedIn('head', here.secret);
    const old = here.cookies.get('__Host-khop') ?? '';
    const change = async (next: string, from = PASSWORD) =>
      (await here.ask('POST', '/api/desk/account/password', { old: from, next })).json().refused;
    expect(await change(OWN, 'x')).toBe('wrong');
    expect(await change('1234567890')).toBe('too-common');
    expect(await change('Người head 1')).toBe('about-owner');
    expect(await change(OWN)).toBe(null);
    expect((await here.ask('GET', '/api/me')).statusCode).toBe(200);
    expect((await there.ask('GET', '/api/me')).statusCode).toBe(401);
    expect((await office.get(old, '/api/me')).statusCode).toBe(401);
    const payload = { user: 'head', password: PASSWORD };
    const entered = await office.app.inject({ method: 'POST', url: '/api/desk/sign-in', payload });
    expect(entered.statusCode).toBe(401);
  });

  test('the last factor of somebody who must have one stays; codes can be drawn anew', async () => {
    office = await sampleApp();
    const desk = await signedIn('head');
    const account = async () => (await desk.ask('GET', '/api/desk/account')).json();
    const [factor] = (await account()).factors;
    expect(factor).toMatchObject({ kind: 'totp', usedAt: null });
    const end = (id: string) => desk.ask('DELETE', `/api/desk/account/factors/${id}`);
    expect((await end(factor.id)).statusCode).toBe(409);
    expect((await end('x')).statusCode).toBe(404);
    const { codes } = (await desk.ask('POST', '/api/desk/account/recovery')).json();
    expect(new Set(codes).size).toBe(10);
    const offer = (await desk.ask('POST', '/api/desk/account/enrol/totp')).json();
    const code = totpCode(offer.secret, totpStep(office.clock.now()));
    const added = await desk.ask('POST', '/api/desk/account/enrol/totp/confirm', { code });
    expect(added.json()).toEqual({ outcome: 'added', codes: null, door: null });
    expect((await end(factor.id)).statusCode).toBe(204);
    expect(await account()).toMatchObject({ codesLeft: 10, isFactorRequired: true });
  });
});
