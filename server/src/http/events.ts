import { operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { openHints } from './hints.ts';

/** "Scope X moved to N", without content. A missed hint costs only time, so none is kept. */
export function eventRoutes(app: Door, { store }: DoorDeps): void {
  const hints = openHints(store);
  const lines = new Set<() => void>();
  // A line has no end of its own: an office that stops would wait for ever.
  app.addHook('preClose', async () => {
    hints.close();
    for (const close of lines) close();
  });
  app.get(
    '/api/events',
    {
      compress: false,
      sse: { kind: 'only' },
      schema: { summary: 'Hints that something moved (server-sent events)' },
    },
    async (request, reply) => {
      const { scopes } = operatorOf(request).grant;
      const stop = hints.subscribe(scopes, (scope, head) => {
        if (!reply.sse.isConnected) return;
        // A line that broke meanwhile is the listener's loss; it opens another.
        void reply.sse.send({ event: 'moved', data: { scope, head } }).catch(() => undefined);
      });
      const close = () => reply.sse.close();
      lines.add(close);
      reply.sse.onClose(() => {
        lines.delete(close);
        stop();
      });
      reply.sse.keepAlive();
      await reply.sse.send({ event: 'open', retry: 5000, data: {} });
    },
  );
}
