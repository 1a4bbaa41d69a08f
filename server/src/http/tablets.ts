import {
  LeaseReply,
  OperatorKeyReply,
  OperatorKeyRequest,
  RecoveryReply,
  RecoveryRequest,
} from '@khop/shared/protocol/enrol';
import { leaseFor } from '../access/lease.ts';
import { addOperatorKey, recoverDataKey } from '../access/operator-keys.ts';
import { deviceOf, operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';

/** What a tablet and its operators ask beside their entries: keys and leases. */
export function tabletRoutes(app: Door, { store, office }: DoorDeps): void {
  app.get(
    '/api/lease',
    {
      schema: { summary: 'Until when this tablet may show people', response: { 200: LeaseReply } },
    },
    async (request) => leaseFor(store, office, deviceOf(request)),
  );
  app.post(
    '/api/operator-keys',
    {
      schema: {
        summary: 'An operator’s signing key on a tablet of their site',
        body: OperatorKeyRequest,
        response: { 200: OperatorKeyReply },
      },
    },
    async (request) => {
      const added = await addOperatorKey(store, office, operatorOf(request), request.body);
      if (added === null) throw new Refusal('not-found', 'no such tablet');
      return added;
    },
  );
  app.post(
    '/api/recoveries',
    {
      schema: {
        summary: 'Opens the data key of a tablet whose PIN is forgotten',
        body: RecoveryRequest,
        response: { 200: RecoveryReply },
      },
    },
    async (request) => {
      const dataKey = await recoverDataKey(store, office, operatorOf(request), request.body);
      if (dataKey === null) throw new Refusal('not-found', 'no such tablet');
      return { dataKey };
    },
  );
}
