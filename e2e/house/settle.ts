import { type Actor, type House, reopen } from './house.ts';
import { setRight, signInAgain } from './office-faults.ts';
import { openWhatIsLocked } from './unlock.ts';

const TEN_MINUTES = 10 * 60_000;
/** An entry that cannot be sent at all is given up after five tries. */
const MOST_ROUNDS = 12;

/**
 * [I10] Brings the house to rest on a good wire: the backlog empties in bounded exchanges, or a
 * named human task exists, which is done here too (opening the app again, signing in again).
 */
export async function settle(house: House): Promise<string[]> {
  const { actors, office } = house;
  for (const { wire } of actors) {
    Object.assign(wire, { harshness: 0, isDown: false });
    await wire.flush();
  }
  office.registry = 'up';
  for (const { operators } of actors)
    for (const { id } of operators) await setRight(house, id, false);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const { tabs } of actors) {
      for (const { tablet, page } of tabs) {
        page.fate = null;
        house.clock.advance(TEN_MINUTES);
        tablet.sendNow();
        await tablet.settled();
      }
    }
    for (const actor of actors) {
      if (asksToBeReopened(actor)) await reopen(house, actor);
      await openWhatIsLocked(house, actor);
    }
    await signInAgain(house);
    await office.runChecks(100_000);
    if (round >= 2 && actors.every(isAtRest)) break;
  }
  return actors.flatMap((actor) => complaintsOf(house, actor));
}

/** "Close other apps, open Khớp again": until then, or the next save, nothing else is asked for. */
function asksToBeReopened({ tabs }: Actor): boolean {
  return tabs.some(({ tablet }) => tablet.status.get().problem === 'storage');
}

function isAtRest({ tabs }: Actor): boolean {
  return tabs.every(({ tablet }) => {
    const { waiting, problem, retryAt } = tablet.status.get();
    return waiting === 0 && problem === null && retryAt === null;
  });
}

function complaintsOf(house: House, { name, tabs }: Actor): string[] {
  return tabs.flatMap(({ tablet }) => {
    const { waiting, quarantine, phase, problem } = tablet.status.get();
    const said: string[] = [];
    if (waiting > 0)
      said.push(`[I10] ${name} still holds ${waiting} entries (${phase}, ${problem})`);
    for (const { entry, kind, problem: why, subject } of quarantine) {
      if (!isDeserved(house, entry, subject)) said.push(`[I6] ${name}: ${kind} is refused: ${why}`);
    }
    return said;
  });
}

/** Refused rightly: it is poison, or it builds on a fact that is poison or lost with all who held it. */
function isDeserved(house: House, entry: string, subject: string): boolean {
  const saved = house.saved.get(entry);
  if (saved?.isPoison === true) return true;
  return [...house.saved.values()].some(
    (each) => each.subject === subject && (each.isPoison || each.mayBeLost),
  );
}
