import { EnrolReply, EnrolRequest } from '@khop/shared/protocol/enrol';
import { MIN_CLIENT } from '@khop/shared/protocol/version';
import { toInstant } from '@khop/shared/time';
import { enrolDevice } from '../access/enrol.ts';
import { addressLimit, takeTries } from '../access/limits.ts';
import { tooMany } from './cookies.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { ANYONE } from './policy.ts';
import { Refusal } from './refusal.ts';

export function deviceRoutes(app: Door, { store, clock }: DoorDeps, triesPerMinute: number): void {
  app.post(
    '/api/devices',
    {
      config: { policy: ANYONE },
      schema: {
        summary: 'A one-time code makes a tablet the site’s',
        body: EnrolRequest,
        response: { 200: EnrolReply },
      },
    },
    async (request) => {
      const { protocol, code, deviceName } = request.body;
      if (protocol < MIN_CLIENT) throw new Refusal('outdated', 'update the app first');
      const address = addressLimit('enrol', request.ip, triesPerMinute);
      const waitMs = await takeTries(store, [address]);
      if (waitMs !== null) throw tooMany(waitMs);
      const enrolled = await enrolDevice(store, { code, deviceName });
      if (enrolled === 'unknown') throw new Refusal('not-found', 'no such code');
      if (enrolled === 'expired') throw new Refusal('expired', 'the code was used or is too old');
      return { ...enrolled, serverTime: toInstant(clock.now()) };
    },
  );
}
