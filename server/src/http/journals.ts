import { JournalId } from '@khop/shared/ids';
import { MAX_PUSH_BYTES, PushReply, PushRequest } from '@khop/shared/protocol/push';
import * as z from 'zod/mini';
import type { Asker } from '../access/askers.ts';
import { relearn } from '../access/vouchers.ts';
import { openPush, type PushKeys } from '../sync/open-push.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { waitSeconds } from './problems.ts';
import { Refusal } from './refusal.ts';

/** Entries that may wait for the disk; beyond it a tablet is better served by being told to wait. */
const MAX_BACKLOG = 50_000;

/** [P10] Whoever carries learns how far the journal reaches, and nothing about its entries. */
function mayHearAll(asker: Asker | null, device: string): boolean {
  return asker?.kind === 'device' && asker.id === device;
}

export function journalRoutes(app: Door, deps: DoorDeps): void {
  const { committer, clock, random, store, office, known } = deps;
  const keys: PushKeys = { office, known, relearn: (each) => relearn(store, office, each) };
  app.post(
    '/api/journals/:journal/entries',
    {
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
      const opened = await openPush(keys, journal, clock.now(), request.body);
      const outcome =
        'push' in opened
          ? await committer.push(opened.push)
          : { status: 'refused' as const, code: opened.refused };
      if (outcome.status === 'refused') throw new Refusal(outcome.code, 'not into this journal');
      const said = mayHearAll(request.asker, request.body.device)
        ? outcome.reply
        : { ...outcome.reply, refused: [] };
      return reply.code(outcome.status === 'stored' ? 200 : 409).send(said);
    },
  );
}
