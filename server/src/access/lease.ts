import { LEASE_MS } from '@khop/shared/lease';
import type { Lease, LeaseReply } from '@khop/shared/protocol/enrol';
import { leaseSigned } from '@khop/shared/protocol/enrol';
import { toInstant } from '@khop/shared/time';
import type { OfficeKeyRing } from '../store/office-keys.ts';
import type { Store } from '../store/store.ts';
import type { DeviceAsker } from './askers.ts';
import { operatorsAt } from './sites.ts';

/** What a tablet may do from now on [L1]. */
export async function leaseFor(
  store: Store,
  office: OfficeKeyRing,
  asker: DeviceAsker,
): Promise<LeaseReply> {
  const { device, operators, now } = await store.read(async (reads) => ({
    now: reads.clock.now(),
    device: await reads.db
      .selectFrom('device')
      .select(['approved_at', 'ended_at'])
      .where('id', '=', asker.id)
      .executeTakeFirstOrThrow(),
    operators: await operatorsAt(reads, asker.site),
  }));
  const serverTime = toInstant(now);
  if (device.ended_at !== null) return { state: 'revoked', lease: null, serverTime };
  if (device.approved_at === null) return { state: 'waiting', lease: null, serverTime };
  const lease: Lease = {
    v: 1,
    device: asker.id,
    issuedAt: serverTime,
    until: toInstant(now + LEASE_MS),
    operators: operators.map(({ id }) => id),
  };
  const text = JSON.stringify(lease);
  return {
    state: 'granted',
    lease: { text, sig: await office.sign(leaseSigned(text)) },
    serverTime,
  };
}
