import { expect, test } from 'vitest';
import { makeLog } from '../log.ts';
import { sampleApp } from './sample-app.ts';

test('[A24] every document says that no text becomes code, and nothing is let through inline', async () => {
  const office = await sampleApp();
  for (const url of ['/health', '/nothing-here']) {
    const reply = await office.app.inject({ method: 'GET', url });
    const policy = String(reply.headers['content-security-policy']);
    expect(policy).toContain("require-trusted-types-for 'script';trusted-types default");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';style-src 'self'");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain("'unsafe-eval'");
  }
  await office.close();
});

test('[A24] data is no document: nothing of it is loaded, framed, kept or taken for another type', async () => {
  const office = await sampleApp();
  for (const url of ['/api/me', '/api/nothing-here', '/api/csp-reports']) {
    const { headers } = await office.app.inject({ method: 'GET', url });
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(Object.entries(headers).join().length, url).toBeLessThan(400);
  }
  await office.close();
});

test('[A24] a refusal is logged by the rule alone; who writes nonsense learns nothing', async () => {
  const lines: string[] = [];
  const log = makeLog('info', { write: (line) => void lines.push(line) });
  const office = await sampleApp(undefined, { log });
  const report = (payload: string, type = 'application/csp-report') =>
    office.app.inject({
      method: 'POST',
      url: '/api/csp-reports',
      headers: { 'content-type': type },
      payload,
    });
  const said = {
    'document-uri': 'https://khop.example/person/Nguyen-Van-Bi-Mat',
    'effective-directive': 'script-src-elem',
    'blocked-uri': 'https://evil.example/Nguyen-Van-Bi-Mat',
    'script-sample': 'Nguyen-Van-Bi-Mat',
  };
  const statuses = [
    await report(JSON.stringify({ 'csp-report': said })),
    await report('{"csp-report":{"effective-directive":"Bi-Mat","blocked-uri":"eval"}}'),
    await report('Bi-Mat'),
    await report('null', 'application/json'),
  ].map(({ statusCode, body }) => [statusCode, body]);
  await office.close();
  expect(statuses).toEqual(Array(4).fill([204, '']));
  const told = lines.flatMap((line) => {
    const { directive, blocked } = JSON.parse(line);
    return directive === undefined ? [] : [[directive, blocked]];
  });
  expect(told).toEqual([
    ['script-src-elem', 'address'],
    ['other', 'eval'],
    ['other', 'none'],
    ['other', 'none'],
  ]);
  expect(lines.join('')).not.toContain('Bi-Mat');
});

test('[A24] whoever reports without end fills no log', async () => {
  const lines: string[] = [];
  const log = makeLog('info', { write: (line) => void lines.push(line) });
  const office = await sampleApp(undefined, { log });
  const report = () => office.app.inject({ method: 'POST', url: '/api/csp-reports', payload: {} });
  for (let nth = 0; nth < 70; nth++) await report();
  const told = () => lines.filter((line) => line.includes('refused to run')).length;
  expect(told()).toBe(60);
  office.clock.advance(60_000);
  await report();
  expect(told()).toBe(61);
  await office.close();
});

test('[A25] an address that is none is refused without being said again', async () => {
  const office = await sampleApp();
  const reply = await office.app.inject({ method: 'GET', url: '/api/desk/persons/%ff?x=Bi-Mat' });
  expect([reply.statusCode, reply.json().code]).toEqual([400, 'bad-request']);
  expect(reply.body).not.toContain('Bi-Mat');
  await office.close();
});
