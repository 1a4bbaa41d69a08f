import { genesisHash } from '@khop/shared/entry';
import { MAX_PUSH_ENTRIES } from '@khop/shared/protocol/push';
import type { Store, World } from '../store/store.ts';
import { readArrivals, type Said } from '../sync/arrival.ts';
import { acceptPushes } from '../sync/push.ts';
import type { DemoJournal } from './demo-entries.ts';

/** The tablet the demonstration's backlog was typed on. */
export const DEMO_DEVICE = 'demo-device';

/** Hands a journal to the office as a tablet’s that was opened and proved; answers how many entries. */
export async function pushJournal(
  store: Store,
  world: World,
  { journal, texts }: DemoJournal,
): Promise<number> {
  const device = DEMO_DEVICE;
  let from = 1;
  let prevHash = genesisHash(journal);
  let portion: Said[] = [];
  const push = async (): Promise<void> => {
    const receivedAt = world.clock.now();
    const arrivals = readArrivals({ journal, device, receivedAt }, from, prevHash, portion);
    const read = { journal, device, receivedAt, epoch: null, from, prevHash, arrivals };
    const [outcome] = await store.write((tx) => acceptPushes(tx, [read]));
    if (outcome?.status !== 'stored' || outcome.reply.refused.length > 0) {
      throw new Error('the office refused an entry of the demonstration');
    }
    from = outcome.reply.head + 1;
    prevHash = outcome.reply.headHash;
    portion = [];
  };
  for (const text of texts) {
    // Nobody said it, so nobody signed it.
    portion.push({ text, key: null, sig: null });
    if (portion.length === MAX_PUSH_ENTRIES) await push();
  }
  if (portion.length > 0) await push();
  return from - 1;
}
