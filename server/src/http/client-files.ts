import { existsSync, statSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ANYONE } from './policy.ts';
import { send } from './problems.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

/**
 * The built client. Files under `assets/` carry a hash of their content in their name and never
 * change; everything else (index.html, sw.js, the manifest) is asked for anew each time, so that an
 * update reaches the tablets. Addresses without a file are screens of the client.
 */
export function clientFiles(app: FastifyInstance, folder: string): void {
  void app.register(fastifyStatic, { root: folder, serve: false, etag: true });
  app.get('/*', { config: { policy: ANYONE }, schema: { hide: true } }, (request, reply) => {
    const { '*': path = '' } = request.params as { '*'?: string };
    if (path === 'api' || path.startsWith('api/')) return notFound(reply);
    if (isFile(folder, path)) {
      const isHashed = path.startsWith('assets/');
      return isHashed
        ? reply.sendFile(path, { maxAge: YEAR_MS, immutable: true })
        : reply.header('cache-control', 'no-cache').sendFile(path, { cacheControl: false });
    }
    const isScreen = !/\.[a-z0-9]+$/i.test(path) && isFile(folder, 'index.html');
    if (!isScreen) return notFound(reply);
    return reply.header('cache-control', 'no-cache').sendFile('index.html', {
      cacheControl: false,
    });
  });
}

function notFound(reply: FastifyReply): FastifyReply {
  return send(reply, 404, { code: 'not-found', detail: 'no such thing' });
}

function isFile(folder: string, path: string): boolean {
  const full = normalize(join(folder, path));
  if (!full.startsWith(normalize(folder) + sep)) return false;
  return existsSync(full) && statSync(full).isFile();
}
