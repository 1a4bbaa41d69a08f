import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, samplePush } from '../sync/sample-push.ts';
import { type SampleApp, sampleApp } from './sample-app.ts';

let office: SampleApp;
const folder = mkdtempSync(join(tmpdir(), 'khop-client-'));
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Khớp</title>');
  writeFileSync(join(folder, 'sw.js'), '// worker');
  writeFileSync(join(folder, 'assets', 'main-abc123.js'), 'export {};');
  office = await sampleApp(undefined, { clientDir: folder });
});
afterAll(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

function get(url: string) {
  return office.app.inject({ method: 'GET', url });
}

describe('the door', () => {
  test('says that it runs and that its database answers', async () => {
    expect((await get('/health')).json()).toEqual({ ok: true });
    expect((await get('/ready')).json()).toMatchObject({ ok: true, engine: 'sqlite' });
  });

  test('serves hashed files for ever, everything else afresh, and screens by one page', async () => {
    const asset = await get('/assets/main-abc123.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const url of ['/', '/index.html', '/sw.js', '/desk/person/1?state=match']) {
      const reply = await get(url);
      expect([url, reply.statusCode, reply.headers['cache-control']]).toEqual([
        url,
        200,
        'no-cache',
      ]);
    }
    expect((await get('/desk')).body).toContain('Khớp');
  });

  test('an address of the API or a file that is not there is a Problem, not the page', async () => {
    for (const url of [
      '/api/nothing',
      '/api',
      '/assets/old-123.js',
      '/../package.json',
      '/%2e%2e/x.js',
    ]) {
      const reply = await get(url);
      expect([url, reply.statusCode, reply.json().code]).toEqual([url, 404, 'not-found']);
    }
  });

  test('a policy without inline scripts, and no upgrade that would break plain HTTP', async () => {
    const { headers } = await get('/');
    const csp = String(headers['content-security-policy']);
    expect(csp).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(csp).toContain("style-src 'self'");
    expect(csp).not.toContain('unsafe-inline');
    expect(csp).not.toContain('upgrade-insecure-requests');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['permissions-policy']).toContain('camera=(self)');
  });

  test('describes its API', async () => {
    const paths = Object.keys((await get('/docs/json')).json().paths);
    expect(paths).toContain('/api/journals/{journal}/entries');
    expect(paths.length).toBeGreaterThanOrEqual(12);
    expect((await get('/docs/')).statusCode).toBe(200);
  });

  test('hints say which scope moved, and only those that were granted', async () => {
    const { token } = await office.signIn('nurse');
    const address = await office.app.listen({ port: 0, host: '127.0.0.1' });
    const stop = new AbortController();
    const response = await fetch(`${address}/api/events`, {
      headers: { authorization: `Bearer ${token}` },
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.getReader();
    let heard = '';
    const hear = async (word: string) => {
      while (!heard.includes(word)) {
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) throw new Error('the line was closed');
        heard += new TextDecoder().decode(chunk.value);
      }
    };
    await hear('open');
    const far = office.journal(1);
    addPerson(far, 1, 'site-2');
    await office.push(await office.enrol('site-2'), samplePush(far));
    const near = office.journal(2);
    addPerson(near, 2, 'site-1');
    await office.push(await office.enrol(), samplePush(near));
    await hear('site-1');
    expect(heard).not.toContain('site-2');
    expect(heard).not.toContain('Kiểm Thử');
    stop.abort();
  });

  test('an office that stops ends the lines that are open', async () => {
    const own = await sampleApp();
    const { token } = await own.signIn('nurse');
    const address = await own.app.listen({ port: 0, host: '127.0.0.1' });
    const headers = { authorization: `Bearer ${token}` };
    const line = await fetch(`${address}/api/events`, { headers });
    const text = line.text();
    await own.close();
    expect(await text).toContain('event: open');
  });

  test('[S2] pushes of many tablets that arrive at once share their commits', async () => {
    const own = await sampleApp();
    const token = await own.enrol();
    const address = await own.app.listen({ port: 0, host: '127.0.0.1' });
    let commits = 0;
    const { write } = own.store;
    own.store.write = (work) => {
      commits += 1;
      return write(work);
    };
    const { port } = new URL(address);
    const sockets: Socket[] = [];
    for (let nth = 0; nth < 64; nth++) {
      // One after another: the office takes one new connection in a turn of its loop.
      const isTaken = once(own.app.server, 'connection');
      sockets.push(connect(Number(port), '127.0.0.1'));
      await isTaken;
    }
    const replies = sockets.map((socket) => text(socket));
    // All in one turn: the office finds 64 sockets ready when it looks next.
    for (const [nth, socket] of sockets.entries()) {
      const tablet = own.journal(100 + nth);
      addPerson(tablet, nth);
      const { journal } = tablet;
      const body = JSON.stringify(own.requestOf(token, samplePush(tablet)));
      socket.write(
        `POST /api/journals/${journal}/entries HTTP/1.1\r\nhost: x\r\nconnection: close\r\n` +
          `authorization: Bearer ${token}\r\ncontent-type: application/json\r\n` +
          `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    }
    for (const reply of await Promise.all(replies)) expect(reply).toContain('"head":2');
    expect(commits).toBeLessThan(32);
    await own.close();
  });
});
