import * as z from 'zod/mini';
import { getOffice } from '../store/epochs.ts';
import type { AppDeps, DoorDeps } from './deps.ts';
import type { Door } from './door.ts';

export function healthRoutes(
  app: Door,
  { store }: DoorDeps,
  { checks, duties }: Pick<AppDeps, 'checks' | 'duties'>,
): void {
  app.get(
    '/health',
    {
      schema: { summary: 'The process runs', response: { 200: z.object({ ok: z.boolean() }) } },
    },
    async () => ({ ok: true }),
  );
  app.get(
    '/ready',
    {
      schema: {
        summary: 'The database answers; how checks, copies and anchors stand',
        response: {
          200: z.object({
            ok: z.boolean(),
            engine: z.string(),
            checks: z.unknown(),
            duties: z.unknown(),
          }),
        },
      },
    },
    async () => {
      await store.read(getOffice);
      return {
        ok: true,
        engine: store.engine,
        checks: checks?.() ?? null,
        duties: duties?.() ?? null,
      };
    },
  );
}
