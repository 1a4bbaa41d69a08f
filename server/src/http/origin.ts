import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

/**
 * [A3] A page of another site must not use a desk's cookie. A request with its own Authorization
 * header cannot be made by such a page; every other one that changes something must say that it
 * comes from here.
 */
export function refuseOtherOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (request.headers.authorization !== undefined) return;
    if (!isFromHere(request)) throw new Refusal('forbidden', 'a request from another site');
  });
}

function isFromHere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === request.host;
  // No browser at all. Without a cookie there is nothing a stranger could use.
  return request.headers.cookie === undefined;
}
