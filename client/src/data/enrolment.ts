import { type JournalId, newJournalId } from '@khop/shared/ids';
import type { EnrolReply } from '@khop/shared/protocol/enrol';
import type { World } from '../world.ts';
import { type Device, NEVER_SYNCED } from './device.ts';
import { newJournal } from './entries.ts';
import type { Ledger } from './ledger.ts';

/** Writes down what the office made of this tablet, which begins a journal with its own key. */
export async function keepEnrolment(
  ledger: Ledger,
  { random, clock }: Pick<World, 'random' | 'clock'>,
  reply: EnrolReply,
  deviceName: string,
  privateKey: CryptoKey,
): Promise<{ device: Device; journal: JournalId }> {
  const { deviceToken, site, office, voucher } = reply;
  const device: Device = {
    device: reply.device,
    deviceToken,
    deviceName,
    site,
    privateKey,
    office,
    voucher,
    dataKey: null,
  };
  const journal = newJournal(newJournalId(random), clock.now());
  await ledger.run((db) =>
    db.transaction('rw', db.meta, db.journals, async () => {
      await db.meta.put({ key: 'device', value: device });
      await db.meta.put({ key: 'sync', value: { ...NEVER_SYNCED, epoch: reply.epoch } });
      // What it wrote as another tablet is closed.
      await db.journals.toCollection().modify((each) => {
        each.forkedAt ??= each.head + 1;
      });
      await db.journals.put(journal);
    }),
  );
  return { device, journal: journal.journal };
}
