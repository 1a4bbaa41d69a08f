import { Problem } from '@khop/shared/protocol/problem';
import type * as z from 'zod/mini';
import { type Bytes, gzip, toBytes, toText } from '../data/bytes.ts';
import type { World } from '../world.ts';

/**
 * The office could not be asked, or gave no answer that can be used. `offline`: nothing came back.
 * `timeout`: too late. `http`: a status that says no. `bad-answer`: a captive portal, a proxy's page,
 * bytes that are not the protocol's. `retry`: whether asking again may help without a person.
 */
export class WireTrouble extends Error {
  readonly kind: 'offline' | 'timeout' | 'http' | 'bad-answer';
  readonly retry: boolean;
  readonly status: number | null;
  readonly code: Problem['code'] | null;
  /** What the office asked for by Retry-After. */
  readonly retryAfterMs: number | null;

  constructor(
    kind: WireTrouble['kind'],
    about: { status?: number; code?: Problem['code'] | null; retryAfterMs?: number | null } = {},
  ) {
    super(`wire: ${kind}${about.status === undefined ? '' : ` ${about.status}`}`);
    this.name = 'WireTrouble';
    this.kind = kind;
    this.status = about.status ?? null;
    this.code = about.code ?? null;
    this.retryAfterMs = about.retryAfterMs ?? null;
    this.retry = kind !== 'http' || isPassing(about.status ?? 0);
  }
}

function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

export type WireRequest = {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  token: string | null;
  body?: unknown;
  timeoutMs?: number;
  /** Whether it still goes out where the page is closed meanwhile. */
  keepalive?: boolean;
  /** Statuses that carry a reply of the protocol beside 200–299. */
  alsoGood?: readonly number[];
};

export type Wire = {
  /** The reply's bytes; for pages, which the register's worker reads. */
  bytes(request: WireRequest): Promise<{ status: number; body: Bytes }>;
  ask<T extends z.ZodMiniType>(request: WireRequest, reply: T): Promise<z.infer<T>>;
  /** Calls for each hint until the office or `signal` ends it. */
  hints(path: string, token: string, onHint: () => void, signal: AbortSignal): Promise<void>;
};

const TIMEOUT_MS = 30_000;
/** Below this gzip costs more time than it spares. */
const WORTH_ZIPPING = 1024;

/**
 * The only caller of fetch.
 * @param credentials the desk's session is a cookie no script can read. To a tablet the cookie of a
 * desk in the same browser is another person's right.
 */
export function makeWire(
  world: Pick<World, 'fetch' | 'baseUrl' | 'after'>,
  credentials: 'omit' | 'same-origin' = 'omit',
): Wire {
  async function send(request: WireRequest, stop: AbortController): Promise<Response> {
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...(request.token === null ? {} : { authorization: `Bearer ${request.token}` }),
    };
    const { method, keepalive = false } = request;
    const init: RequestInit = { method, headers, keepalive, signal: stop.signal };
    if (request.body !== undefined) {
      const plain = toBytes(JSON.stringify(request.body));
      const isZipped = plain.length >= WORTH_ZIPPING;
      headers['content-type'] = 'application/json';
      if (isZipped) headers['content-encoding'] = 'gzip';
      init.body = isZipped ? await gzip(plain) : plain;
    }
    return world.fetch(world.baseUrl + request.path, {
      ...init,
      credentials,
      cache: 'no-store',
    });
  }

  async function bytes(request: WireRequest): Promise<{ status: number; body: Bytes }> {
    const stop = new AbortController();
    const cancel = world.after(request.timeoutMs ?? TIMEOUT_MS, () => stop.abort());
    try {
      const response = await send(request, stop);
      const body = new Uint8Array(await response.arrayBuffer());
      const isGood = response.ok || (request.alsoGood ?? []).includes(response.status);
      if (!isGood) throw refusalOf(response, body);
      return { status: response.status, body };
    } catch (error) {
      if (error instanceof WireTrouble) throw error;
      throw new WireTrouble(stop.signal.aborted ? 'timeout' : 'offline');
    } finally {
      cancel();
    }
  }

  return {
    bytes,
    async ask(request, reply) {
      const { status, body } = await bytes(request);
      const parsed = reply.safeParse(readJson(body));
      if (!parsed.success) throw new WireTrouble('bad-answer', { status });
      return parsed.data as z.infer<typeof reply>;
    },
    async hints(path, token, onHint, signal) {
      const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
      const init: RequestInit = { headers, signal, credentials: 'omit', cache: 'no-store' };
      try {
        const response = await world.fetch(world.baseUrl + path, init);
        if (!response.ok || response.body === null) throw new WireTrouble('bad-answer');
        const reader = response.body.getReader();
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          // A hint's content is not worth reading; a comment that keeps the line open is no hint.
          if (new TextDecoder().decode(value).includes('data:')) onHint();
        }
      } catch (error) {
        throw error instanceof WireTrouble ? error : new WireTrouble('offline');
      }
    },
  };
}

function readJson(body: Bytes): unknown {
  try {
    return JSON.parse(toText(body));
  } catch {
    return undefined;
  }
}

function refusalOf(response: Response, body: Bytes): WireTrouble {
  const { status } = response;
  const problem = Problem.safeParse(readJson(body));
  // A captive portal says 401 or 403 too. Only the office's own words may end a tablet's rights.
  const isTheOffice = problem.success || status === 413 || status === 429 || status >= 500;
  if (!isTheOffice) return new WireTrouble('bad-answer', { status });
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new WireTrouble('http', {
    status,
    code: problem.success ? problem.data.code : null,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null,
  });
}
