import { type NurseAct, perform } from './acts.ts';
import { type Actor, count, type House, reopen } from './house.ts';
import * as office from './office-faults.ts';
import { pick } from './people.ts';
import * as tablet from './tablet-faults.ts';
import { openWhatIsLocked } from './unlock.ts';

type Happening = { weight: number; isFault?: true; run(house: House, actor: Actor): Promise<void> };

/** Everything that can happen, and how often beside each other. */
const HAPPENINGS = {
  register: { weight: 70, run: nurse('register') },
  dose: { weight: 110, run: nurse('dose') },
  amend: { weight: 60, run: nurse('amend') },
  void: { weight: 15, run: nurse('void') },
  contact: { weight: 30, run: nurse('contact') },
  send: { weight: 50, run: send },
  'record-while-sending': { weight: 30, run: tablet.recordWhileSending },
  'record-in-both-tabs': { weight: 10, run: tablet.recordInBothTabs },
  rest: { weight: 5, run: (_house, { tablet: front }) => front.settled() },
  lock: { weight: 5, run: tablet.lockAndUnlock },
  'hand-over': { weight: 3, run: tablet.handOver },
  'second-tab': { weight: 6, run: tablet.secondTab },
  'close-tab': { weight: 4, run: tablet.closeTab },
  close: { weight: 10, run: reopen },
  mend: { weight: 8, run: tablet.mend },
  'flush-disk': { weight: 3, run: (_house, { profile }) => profile.flush() },
  retire: { weight: 2, run: tablet.retire },
  check: {
    weight: 40,
    run: ({ office: asked, chance }) => asked.runChecks(Math.floor(chance.next() * 20)),
  },
  time: { weight: 20, run: passTime },
  backup: { weight: 8, run: office.backUp },
  harshness: { weight: 15, run: changeWire },
  flush: { weight: 20, run: (_house, { wire }) => wire.flush() },
  wire: {
    weight: 15,
    run: cutOrMend,
  },
  registry: { weight: 10, run: office.changeRegistry },
  'right-given': { weight: 4, run: (house) => office.changeRight(house, false) },
  'right-ended': { weight: 3, run: (house) => office.changeRight(house, true) },
  restore: { weight: 4, run: office.restore },
  clone: { weight: 2, run: tablet.clone },
  'crash-while-sending': { weight: 10, isFault: true, run: tablet.crashWhileSending },
  'crash-while-recording': { weight: 8, isFault: true, run: tablet.crashWhileRecording },
  'storage-full': {
    weight: 5,
    isFault: true,
    run: (...who) => tablet.breakStorage('full', ...who),
  },
  'storage-failing': {
    weight: 5,
    isFault: true,
    run: (...who) => tablet.breakStorage('failing', ...who),
  },
  'power-cut': { weight: 4, isFault: true, run: tablet.cutPower },
  evict: { weight: 1, isFault: true, run: tablet.evict },
  clock: { weight: 6, isFault: true, run: tablet.setClock },
  poison: { weight: 3, isFault: true, run: tablet.poison },
  'office-restart': { weight: 5, isFault: true, run: office.restartOffice },
} as const satisfies Record<string, Happening>;

export type Act = keyof typeof HAPPENINGS;

const ALL = Object.entries(HAPPENINGS) as [Act, Happening][];
const TOTAL = ALL.reduce((sum, [, { weight }]) => sum + weight, 0);

export function drawAct(roll: number): Act {
  let rest = roll * TOTAL;
  for (const [act, { weight }] of ALL) {
    rest -= weight;
    if (rest < 0) return act;
  }
  return 'rest';
}

export async function happen(act: Act, house: House, actor: Actor): Promise<void> {
  const { run, isFault }: Happening = HAPPENINGS[act];
  if (isFault) count(house, act);
  await openWhatIsLocked(house, actor);
  await run(house, actor);
}

function nurse(act: NurseAct) {
  return (house: House, actor: Actor) => perform(act, house, actor);
}

async function send(_house: House, { tablet: front }: Actor): Promise<void> {
  front.sendNow();
  await front.settled();
}

async function passTime({ clock, chance }: House, { tablet: front }: Actor): Promise<void> {
  clock.advance(Math.floor(chance.next() * 20 * 60_000));
  await front.settled();
}

async function cutOrMend({ chance }: House, { wire }: Actor): Promise<void> {
  wire.isDown = chance.next() < 0.5;
}

async function changeWire({ chance }: House, { wire }: Actor): Promise<void> {
  wire.harshness = pick(chance, [0, 0.1, 0.3, 0.6]);
}
