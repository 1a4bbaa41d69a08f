import type { History } from './history.ts';
import type { Deliver } from './wire.ts';
import type { Witness } from './witness.ts';

/** The part of a Fastify instance that answers without a socket. */
type Injectable = {
  inject(options: {
    method: string;
    url: string;
    headers: Record<string, string>;
    payload?: Buffer;
  }): Promise<{ statusCode: number; headers: Record<string, unknown>; rawPayload: Buffer }>;
};

/** The office's whole door (routes, limits, inflation, errors) without a port. */
export function deliverTo(
  office: () => Injectable | null,
  note: History['note'],
  hear: Witness['hear'],
): Deliver {
  return async (request) => {
    const url = new URL(request.url);
    const body = Buffer.from(await request.arrayBuffer());
    const door = office();
    if (door === null) throw new TypeError('nobody listens');
    const reply = await door.inject({
      method: request.method,
      url: url.pathname + url.search,
      headers: Object.fromEntries(request.headers),
      ...(body.length > 0 ? { payload: body } : {}),
    });
    // Killed while it answered: the line is dead, whatever became of the request.
    if (office() !== door) throw new TypeError('the line is dead');
    note('asked', url.pathname, body, reply.statusCode, reply.rawPayload);
    await hear(url.pathname, url.searchParams, reply.statusCode, reply.rawPayload);
    const headers = new Headers();
    for (const [name, value] of Object.entries(reply.headers)) {
      if (value !== undefined && name !== 'content-length') headers.set(name, String(value));
    }
    const isBare = reply.statusCode === 204 || reply.statusCode === 304;
    return new Response(isBare ? null : new Uint8Array(reply.rawPayload), {
      status: reply.statusCode,
      headers,
    });
  };
}
