import * as crypto from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { type SampleApp, sampleApp } from './sample-app.ts';
import { sampleBrowser } from './sample-browser.ts';

// The real derivation, and what was asked of it: a clock would judge how busy this machine is.
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  return { ...real, argon2: vi.fn(real.argon2) };
});

let office: SampleApp;
afterEach(() => office.close());

async function costOf(user: string) {
  vi.mocked(crypto.argon2).mockClear();
  const payload = { user, password: 'x' };
  const reply = await sampleBrowser(office.app).ask('POST', '/api/desk/sign-in', payload);
  const asked = vi.mocked(crypto.argon2).mock.calls.map(([algorithm, how]) => ({
    algorithm,
    memory: how.memory,
    passes: how.passes,
    parallelism: how.parallelism,
    tagLength: how.tagLength,
    saltBytes: Buffer.from(how.nonce as Uint8Array).length,
  }));
  return { status: reply.statusCode, body: reply.json(), asked };
}

test('[A8] a wrong password and an unknown user cost the same and answer the same', async () => {
  office = await sampleApp();
  const known = await costOf('police');
  expect(known.status).toBe(401);
  expect(known.asked).toHaveLength(1);
  expect(await costOf('nobody')).toEqual(known);
});
