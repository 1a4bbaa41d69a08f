import { PACKED_TYPE } from '@khop/shared/protocol/packed-page';
import { MAX_PULL_RECORDS, Page } from '@khop/shared/protocol/pull';
import { Epoch } from '@khop/shared/protocol/push';
import { PACKED_SINCE } from '@khop/shared/protocol/version';
import * as z from 'zod';
import { findSessionState } from '../access/desk-sessions.ts';
import { LIST_TAKEN, LIST_VIEWED } from '../audit/looks.ts';
import { changesFor, packedPage, pageText } from '../sync/pull.ts';
import { operatorOf, tokenOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { Refusal, refuseOutdated } from './refusal.ts';

const PullQuery = z.object({
  /** The asker's words; the first release did not say. */
  protocol: z.coerce.number().int().min(1).default(1),
  epoch: z.optional(Epoch),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).default(MAX_PULL_RECORDS),
});

export function scopeRoutes(app: Door, { store, looks, minClient }: DoorDeps): void {
  app.get(
    '/api/scopes/:scope/records',
    {
      schema: {
        summary: 'Records that changed beyond a cursor',
        params: z.object({ scope: z.string().max(200) }),
        querystring: PullQuery,
        response: { 200: Page },
      },
    },
    async (request, reply) => {
      const { id, session, grant } = operatorOf(request);
      const { scope } = request.params;
      // [A2] A scope that was not granted answers exactly like one that does not exist.
      if (!grant.scopes.includes(scope)) throw new Refusal('not-found', 'no such scope');
      const { protocol, epoch = null, after, limit } = request.query;
      refuseOutdated(protocol, minClient);
      const state = await findSessionState(store, tokenOf(request) ?? '');
      const isDesk = state?.kind === 'desk';
      const act = isDesk ? LIST_VIEWED : LIST_TAKEN;
      const isKept = looks.add({ who: id, session, act, object: `scope=${scope}` });
      // [A20] A tablet in the field is not kept from its list.
      if (isDesk && !isKept) throw new Refusal('unavailable', 'try later', 30);
      const changes = await changesFor(store, { scope, epoch, after, limit, who: id });
      if (protocol < PACKED_SINCE) {
        return reply.type('application/json').send(pageText(changes) as never);
      }
      return reply.type(PACKED_TYPE).send((await packedPage(changes)) as never);
    },
  );
}
