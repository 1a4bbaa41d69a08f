import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { gunzip, toText } from '../data/bytes.ts';
import { makeHandClock } from '../sample-world.ts';
import { makeWire } from './wire.ts';

const Reply = z.object({ ok: z.boolean() });
const request = { method: 'POST', path: '/api/x', token: 'secret', body: { a: 1 } } as const;

function wireTo(fetch: (url: string, init: RequestInit) => Promise<Response>) {
  const clock = makeHandClock();
  return { clock, wire: makeWire({ fetch, baseUrl: 'http://office.example', after: clock.after }) };
}
const answering = (body: string, init: ResponseInit) =>
  wireTo(async () => new Response(body, init)).wire;

test('a reply of the protocol is read; the token goes in a header, never in the address', async () => {
  let seen = { url: '', authorization: '', body: '' };
  const { wire } = wireTo(async (url, init) => {
    const authorization = new Headers(init.headers).get('authorization') ?? '';
    seen = { url, authorization, body: toText(init.body as Uint8Array) };
    return new Response('{"ok":true}');
  });
  expect(await wire.ask(request, Reply)).toEqual({ ok: true });
  expect(seen).toEqual({
    url: 'http://office.example/api/x',
    authorization: 'Bearer secret',
    body: '{"a":1}',
  });
});

test('a large body goes zipped', async () => {
  const long = 'Nguyễn '.repeat(1000);
  let sent = new Uint8Array();
  const { wire } = wireTo(async (_, init) => {
    expect(new Headers(init.headers).get('content-encoding')).toBe('gzip');
    sent = new Uint8Array(init.body as Uint8Array);
    return new Response('{"ok":true}');
  });
  await wire.ask({ ...request, body: long }, Reply);
  expect(sent.length).toBeLessThan(200);
  expect(JSON.parse(toText(await gunzip(sent)))).toBe(long);
});

test.each([
  ['a page of a portal', answering('<html>', { status: 200 }), 'bad-answer', true],
  ['a portal that forbids', answering('<html>', { status: 403 }), 'bad-answer', true],
  ['another schema', answering('{"ok":1}', { status: 200 }), 'bad-answer', true],
  [
    'a refusal of the office',
    answering('{"code":"forbidden","detail":""}', { status: 403 }),
    'http',
    false,
  ],
  ['a proxy that is full', answering('<html>', { status: 413 }), 'http', false],
  ['an office that is down', answering('', { status: 502 }), 'http', true],
  ['no line', wireTo(async () => Promise.reject(new TypeError('x'))).wire, 'offline', true],
])('%s is trouble: %#', async (_, wire, kind, retry) => {
  await expect(wire.ask(request, Reply)).rejects.toMatchObject({
    name: 'WireTrouble',
    kind,
    retry,
  });
});

test('Retry-After is read in seconds', async () => {
  const wire = answering('', { status: 429, headers: { 'retry-after': '90' } });
  await expect(wire.ask(request, Reply)).rejects.toMatchObject({
    retry: true,
    retryAfterMs: 90_000,
  });
});

test('an answer that does not come in time is given up', async () => {
  const { wire, clock } = wireTo(
    (_, init) =>
      new Promise((__, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('x', 'AbortError')));
      }),
  );
  const asking = wire.ask({ ...request, timeoutMs: 5000 }, Reply);
  const refused = expect(asking).rejects.toMatchObject({ kind: 'timeout', retry: true });
  await Promise.resolve();
  clock.turn(5000);
  await refused;
});
