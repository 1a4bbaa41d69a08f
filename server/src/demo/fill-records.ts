import { genesisHash } from '@khop/shared/entry';
import { MAX_PUSH_ENTRIES } from '@khop/shared/protocol/push';
import { PROTOCOL } from '@khop/shared/protocol/version';
import type { Store, World } from '../store/store.ts';
import { acceptPushes, readPush } from '../sync/push.ts';
import type { DemoJournal } from './demo-entries.ts';

/** The tablet the demonstration's backlog was typed on. */
export const DEMO_DEVICE = 'demo-device';

/** Pushes a journal into the office by its front door, as a tablet would; answers how many entries. */
export async function pushJournal(
  store: Store,
  world: World,
  { journal, texts }: DemoJournal,
): Promise<number> {
  let from = 1;
  let prevHash = genesisHash(journal);
  let portion: { text: string }[] = [];
  const push = async (): Promise<void> => {
    const request = { protocol: PROTOCOL, epoch: null, from, prevHash, entries: portion };
    const read = readPush(journal, DEMO_DEVICE, world.clock.now(), request);
    const [outcome] = await store.write((tx) => acceptPushes(tx, [read]));
    if (outcome?.status !== 'stored' || outcome.reply.refused.length > 0) {
      throw new Error('the office refused an entry of the demonstration');
    }
    from = outcome.reply.head + 1;
    prevHash = outcome.reply.headHash;
    portion = [];
  };
  for (const text of texts) {
    portion.push({ text });
    if (portion.length === MAX_PUSH_ENTRIES) await push();
  }
  if (portion.length > 0) await push();
  return from - 1;
}
