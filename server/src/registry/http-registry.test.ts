import { afterAll, expect, test } from 'vitest';
import { type GatewaySettings, httpRegistry } from './http-registry.ts';
import type { Question, Registry } from './registry.ts';
import { CITIZENS, registryContract } from './registry-contract.ts';
import { listen, type StandIn, standIn } from './stand-in.ts';
import { populationOf } from './stand-in-answer.ts';
import { MODES, type Mode } from './stand-in-mode.ts';

const clock = { now: () => Date.parse('2026-11-21T01:00:00.000Z'), mono: () => 0 };
const settings: GatewaySettings = {
  url: 'http://127.0.0.1:9/',
  operation: 'verify',
  user: 'so-y-te-demo',
  secret: 'demo-secret',
  client: 'VN/GOV/DEMO',
  apiKey: 'demo-key',
  procedure: 'G00-DEMO',
  unit: 'G00.00',
  account: 'khop',
  phone: '0',
  nameStyle: 'no-apostrophe',
  parallel: 2,
  timeoutMs: 10_000,
  maxBytes: 64 * 1024,
};

const open: StandIn[] = [];
afterAll(() => {
  for (const { server } of open) {
    server.closeAllConnections();
    server.close();
  }
});

/** Each look at it is a hundred seconds later. */
function slowClock() {
  let now = 0;
  return { now: () => 0, mono: () => (now += 100_000) };
}

async function gateway(mode: Mode, changes: Partial<GatewaySettings> = {}, at = clock) {
  const service = standIn({
    population: populationOf(CITIZENS),
    mode,
    sleep: async () => {},
    slowMs: 0,
  });
  open.push(service);
  const url = await listen(service.server, 0);
  const registry = httpRegistry({
    settings: { ...settings, url, ...changes },
    fetch,
    clock: at,
    officerId: (account) => (account === 'op-1' ? '066190000000' : null),
  });
  return { service, registry };
}

for (const operation of ['verify', 'lookup'] as const) {
  registryContract(
    `gateway, ${operation}`,
    { sex: operation === 'lookup', marks: false },
    async () => (await gateway('ok', { operation })).registry,
    async () => (await gateway('down', { operation })).registry,
  );
}

const known = CITIZENS[0];
if (known === undefined) throw new Error('no citizen');
const asked: Question = {
  id: '01939c00-0000-7000-8000-000000000001',
  fields: {
    fullName: known.fullName,
    sex: known.sex,
    birthDate: known.birthDate,
    number: { kind: 'personal-id', value: known.number ?? '' },
  },
  officer: 'op-1',
};
const stranger: Question = { ...asked, fields: { ...asked.fields, fullName: 'Lê Văn Khác' } };

async function answerOf(registry: Registry, question: Question) {
  const answers = await registry.check([question], new AbortController().signal);
  expect(answers).toHaveLength(1);
  return answers[0];
}

const HONEST: readonly Mode[] = ['ok', 'slow', 'flap'];
for (const operation of ['verify', 'lookup'] as const) {
  for (const mode of MODES.filter((each) => !HONEST.includes(each) && each !== 'wrong')) {
    if (operation === 'lookup' && ['two-verdicts', 'maybe', 'error-with-false'].includes(mode)) {
      continue;
    }
    if (operation === 'verify' && mode === 'other-citizen') continue;
    test(`a gateway that is ${mode} gives no verdict (${operation})`, async () => {
      const { registry } = await gateway(mode, {
        operation,
        timeoutMs: mode === 'hang' ? 50 : 10_000,
      });
      const answer = await answerOf(registry, asked);
      expect(answer?.outcome).toBe('error');
      if (operation === 'verify') {
        expect((await answerOf(registry, stranger))?.outcome).toBe('error');
      }
    });
  }
}

test('the kinds of refusal are told apart and are not to be retried', async () => {
  const kindOf = async (mode: Mode) => answerOf((await gateway(mode)).registry, asked);
  expect(await kindOf('refused')).toMatchObject({ kind: 'refused', retry: false });
  expect(await kindOf('not-licensed')).toMatchObject({ kind: 'not-licensed', retry: false });
  expect(await kindOf('unknown-code')).toMatchObject({ kind: 'down', retry: true });
  expect(await kindOf('garbage')).toMatchObject({ kind: 'bad-answer', retry: true });
});

test('a silent gateway is a timeout', async () => {
  const { registry } = await gateway('hang', { timeoutMs: 50 });
  expect(await answerOf(registry, asked)).toMatchObject({ kind: 'timeout', retry: true });
});

test('after a refusal the rest of the batch stays unasked', async () => {
  const { service, registry } = await gateway('refused', { parallel: 1 });
  const batch = [1, 2, 3].map((index) => ({ ...asked, id: `${asked.id.slice(0, -1)}${index}` }));
  expect(await registry.check(batch, new AbortController().signal)).toHaveLength(1);
  expect(service.seen().asked).toBe(1);
});

test('a portion that takes too long ends unasked, not twice asked', async () => {
  const { service, registry } = await gateway('ok', { parallel: 1 }, slowClock());
  const batch = [1, 2, 3, 4, 5].map((each) => ({
    ...asked,
    id: `${asked.id.slice(0, -1)}${each}`,
  }));
  const answers = await registry.check(batch, new AbortController().signal);
  expect(answers.map(({ outcome }) => outcome)).toEqual(['match', 'match']);
  expect(service.seen().asked).toBe(2);
});

test('an officer without an own ID number is refused before anything is sent', async () => {
  const { service, registry } = await gateway('ok');
  const answer = await answerOf(registry, { ...asked, officer: 'nobody' });
  expect(answer).toMatchObject({ outcome: 'error', kind: 'refused' });
  expect(service.seen().asked).toBe(0);
});

test('no answer holds the secret, and a failed line tells no content', async () => {
  const { registry } = await gateway('refuse-connection');
  const answer = await answerOf(registry, asked);
  expect(JSON.stringify(answer)).not.toContain(known.number);
  expect(JSON.stringify(answer)).not.toContain(settings.secret);
});

test('the stand-in changes its mode while it runs, and refuses a mode it does not have', async () => {
  const { service, registry } = await gateway('ok');
  expect((await answerOf(registry, asked))?.outcome).toBe('match');
  const address = service.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const control = `http://127.0.0.1:${address.port}/control`;
  const turn = (mode: string) => fetch(control, { method: 'POST', body: JSON.stringify({ mode }) });
  expect((await turn('down')).status).toBe(200);
  expect((await answerOf(registry, asked))?.outcome).toBe('error');
  expect((await turn('sideways')).status).toBe(400);
  expect(await (await fetch(control)).json()).toMatchObject({ mode: 'down', asked: 2 });
});
