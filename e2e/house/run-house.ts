import { seededRandom } from '@khop/shared/sample';
import { handClock } from './hand-clock.ts';
import { type Act, drawAct, happen } from './happenings.ts';
import { openHistory } from './history.ts';
import { type Actor, emptyHouse, type House, makeActor } from './house.ts';
import { examine } from './invariants.ts';
import { openOffice } from './office.ts';
import { seedKeys } from './one-thread.ts';
import { makeCitizen } from './people.ts';
import { FATES } from './wire.ts';
import { judgeWork, work } from './work.ts';

export type HouseOptions = {
  seed: number;
  /** Acts of nurses and faults, one after another. */
  ops: number;
  tablets: number;
  engine: 'sqlite' | 'postgres';
  trace: string | null;
};

export type Report = HouseOptions & {
  /** Promises that did not hold, with the step at which it was seen; empty when all held. */
  broken: string[];
  entries: number;
  requests: number;
  faults: Record<string, number>;
  acts: Partial<Record<Act, number>>;
  digest: string;
  ms: number;
};

const START = Date.parse('2026-11-21T00:00:00.000Z');
/** How often the whole house is brought to rest and every promise is examined. */
const ROUND = 250;

/**
 * Tablets and office in one process, on a wire with fates and a clock turned by hand: random acts of
 * nurses, faults between them, and after each round all sides must agree. The same seed makes the
 * same choices; a failure names its step.
 */
export async function runHouse(options: HouseOptions): Promise<Report> {
  const startedAt = performance.now();
  const chance = seededRandom(options.seed);
  seedKeys(seededRandom(options.seed + 1));
  const history = openHistory(options.trace);
  const clock = handClock(START);
  const citizens = Array.from({ length: 80 }, (_, index) => makeCitizen(chance, index + 1));
  const office = await openOffice({ engine: options.engine, clock, random: chance, citizens });
  const house = emptyHouse({ chance, clock, citizens, office, history });
  const report: Report = {
    ...options,
    broken: [],
    entries: 0,
    requests: 0,
    faults: {},
    acts: {},
    digest: '',
    ms: 0,
  };
  let step = 0;
  let before = { ...work, requests: 0, entries: 0, questions: 0 };
  const lookAt = async (isLast: boolean) => {
    const { witness, saved } = house;
    const done = {
      requests: witness.requests - before.requests,
      entries: saved.size - before.entries,
      checks: office.questions - before.questions,
    };
    report.broken.push(...at(step, judgeWork(before, done)));
    const seen = await Promise.race([examine(house, isLast), house.witness.begin()]);
    report.broken.push(...at(step, seen));
    const { requests } = witness;
    before = { ...work, requests, entries: saved.size, questions: office.questions };
  };
  const onBug = (error: unknown) => report.broken.push(`step ${step}: ${traceOf(error)}`);
  process.on('uncaughtException', onBug);
  process.on('unhandledRejection', onBug);
  try {
    for (let index = 0; index < options.tablets; index++) {
      house.actors.push(await makeActor(house, index));
    }
    for (; step < options.ops; step++) {
      const act = drawAct(chance.next());
      report.acts[act] = (report.acts[act] ?? 0) + 1;
      const actor = drawActor(house);
      history.note(step, act, actor.name, clock.now());
      await Promise.race([happen(act, house, actor), house.witness.begin()]);
      report.broken.push(...at(step, house.witness.broken.splice(0)));
      if (report.broken.length > 0) break;
      if ((step + 1) % ROUND === 0) await lookAt(false);
    }
    if (report.broken.length === 0) await lookAt(true);
  } catch (error) {
    // A bug that surfaces as an exception is a broken promise as well, and must be replayable.
    report.broken.push(...at(step, house.witness.broken.splice(0)));
    onBug(error);
  }
  process.off('uncaughtException', onBug);
  process.off('unhandledRejection', onBug);
  report.entries = house.saved.size;
  report.requests = house.witness.requests;
  for (const [fault, times] of house.faults) report.faults[fault] = times;
  for (const { wire } of house.actors) {
    for (const fate of FATES) report.faults[fate] = (report.faults[fate] ?? 0) + wire.counts[fate];
  }
  history.note('office', JSON.stringify(await office.view()));
  report.digest = history.digest();
  await office.close();
  report.ms = Math.round(performance.now() - startedAt);
  return report;
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The first few: one fault breaks many promises. */
function at(step: number, broken: string[]): string[] {
  return broken.slice(0, 10).map((each) => `step ${step}: ${each}`);
}

function drawActor(house: House): Actor {
  const actor = house.actors[Math.floor(house.chance.next() * house.actors.length)];
  if (actor === undefined) throw new Error('a house without tablets');
  return actor;
}
