import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

/**
 * [A3] A page of another site must not use a desk's cookie, nor learn from the API by asking. What the
 * browser says about where a request comes from (Fetch Metadata) counts first, for reads of the API
 * too; the origin is for browsers that do not say it. Only a request with its own Authorization
 * header, which no page of another site can make, may change something without either.
 */
export function refuseOtherOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    // Pages and their files may be linked to from anywhere; they hold nobody's data.
    if (isRead && !/^\/api(\/|$)/.test(request.url)) return;
    if (!isFromHere(request, isRead)) throw new Refusal('forbidden', 'a request from another site');
  });
}

function isFromHere(request: FastifyRequest, isRead: boolean): boolean {
  const { origin, cookie, authorization } = request.headers;
  const site = request.headers['sec-fetch-site'];
  // `none`: typed into the address bar, or opened from a bookmark.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === request.host;
  if (isRead || authorization !== undefined) return true;
  // No browser at all. Without a cookie there is nothing a stranger could use.
  return cookie === undefined;
}
