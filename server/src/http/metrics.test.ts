import { expect, test } from 'vitest';
import { addPerson, samplePush } from '../sync/sample-push.ts';
import { sampleApp } from './sample-app.ts';

test('[A28] pushes, entries, commits, queue, size and the age of copies are told, and of nobody anything', async () => {
  const duties = () => ({ copies: { copiedAt: 0, trouble: 'late' }, anchors: null });
  const checks = () => ({ registry: 'file', breaker: { state: 'open' } });
  const office = await sampleApp(undefined, { duties, checks });
  const device = await office.enrol();
  const tablet = office.journal(1);
  const person = addPerson(tablet, 1);
  await office.push(device, samplePush(tablet));
  const { body, headers } = await office.app.inject({ method: 'GET', url: '/metrics' });
  const figures = new Map(
    body
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(' ') as [string, string]),
  );
  expect(headers['content-type']).toContain('text/plain; version=0.0.4');
  expect(figures.get('khop_pushes_total{outcome="stored"}')).toBe('1');
  expect(figures.get('khop_entries_total')).toBe('2');
  expect(figures.get('khop_commit_seconds_count')).toBe('1');
  expect(figures.get('khop_commit_seconds_bucket{le="+Inf"}')).toBe('1');
  expect(figures.get('khop_checks_waiting')).toBe('1');
  expect(figures.get('khop_checks_breaker_closed')).toBe('0');
  expect(figures.get('khop_copy_trouble')).toBe('1');
  expect(Number(figures.get('khop_copy_age_seconds'))).toBeGreaterThan(1e9);
  expect(figures.has('khop_anchor_age_seconds')).toBe(false);
  expect(Number(figures.get('khop_database_bytes'))).toBeGreaterThan(10_000);
  for (const line of body.split('\n')) {
    expect(line).toMatch(
      /^$|^# (HELP|TYPE) khop_[a-z_]+ .+$|^khop_[a-z_]+(\{(le|outcome)="[^"]+"\})? \S+$/,
    );
  }
  for (const secret of [person, device, 'Kiểm Thử', 'site-1', 'op-1']) {
    expect(body).not.toContain(secret);
  }
  await office.close();
});

test('[A28] from afar the figures are an address without a route, unless the token is shown', async () => {
  const closed = await sampleApp();
  const ask = (office: typeof closed, remoteAddress: string, more: Record<string, string> = {}) =>
    office.app.inject({ method: 'GET', url: '/metrics', remoteAddress, headers: more });
  const nowhere = await closed.app.inject({ method: 'GET', url: '/nowhere' });
  for (const reply of [
    await ask(closed, '10.0.0.7'),
    await ask(closed, '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }),
  ]) {
    expect([reply.statusCode, reply.body]).toEqual([404, nowhere.body]);
  }
  expect((await ask(closed, '::1')).statusCode).toBe(200);
  await closed.close();
  const open = await sampleApp(undefined, { metricsToken: 'a-long-enough-token' });
  const shown = { authorization: 'Bearer a-long-enough-token' };
  expect((await ask(open, '10.0.0.7', shown)).statusCode).toBe(200);
  expect((await ask(open, '127.0.0.1')).statusCode).toBe(404);
  expect((await ask(open, '10.0.0.7', { authorization: 'Bearer x' })).statusCode).toBe(404);
  await open.close();
});

test('[A27] who asks, and over what, is the proxy’s word only where the proxy is known', async () => {
  const office = await sampleApp(undefined, {
    trustProxy: '10.0.0.1',
    more: [
      (app) =>
        app.get('/who', { config: { policy: { who: 'anyone' } } }, async (request) => ({
          ip: request.ip,
          protocol: request.protocol,
          host: request.host,
        })),
    ],
  });
  const said = {
    'x-forwarded-for': '198.51.100.9, 203.0.113.5',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'khop.example',
  };
  const ask = async (remoteAddress: string) =>
    (await office.app.inject({ method: 'GET', url: '/who', remoteAddress, headers: said })).json();
  // The left of the list is whatever the caller wrote; the proxy adds the right.
  expect(await ask('10.0.0.1')).toEqual({
    ip: '203.0.113.5',
    protocol: 'https',
    host: 'khop.example',
  });
  expect(await ask('10.0.0.2')).toMatchObject({ ip: '10.0.0.2', protocol: 'http' });
  expect((await ask('10.0.0.2')).host).not.toBe('khop.example');
  await office.close();
});
