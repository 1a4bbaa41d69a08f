import type { Tablet } from '@khop/client/tablet';
import type { EntryKind } from '@khop/shared/entry';
import type { Identity } from '@khop/shared/identity';
import type { Id, Random } from '@khop/shared/ids';
import { seededRandom } from '@khop/shared/sample';
import { deliverTo } from './deliver.ts';
import type { HandClock } from './hand-clock.ts';
import { type History, openHistory } from './history.ts';
import type { HouseOffice } from './office.ts';
import { makeProfile, type Profile } from './profile.ts';
import { openWire, type Wire } from './wire.ts';

/** A nurse with a tablet. */
export type Actor = {
  name: string;
  profile: Profile;
  tablet: Tablet;
  wire: Wire;
  operator: string;
  pin: string;
};

export type House = {
  chance: Random & { next(): number };
  clock: HandClock;
  citizens: Identity[];
  office: HouseOffice;
  actors: Actor[];
  /** Every entry of which a tablet said "Đã lưu". */
  saved: Map<Id, { kind: EntryKind; actor: string }>;
  /** Persons registered so far, with who they truly are. */
  people: { id: Id; truth: Identity }[];
  history: History;
};

export function emptyHouse(
  parts: Pick<House, 'chance' | 'clock' | 'citizens' | 'office'> & { history?: History },
): House {
  return { history: openHistory(null), ...parts, actors: [], saved: new Map(), people: [] };
}

/** An operator's account at the house's site; passwords and PINs of a simulation are no secret. */
export async function makeActor(house: House, index: number): Promise<Actor> {
  const { clock, office } = house;
  const random = seededRandom(Math.floor(house.chance.next() * 2 ** 32));
  const wire = openWire(
    deliverTo(
      () => office.app(),
      (...what) => house.history.note(index, ...what),
    ),
    random,
    (...what) => house.history.note(index, ...what),
  );
  // One clock is right, the others are days off: nothing may depend on them.
  const skewMs = index === 0 ? 0 : Math.round((house.chance.next() - 0.5) * 4 * 86_400_000);
  const profile = makeProfile({ clock, random, wire, skewMs });
  const tablet = await profile.open();
  const { user, password } = await office.makeOperator(index);
  const enrolled = await tablet.enrol(await office.makeEnrolment(), `Máy ${index + 1}`);
  if (enrolled !== 'enrolled') throw new Error(`could not enrol: ${enrolled}`);
  const pin = '73915402';
  const added = await tablet.addOperator(user, password, pin);
  if (added !== 'added') throw new Error(`could not sign in: ${added}`);
  await tablet.settled();
  const state = tablet.state.get();
  if (state.at !== 'open') throw new Error(`the tablet is ${state.at}`);
  return { name: `tablet-${index + 1}`, profile, tablet, wire, operator: state.operator.id, pin };
}

/** The page is closed or crashes, is opened again on what the profile kept, and unlocked. */
export async function reopen(actor: Actor): Promise<void> {
  actor.profile.crash();
  actor.tablet = await actor.profile.open();
  const unlocked = await actor.tablet.unlock(actor.operator, actor.pin);
  if (!unlocked.ok) throw new Error('a right PIN was refused');
}
