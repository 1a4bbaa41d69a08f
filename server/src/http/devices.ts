import { EnrolReply, EnrolRequest, ReturnRequest } from '@khop/shared/protocol/enrol';
import { toInstant } from '@khop/shared/time';
import * as z from 'zod/mini';
import { enrolDevice } from '../access/enrol.ts';
import { addressLimit, takeTries } from '../access/limits.ts';
import { tokenHash } from '../access/tokens.ts';
import { relearn, vouch } from '../access/vouchers.ts';
import { tooMany } from './cookies.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { Refusal, refuseOutdated } from './refusal.ts';

export function deviceRoutes(app: Door, deps: DoorDeps, triesPerMinute: number): void {
  const { store, clock, office, minClient } = deps;
  app.post(
    '/api/devices',
    {
      schema: {
        summary: 'A one-time code makes a tablet the site’s',
        body: EnrolRequest,
        response: { 200: EnrolReply },
      },
    },
    async (request) => {
      const { protocol, code, deviceName, publicKey } = request.body;
      refuseOutdated(protocol, minClient);
      const waitMs = await takeTries(store, [addressLimit('enrol', request.ip, triesPerMinute)]);
      if (waitMs !== null) throw tooMany(waitMs);
      const enrolled = await enrolDevice(store, { code, deviceName, publicKey });
      if (enrolled === 'unknown') throw new Refusal('not-found', 'no such code');
      if (enrolled === 'expired') throw new Refusal('expired', 'the code was used or is too old');
      const { device, deviceToken, site } = enrolled;
      const voucher = await vouch(office, {
        of: 'device',
        device,
        site: site.id,
        name: deviceName,
        publicKey,
        tokenHash: tokenHash(deviceToken),
      });
      const serverTime = toInstant(clock.now());
      return { ...enrolled, office: office.public, voucher, serverTime };
    },
  );
  app.post(
    '/api/devices/again',
    {
      schema: {
        summary: 'A tablet that a restored office forgot shows the office’s own word',
        body: ReturnRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const waitMs = await takeTries(store, [addressLimit('enrol', request.ip, triesPerMinute)]);
      if (waitMs !== null) throw tooMany(waitMs);
      const known = await relearn(store, office, [request.body.voucher]);
      if (known.length === 0) throw new Refusal('not-found', 'not of this office');
      return reply.code(204).send(null);
    },
  );
}
