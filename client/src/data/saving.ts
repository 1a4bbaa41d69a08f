import type { EntryKind, Fact } from '@khop/shared/entry';
import { newId, toHex } from '@khop/shared/ids';
import type { Tablet } from '../tablet.ts';
import type { World } from '../world.ts';
import { append, type Kept } from './entries.ts';
import type { HonestClock } from './honest-clock.ts';
import type { Ledger } from './ledger.ts';
import type { Opened } from './people.ts';
import { StorageTrouble } from './storage-trouble.ts';

type SavingDeps = {
  world: Pick<World, 'clock' | 'random'>;
  ledger: Ledger;
  clock: HonestClock;
  /** Until what is saved outlives a torn log; absent where no log tears. */
  safe?: (() => Promise<void>) | undefined;
  /** Who saves; throws while the tablet is locked. */
  who(): Opened;
  onSaved(kept: Kept): void;
  /** Whether the last save failed for want of storage. */
  onStorage(isFailing: boolean): void;
};

/** `Tablet.record`: facts of this tablet, one after another. */
export function makeSaving(deps: SavingDeps): Tablet['record'] {
  const { world, ledger } = deps;
  let last: Promise<unknown> = Promise.resolve();

  async function write(fact: Fact): Promise<Kept> {
    // Two saves at once would meet at one seq, and one would have to begin anew.
    const before = deps.safe === undefined ? last : last.then(deps.safe);
    const turn = before.then(() => append(ledger, deps.who().pen, fact));
    last = turn.catch(() => undefined);
    try {
      const kept = await turn;
      deps.onStorage(false);
      return kept;
    } catch (error) {
      if (error instanceof StorageTrouble && error.kind !== 'locked') deps.onStorage(true);
      throw error;
    }
  }

  return async (kind, subject, body, replaces = null) => {
    const { me } = deps.who();
    const fact = {
      v: 1,
      id: newId(world.clock.now(), world.random),
      kind,
      recordedAt: deps.clock.recordedAt(),
      operator: me.operator.id,
      grant: me.grant.id,
      subject,
      replaces,
      salt: toHex(world.random(16)),
      body,
    } as Fact & { kind: EntryKind };
    const kept = await write(fact);
    deps.onSaved(kept);
    return kept.entry;
  };
}
