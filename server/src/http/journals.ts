import { JournalId } from '@khop/shared/ids';
import { MAX_PUSH_BYTES, PushReply, PushRequest } from '@khop/shared/protocol/push';
import * as z from 'zod/mini';
import { readPush } from '../sync/push.ts';
import { deviceOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { waitSeconds } from './problems.ts';
import { Refusal } from './refusal.ts';

/** Entries that may wait for the disk; beyond it a tablet is better served by being told to wait. */
const MAX_BACKLOG = 50_000;

export function journalRoutes(app: Door, { committer, clock, random }: DoorDeps): void {
  app.post(
    '/api/journals/:journal/entries',
    {
      config: { policy: { who: 'device' } },
      bodyLimit: MAX_PUSH_BYTES,
      schema: {
        summary: 'A tablet hands over entries; answered after they are durable',
        params: z.object({ journal: JournalId }),
        body: PushRequest,
        response: { 200: PushReply, 409: PushReply },
      },
    },
    async (request, reply) => {
      if (committer.backlog() > MAX_BACKLOG) {
        throw new Refusal('unavailable', 'too much at once', waitSeconds(random));
      }
      const { journal } = request.params;
      const push = readPush(journal, deviceOf(request).id, clock.now(), request.body);
      const outcome = await committer.push(push);
      if (outcome.status === 'refused') throw new Refusal(outcome.code, 'not into this journal');
      return reply.code(outcome.status === 'stored' ? 200 : 409).send(outcome.reply);
    },
  );
}
