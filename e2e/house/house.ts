import type { Tablet } from '@khop/client/tablet';
import type { EntryKind } from '@khop/shared/entry';
import type { Identity } from '@khop/shared/identity';
import type { Id, Random } from '@khop/shared/ids';
import { seededRandom } from '@khop/shared/sample';
import { deliverTo } from './deliver.ts';
import type { Disk } from './disk.ts';
import type { HandClock } from './hand-clock.ts';
import { type History, openHistory } from './history.ts';
import type { HouseOffice } from './office.ts';
import { makeProfile, type Profile, type Tab } from './profile.ts';
import { unlock } from './unlock.ts';
import { watchPages } from './watch-page.ts';
import { openWire, type Wire } from './wire.ts';
import { openWitness, type Witness } from './witness.ts';

export type Operator = { id: string; user: string; password: string };

/** Nurses with a tablet. */
export type Actor = {
  name: string;
  profile: Profile;
  /** The page that is looked at; another of `tabs` may be open behind it. */
  tablet: Tablet;
  tabs: Tab[];
  wire: Wire;
  /** Who may open it; the first is the one who has. */
  operators: Operator[];
  operator: string;
  pin: string;
};

/** An entry of which a tablet said "Đã lưu". */
export type Saved = {
  kind: EntryKind;
  actor: string;
  subject: Id;
  /** The profiles whose ledger must hold it. */
  holders: Set<Profile>;
  /** Nobody is to blame for its loss: every tablet and office that held it is gone. */
  mayBeLost: boolean;
  /** The office cannot read it. */
  isPoison: boolean;
};

export type House = {
  chance: Random & { next(): number };
  clock: HandClock;
  citizens: Identity[];
  office: HouseOffice;
  actors: Actor[];
  saved: Map<Id, Saved>;
  /** Persons registered so far, with who they truly are. */
  people: { id: Id; truth: Identity }[];
  history: History;
  witness: Witness;
  /** How often what went wrong, beside the wire's fates. */
  faults: Map<string, number>;
};

export function emptyHouse(
  parts: Pick<House, 'chance' | 'clock' | 'citizens' | 'office'> & { history?: History },
): House {
  const witness = openWitness(() => parts.office.store());
  const rest = { actors: [], saved: new Map(), people: [], faults: new Map(), witness };
  return { history: openHistory(null), ...parts, ...rest };
}

export function count(house: House, fault: string): void {
  house.faults.set(fault, (house.faults.get(fault) ?? 0) + 1);
}

/** Passwords and PINs of a simulation are no secret. */
const PIN = '73915402';

/** A new tablet with an operator of its own. */
export async function makeActor(house: House, index: number): Promise<Actor> {
  // One clock is right, the others are days off: nothing may depend on them.
  const skewMs = index === 0 ? 0 : Math.round((house.chance.next() - 0.5) * 4 * 86_400_000);
  const actor = await openActor(house, `tablet-${index + 1}`, skewMs);
  const { user, password, id } = await house.office.makeOperator();
  actor.operators.push({ id, user, password });
  await enrol(house, actor);
  return actor;
}

/** A profile on a disk, with nobody's hand on it yet. */
export async function openActor(
  house: House,
  name: string,
  skewMs: number,
  disk?: Disk,
): Promise<Actor> {
  const { clock, office, history, witness } = house;
  const random = seededRandom(Math.floor(house.chance.next() * 2 ** 32));
  const note: History['note'] = (...what) => history.note(name, ...what);
  const wire = openWire(
    deliverTo(() => office.app(), note, witness.hear),
    random,
    note,
  );
  const ask = watchPages(wire.fetch, clock.now, (broken) =>
    witness.broken.push(`${name}: ${broken}`),
  );
  const profile = makeProfile({
    clock,
    random,
    ask,
    skewMs,
    ...(disk === undefined ? {} : { disk }),
  });
  const tab = await profile.open();
  const tabs = [tab];
  return { name, profile, tablet: tab.tablet, tabs, wire, operators: [], operator: '', pin: PIN };
}

/** Makes the tablet the site's, and its first operator's. Needs a wire that works. */
export async function enrol(house: House, actor: Actor): Promise<void> {
  const { tablet } = actor;
  const enrolled = await tablet.enrol(await house.office.makeEnrolment(), actor.name);
  if (enrolled !== 'enrolled') throw new Error(`could not enrol: ${enrolled}`);
  const [first] = actor.operators;
  if (first === undefined) throw new Error('a tablet without an operator');
  const added = await tablet.addOperator(first.user, first.password, actor.pin);
  if (added !== 'added') throw new Error(`could not sign in: ${added}`);
  await tablet.settled();
  const state = tablet.state.get();
  if (state.at !== 'open') throw new Error(`the tablet is ${state.at}`);
  actor.operator = state.operator.id;
  await actor.profile.flush();
}

/** All pages are gone, and the app is opened again on what the profile kept. */
export async function reopen(house: House, actor: Actor): Promise<void> {
  actor.profile.crash();
  actor.tabs = [];
  await openTab(house, actor);
}

/** One more page, unlocked and in front. */
export async function openTab(house: House, actor: Actor): Promise<void> {
  const tab = await actor.profile.open();
  actor.tabs.push(tab);
  actor.tablet = tab.tablet;
  await unlock(house, actor, tab.tablet, actor.operator);
}

export async function allSettled(house: House): Promise<void> {
  for (const { tabs } of house.actors) for (const { tablet } of tabs) await tablet.settled();
}

/** More turns of the event loop than anything takes of which no tablet tells that it is under way. */
const TURNS = 500;

/**
 * Nobody does anything any more. To be waited for before the machine itself is: what it answers comes
 * between any two turns, and one seed would have several histories.
 */
export async function allAtRest(house: House): Promise<void> {
  await allSettled(house);
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
