import { type SampleApp, sampleApp } from '@khop/server/http/sample-app';
import { addPerson, samplePush } from '@khop/server/sync/sample-push';
import { Problem } from '@khop/shared/protocol/problem';
import fc from 'fast-check';
import { type Described, requestsTo, type Sent } from './fuzz-requests.ts';
import { CANARY, type Schema } from './fuzz-schema.ts';

export type Fuzzed = {
  requests: number;
  routes: number;
  /** Answers by status. */
  statuses: Record<string, number>;
  /** What must not be: the kind, where, and one request that does it. */
  problems: { what: string; route: string; sent: Sent; said: string }[];
};

const DESK = ['head', 'station', 'police', 'stranger', 'admin'];
const PROBLEMS_KEPT = 20;
/** From so many on, more of them go out between two sign-ins, which cost the most. */
const LONG = 20_000;

/**
 * Sends so many requests, made from the office's own description of its routes, to an office in this
 * process: none may end in a bug, say anything of what was sent in its error, or leave a promise
 * unheard.
 */
export async function fuzzOffice(requests: number, seed: number): Promise<Fuzzed> {
  const fuzzed: Fuzzed = { requests: 0, routes: 0, statuses: {}, problems: [] };
  const unheard: unknown[] = [];
  const onUnheard = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', onUnheard);
  process.on('uncaughtException', onUnheard);
  const office = await sampleApp(undefined, { triesPerMinute: 1_000_000 });
  try {
    const routes = described(office);
    fuzzed.routes = routes.length;
    const pushed = await samplePushes(office);
    const most = requests < LONG ? 10 : 60;
    for (let round = 0; fuzzed.requests < requests; round++) {
      const nurse = (await office.signIn('nurse')).token;
      for (const [nth, route] of routes.entries()) {
        // Anew for each route: some of them end sessions and tablets.
        const tokens = await signIn(office, nurse);
        const seeds = route.path.endsWith('/entries') ? pushed : [];
        const askers = await mostlyLetIn(office, route, tokens);
        const arbitrary = requestsTo(route, askers, seeds);
        const numRuns = isEnding(route) ? 10 : most;
        const sample = fc.sample(arbitrary, { numRuns, seed: seed + round * 1000 + nth });
        for (const sent of sample) {
          await ask(office, sent, tokens, route, fuzzed);
          for (const reason of unheard.splice(0)) note(fuzzed, 'unheard', route, sent, `${reason}`);
        }
      }
      office.clock.advance(60_000);
    }
  } finally {
    await office.close();
    process.off('unhandledRejection', onUnheard);
    process.off('uncaughtException', onUnheard);
  }
  return fuzzed;
}

/** A line that never ends would be waited for without end. */
const isEndless = (path: string) => path === '/api/events';

function described({ app }: SampleApp): Described[] {
  const { paths } = app.swagger() as unknown as {
    paths: Record<string, Record<string, Operation>>;
  };
  const hidden: Described = {
    ...{ method: 'POST', path: '/api/csp-reports', params: {}, query: {} },
    body: { type: 'object' },
  };
  const shown = Object.entries(paths)
    .filter(([path]) => !isEndless(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const named = (where: string) =>
          Object.fromEntries(
            (operation.parameters ?? [])
              .filter((parameter) => parameter.in === where)
              .map(({ name, schema }) => [name, schema]),
          );
        return {
          method: method.toUpperCase(),
          path,
          params: named('path'),
          query: named('query'),
          body: operation.requestBody?.content['application/json']?.schema ?? null,
        };
      }),
    );
  // Routes that end sessions come last, or the others would only ever be turned away.
  return [...shown, hidden].toSorted((a, b) => Number(isEnding(a)) - Number(isEnding(b)));
}

const isEnding = ({ method }: Pick<Described, 'method'>) => method === 'DELETE';

type Operation = {
  parameters?: { in: string; name: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema } | undefined> };
};

async function samplePushes(office: SampleApp): Promise<unknown[]> {
  const device = await office.enrol();
  return [1, 2, 3].map((seed) => {
    const tablet = office.journal(seed);
    addPerson(tablet, seed);
    return office.requestOf(device, samplePush(tablet));
  });
}

async function signIn(office: SampleApp, nurse: string): Promise<Map<string, string | null>> {
  const tokens = new Map<string, string | null>([
    ['nobody', null],
    ['nurse', nurse],
  ]);
  tokens.set('device', await office.enrol());
  for (const user of DESK) tokens.set(user, (await office.signIn(user)).token);
  return tokens;
}

/** Everybody once, and more often those whom the door lets through to this route. */
async function mostlyLetIn(
  { app }: SampleApp,
  { method, path }: Described,
  tokens: ReadonlyMap<string, string | null>,
): Promise<string[]> {
  const all = [...tokens.keys()];
  const url = path.replace(/\{\w+\}/g, 'x');
  const letIn: string[] = [];
  for (const [who, token] of tokens) {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    const { statusCode } = await app.inject({ method: method as 'POST', url, headers });
    if (![401, 403].includes(statusCode) && !isEnding({ method })) letIn.push(who);
  }
  return [...all, ...Array(4).fill(letIn).flat()];
}

async function ask(
  { app }: SampleApp,
  sent: Sent,
  tokens: ReadonlyMap<string, string | null>,
  route: Described,
  fuzzed: Fuzzed,
): Promise<void> {
  const token = tokens.get(sent.as);
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  const reply = await app.inject({
    method: sent.method as 'POST',
    url: sent.url,
    headers: { ...authorization, ...sent.headers },
    ...(sent.payload === undefined ? {} : { payload: sent.payload }),
  });
  const { statusCode, body } = reply;
  fuzzed.requests += 1;
  fuzzed.statuses[statusCode] = (fuzzed.statuses[statusCode] ?? 0) + 1;
  if (statusCode >= 500) note(fuzzed, `status ${statusCode}`, route, sent, body);
  if (statusCode < 400) return;
  if (body.includes(CANARY)) note(fuzzed, 'echo', route, sent, body);
  if (JSON.stringify(reply.headers).includes(CANARY))
    note(fuzzed, 'echo in a header', route, sent, '');
  // A push that is refused answers with what the office holds.
  const isPushReply = statusCode === 409 && route.path.endsWith('/entries');
  if (!isPushReply && !isProblem(body)) note(fuzzed, 'no problem', route, sent, body);
}

function isProblem(body: string): boolean {
  try {
    return Problem.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}

function note(fuzzed: Fuzzed, what: string, route: Described, sent: Sent, said: string): void {
  const where = `${route.method} ${route.path}`;
  const known = fuzzed.problems.filter((each) => each.what === what && each.route === where);
  if (known.length > 2 || fuzzed.problems.length >= PROBLEMS_KEPT) return;
  const payload = String(sent.payload ?? '').slice(0, 300);
  fuzzed.problems.push({
    what,
    route: where,
    sent: { ...sent, payload },
    said: said.slice(0, 300),
  });
}
