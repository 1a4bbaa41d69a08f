import { DeskRecovery } from '@khop/shared/protocol/desk-recovery';
import { toInstant } from '@khop/shared/time';
import * as z from 'zod';
import { findRecovery, releaseRecovery } from '../sync/recovery.ts';
import { operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import { siteIdsOf } from './desk-devices.ts';
import type { Door } from './door.ts';

/** [S8] What a restored office waits for, beside the lists that may lack it. */
export function deskRecoveryRoutes(app: Door, { store }: DoorDeps): void {
  app.get(
    '/api/desk/recovery',
    {
      schema: {
        summary: 'Which tablets a restored office still waits for',
        response: { 200: DeskRecovery },
      },
    },
    async (request) => {
      const asker = operatorOf(request);
      const found = await store.read(async (reads) =>
        findRecovery(reads, await siteIdsOf(reads, asker)),
      );
      if (found === null) return { recovering: null };
      const { since, ...counts } = found;
      const mayRelease = asker.role === 'administrator';
      return { recovering: { since: toInstant(since), ...counts, mayRelease } };
    },
  );
  app.post(
    '/api/desk/recovery/release',
    {
      schema: { summary: 'Waits for no further tablet', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { id } = operatorOf(request);
      await store.write((tx) => releaseRecovery(tx, id));
      return reply.code(204).send(null);
    },
  );
}
