import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Citizen } from '@khop/server/registry/match';
import { listen, type StandIn, standIn } from '@khop/server/registry/stand-in';
import type { Identity } from '@khop/shared/identity';
import { judgeCheck } from '@khop/shared/identity';
import { seededRandom } from '@khop/shared/sample';
import { emptyRow, type FaultRow, goesOn, notRun, type RigOptions, runRig } from './fault-table.ts';
import { type FileChecks, lookAt, readChecks } from './office-check.ts';
import { FAKETIME, fakeTime } from './office-clock.ts';
import { openCrew, settleAndJudge } from './office-crew.ts';
import { type OfficeProcess, withOffice } from './office-process.ts';

// node e2e/faults/office-checks.ts --times N --seed S            (needs Debian's faketime)
//
// The office is killed with -9 while its worker has asked the population database (a stand-in over
// HTTP) and has not recorded the answer. Each next life begins an hour later, so that the leases of
// the dead worker have run out. What is more than one user may ask in a day [G1] is asked on the days
// after the last kill. At the end every person has one verdict, the right one, and each verdict's
// question was truly asked.

export type ChecksOptions = RigOptions & { plant?: string };

export const CHECKS_PLANT = 'a verdict without a question';
const AHEAD_MS = 60 * 60_000;
const DAY_MS = 24 * AHEAD_MS;

export async function runOfficeChecks({ seed, plant, ...asked }: ChecksOptions): Promise<FaultRow> {
  const chance = seededRandom(seed);
  const what = 'kill -9 of the office between "asked" and "recorded" of an identity check';
  const row = emptyRow('office-checks', what, seed);
  const population = new Map<string, Citizen[]>();
  const service = standIn({
    population,
    mode: 'slow',
    sleep: (ms) => sleep(ms * chance.next()),
    slowMs: 8,
  });
  const settings = { ...gatewayOf(await listen(service.server, 0)), KHOP_CHECKS: 'on' };
  try {
    await withOffice({ tablets: 2, plant: plant ?? null, settings }, async (office) => {
      await office.start();
      const startAhead = (ms: number) =>
        office.start({ settings: { ...settings, ...fakeTime(ms) } });
      const isKnown = new Map<string, boolean>();
      const onRegister = (identity: Identity) => learn(identity, isKnown, population);
      const crew = await openCrew(office, { seed, onRegister });
      const recorded = new Map<string, number>();
      for (; goesOn(row, asked); row.faults++) {
        await crew.workUntil(0, () => killWhileAsking(office, service, chance));
        for (const { tablet } of crew.fields) await tablet.settled();
        row.lostAcks += crew.lostAcks((await lookAt(office.file)).heads);
        noteAnswers(row, service, recorded, await readChecks(office.file, 'dead'));
        await startAhead((row.faults + 1) * AHEAD_MS);
      }
      await settleAndJudge(row, crew, office);
      let aheadMs = row.faults * AHEAD_MS;
      let checks = await untilChecked(office, aheadMs);
      for (; checks.heldUntil.length > 0; checks = await untilChecked(office, aheadMs)) {
        await office.stop();
        aheadMs += DAY_MS;
        await startAhead(aheadMs);
      }
      noteAnswers(row, service, recorded, checks);
      judgeChecks(row, service, isKnown, checks);
      const twice = [...service.seen().timesById.values()].filter((count) => count > 1).length;
      row.told = `${recorded.size} answers, ${twice} questions asked again after a kill`;
      if (twice === 0) row.broken.push('void: no kill fell between question and record');
      row.saved = crew.saved();
      await crew.close();
    });
  } finally {
    service.server.closeAllConnections();
    service.server.close();
  }
  return row;
}

function gatewayOf(url: string): Record<string, string> {
  return {
    KHOP_REGISTRY: 'http',
    KHOP_GATEWAY_URL: url,
    KHOP_GATEWAY_USER: 'u',
    KHOP_GATEWAY_SECRET: 's',
    KHOP_GATEWAY_PROCEDURE: 'G00',
    KHOP_GATEWAY_UNIT: 'H00',
    KHOP_GATEWAY_ACCOUNT: 'khop',
    KHOP_GATEWAY_OFFICER: '066190000000',
    KHOP_GATEWAY_PARALLEL: '2',
    KHOP_CHECKS_PORTION: '4',
    KHOP_CHECKS_PER_SECOND: '1000',
  };
}

/** Every second person is in the population database. */
function learn(
  identity: Identity,
  isKnown: Map<string, boolean>,
  population: Map<string, Citizen[]>,
): void {
  const { number, sex, birthDate, fullName } = identity;
  if (number === null || sex === null || birthDate === null) return;
  isKnown.set(number.value, isKnown.size % 2 === 0);
  if (isKnown.get(number.value) !== true) return;
  population.set(number.value, [
    { number: number.value, oldNumber: null, fullName, sex, birthDate },
  ]);
}

async function killWhileAsking(
  office: OfficeProcess,
  service: StandIn,
  chance: { next(): number },
): Promise<void> {
  const target = service.seen().asked + 2 + Math.floor(chance.next() * 5);
  while (service.seen().asked < target) await turn();
  await office.kill();
}

/** What has a recorded answer is never asked about again. */
function noteAnswers(
  row: FaultRow,
  service: StandIn,
  recorded: Map<string, number>,
  { answers }: FileChecks,
): void {
  const { timesById } = service.seen();
  for (const [job, times] of recorded) {
    if (timesById.get(job) !== times) row.broken.push('[I4] asked again after it was recorded');
  }
  for (const job of answers) recorded.set(job, timesById.get(job) ?? 0);
}

async function untilChecked(office: OfficeProcess, aheadMs: number): Promise<FileChecks> {
  for (;;) {
    const checks = await readChecks(office.file, 'live');
    const isDue = checks.heldUntil.some((until) => until <= Date.now() + aheadMs);
    if (checks.waiting === 0 && !isDue) return checks;
    await sleep(200);
  }
}

function judgeChecks(
  row: FaultRow,
  service: StandIn,
  isKnown: ReadonlyMap<string, boolean>,
  { persons, failed }: FileChecks,
): void {
  const { timesById } = service.seen();
  if (failed > 0) row.broken.push(`${failed} checks failed`);
  if (persons.length !== isKnown.size) row.broken.push('[I2] a person is missing');
  for (const { identity, verdicts } of persons) {
    if (verdicts.length === 0) row.broken.push('[I10] a check was lost');
    if (verdicts.length > 1) row.broken.push('[I4] a verdict was recorded twice');
    if (verdicts.some(({ check }) => !timesById.has(check))) {
      row.broken.push('[I17] a verdict without a question');
    }
    const expected = isKnown.get(identity.number?.value ?? '') ? 'match' : 'mismatch';
    if (judgeCheck(identity, verdicts).state !== expected) row.broken.push('[I17] a wrong verdict');
  }
}

if (import.meta.main) {
  await runRig(60, async (asked) => {
    if (FAKETIME === null) return notRun('office-checks', 'needs faketime');
    const control = await runOfficeChecks({ ...asked, times: 5, plant: CHECKS_PLANT });
    const row = await runOfficeChecks(asked);
    const found = control.broken.some((each) => each.startsWith('[I17]'));
    row.control = `${CHECKS_PLANT}: ${found ? 'found' : 'not found'}`;
    if (!found) row.broken.push('void: the control was not found');
    return row;
  });
}
