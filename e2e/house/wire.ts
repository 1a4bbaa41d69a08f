import type { Random } from '@khop/shared/ids';
import type { History } from './history.ts';

/** What can become of one request between a tablet and the office. */
export const FATES = [
  'delivered',
  'lost-request',
  'lost-reply',
  'doubled',
  'late',
  'cut-request',
  'cut-reply',
] as const;
export type Fate = (typeof FATES)[number];

export type Deliver = (request: Request) => Promise<Response>;

export type Wire = {
  fetch: typeof fetch;
  /** Delivers what was held back, in any order: the office hears old requests after new ones. */
  flush(): Promise<void>;
  counts: Record<Fate, number>;
  isDown: boolean;
  /** 0: a perfect wire; 1: no request is delivered untouched. */
  harshness: number;
};

/** A wire with fates, drawn from the seed. Nothing here knows what is said on it. */
export function openWire(
  deliver: Deliver,
  random: Random & { next(): number },
  note: History['note'] = () => {},
): Wire {
  const counts = Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>;
  const held: Request[] = [];
  const unreachable = () => new TypeError('the wire is down');

  function drawFate(): Fate {
    if (random.next() >= wire.harshness) return 'delivered';
    const bad = FATES.slice(1);
    return bad[Math.floor(random.next() * bad.length)] ?? 'lost-request';
  }

  async function cutRequest(request: Request): Promise<Request> {
    const body = new Uint8Array(await request.arrayBuffer());
    if (body.length === 0) return new Request(request.url, { method: request.method });
    const kept = body.slice(0, Math.floor(random.next() * body.length));
    return new Request(request.url, {
      method: request.method,
      headers: request.headers,
      body: kept,
    });
  }

  async function cutReply(response: Response): Promise<Response> {
    const body = new Uint8Array(await response.arrayBuffer());
    const kept = body.slice(0, Math.floor(random.next() * body.length));
    return new Response(kept, { status: response.status, headers: response.headers });
  }

  async function send(request: Request): Promise<Response> {
    if (wire.isDown) throw unreachable();
    const fate = drawFate();
    counts[fate] += 1;
    note(fate, request.method, new URL(request.url).pathname);
    switch (fate) {
      case 'delivered':
        return deliver(request);
      case 'lost-request':
        throw unreachable();
      case 'lost-reply':
        await deliver(request);
        throw unreachable();
      case 'doubled':
        await deliver(request.clone());
        return deliver(request);
      case 'late':
        held.push(request.clone());
        throw unreachable();
      case 'cut-request':
        return deliver(await cutRequest(request));
      case 'cut-reply':
        return cutReply(await deliver(request));
    }
  }

  const wire: Wire = {
    fetch: (input, init) => send(new Request(input, init)),
    async flush() {
      while (held.length > 0) {
        const index = Math.floor(random.next() * held.length);
        const [request] = held.splice(index, 1);
        if (request !== undefined) await deliver(request);
      }
    },
    counts,
    isDown: false,
    harshness: 0,
  };
  return wire;
}
