import { StorageTrouble } from '@khop/client/data/storage-trouble';
import type { Tablet } from '@khop/client/tablet';
import { type Actor, count, type House } from './house.ts';
import { setRight } from './office-faults.ts';

/**
 * A person opens the tablet. A full disk cannot keep count of their tries, so it says so, and the
 * next try finds room again. Whom the office does not let in goes where there is a network, is given
 * their right again, and is let in.
 */
export async function unlock(house: House, actor: Actor, tablet: Tablet, operator: string) {
  for (let tries = 0; tries < 4; tries++) {
    const said = await tablet.unlock(operator, actor.pin).catch((error: unknown) => {
      if (error instanceof StorageTrouble) return 'no room' as const;
      throw error;
    });
    if (said === 'no room') continue;
    if (said.ok) return;
    if (said.bar === null) throw new Error('a right PIN was refused');
    count(house, `barred: ${said.bar}`);
    Object.assign(actor.wire, { isDown: false, harshness: 0 });
    await setRight(house, operator, false);
    // A lease that is younger than an hour is not asked for anew, nor by two pages at once.
    house.clock.advance(61 * 60_000);
    for (const each of actor.tabs) await each.tablet.settled();
    tablet.sendNow();
    await tablet.settled();
  }
  throw new Error('a nurse with every right cannot open the tablet');
}

/** A lease may end under somebody's hands: whoever takes the tablet next opens it. */
export async function openWhatIsLocked(house: House, actor: Actor): Promise<void> {
  for (const { tablet } of actor.tabs) {
    if (tablet.state.get().at === 'locked') await unlock(house, actor, tablet, actor.operator);
  }
}
