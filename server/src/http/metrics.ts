import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Gauge, type MeasuredCommitter, metricsText } from '../metrics.ts';
import { readFigures } from '../store/figures.ts';
import type { AppDeps, DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';

type Watched = { at: number | null; isTroubled: boolean };

/**
 * `GET /metrics` for Prometheus: with the token where the office was given one, else from this very
 * machine. Everybody else is told what an address without a route is told.
 */
export function metricsRoute(
  app: Door,
  { store, clock, looks }: DoorDeps,
  committer: MeasuredCommitter,
  { checks, duties, metricsToken }: Pick<AppDeps, 'checks' | 'duties' | 'metricsToken'>,
): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayWatch(request, metricsToken ?? null)) throw new Refusal('not-found', 'no such thing');
    const { bytes, jobsWaiting } = await store.read(readFigures);
    const age = (at: number | null) => (at === null ? null : (clock.now() - at) / 1000);
    const copies = watched(duties?.(), 'copies', 'copiedAt');
    const anchors = watched(duties?.(), 'anchors', 'anchoredAt');
    const gauges: Gauge[] = [
      ['database_bytes', 'Size of the database.', bytes],
      ['checks_waiting', 'Identity checks that wait or are being asked.', jobsWaiting],
      [
        'checks_breaker_closed',
        '1 while the population database is asked freely.',
        closed(checks?.()),
      ],
      ['backlog_entries', 'Entries that wait for a transaction.', committer.backlog()],
      ['looks_waiting', 'Looks at persons that are not written down yet.', looks.waiting()],
      ['copy_age_seconds', 'Since the last copy off the machine.', age(copies?.at ?? null)],
      ['copy_trouble', '1 while the office cannot be copied.', trouble(copies)],
      ['anchor_age_seconds', 'Since the audit was last anchored.', age(anchors?.at ?? null)],
      ['anchor_trouble', '1 while the audit cannot be anchored.', trouble(anchors)],
    ];
    return reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(metricsText(committer.counts, gauges));
  });
}

function mayWatch(request: FastifyRequest, token: string | null): boolean {
  if (token !== null) return isSame(request.headers.authorization ?? '', `Bearer ${token}`);
  // A proxy on this machine makes everybody come from it.
  const isCarried = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers;
  return !isCarried && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
}

/** Without telling by its time how much of it was right. */
function isSame(said: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(said), digest(wanted));
}

function watched(states: object | undefined, name: string, key: string): Watched | null {
  const state = (states as Record<string, Record<string, unknown> | null> | undefined)?.[name];
  if (state === null || state === undefined) return null;
  const at = state[key];
  return { at: typeof at === 'number' ? at : null, isTroubled: state.trouble !== null };
}

function trouble(state: Watched | null): number | null {
  return state === null ? null : Number(state.isTroubled);
}

function closed(checks: object | undefined): number | null {
  const breaker = (checks as { breaker?: { state?: string } } | undefined)?.breaker;
  return breaker?.state === undefined ? null : Number(breaker.state === 'closed');
}
