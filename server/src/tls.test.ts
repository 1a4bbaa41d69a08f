import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTls } from './tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'khop-tls-'));
const cert = join(folder, 'cert.pem');
const key = join(folder, 'key.pem');
beforeAll(() => {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', key, '-out', cert, '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, ...files], { stdio: 'ignore' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an office with a certificate speaks TLS from 1.2 on, and tells browsers to stay with it', async () => {
  const office = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      KHOP_DATA_DIR: join(folder, 'data'),
      KHOP_PORT: '0',
      KHOP_CHECKS: 'off',
      KHOP_LOG: 'error',
      KHOP_TLS_CERT_FILE: cert,
      KHOP_TLS_KEY_FILE: key,
    },
  });
  let said = '';
  office.stdout.on('data', (bytes) => {
    said += bytes;
  });
  while (!/^Khớp: .*\n/m.test(said)) await once(office.stdout, 'data');
  const address = /Khớp: (\S+)/.exec(said)?.[1] ?? '';
  expect(address).toMatch(/^https:\/\/localhost:\d+$/);
  const ca = readFileSync(cert);
  const [reply] = await once(get(`${address}/health`, { ca }), 'response');
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['strict-transport-security']).toContain('max-age=31536000');
  reply.resume();
  // A caller who would take less, if the office did.
  const weak = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' } as const;
  const old = connect({ port: Number(new URL(address).port), ca, ...weak });
  const [refused] = await once(old, 'error');
  expect(refused).toMatchObject({ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' });
  const gone = once(office, 'exit');
  office.kill('SIGTERM');
  await gone;
});

test('[A26] half a pair, no file and no certificate are one sentence each', () => {
  const none = join(folder, 'none.pem');
  const junk = join(folder, 'junk.pem');
  writeFileSync(junk, 'junk');
  expect(readTls(undefined, undefined)).toBeNull();
  expect(() => readTls(cert, undefined)).toThrow(/go together: set both\.$/);
  expect(() => readTls(cert, none)).toThrow(/^KHOP_TLS_KEY_FILE cannot be read/);
  expect(() => readTls(junk, key)).toThrow(/are no certificate and its key \(PEM\)\.$/);
});
