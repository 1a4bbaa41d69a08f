import { seededRandom } from '@khop/shared/sample';
import { emptyRow, type FaultRow, goesOn, type RigOptions, runRig } from './fault-table.ts';
import { lookAt } from './office-check.ts';
import { openCrew, settleAndJudge } from './office-crew.ts';
import { withOffice } from './office-process.ts';

// node e2e/faults/office-kill.ts --times N --seed S
//
// Three tablets record and send without a pause; at a random moment the office is killed with -9. Its
// file is read before anything is offered again, then the office is started and the tablets go on.

export type KillOptions = RigOptions & { plant?: string };

export const KILL_PLANT = 'acknowledged before the commit';
/** Then another office, so that looking it through does not take longer and longer. */
const KILLS_AN_OFFICE = 25;

export async function runOfficeKill({ seed, plant, ...asked }: KillOptions): Promise<FaultRow> {
  const chance = seededRandom(seed);
  const what = 'kill -9 of the office while three tablets record and send';
  const row = emptyRow('office-kill', what, seed);
  for (let nth = 0; goesOn(row, asked); nth++) {
    const until = Math.min(asked.times, row.faults + KILLS_AN_OFFICE);
    await withOffice({ tablets: 3, plant: plant ?? null }, async (office) => {
      await office.start();
      const crew = await openCrew(office, { seed: seed * 1000 + nth });
      for (; goesOn(row, { ...asked, times: until }); row.faults++) {
        await crew.workUntil(5 + chance.next() * 250, office.kill);
        for (const { tablet } of crew.fields) await tablet.settled();
        const after = await lookAt(office.file);
        row.lostAcks += crew.lostAcks(after.heads);
        row.broken.push(...after.broken);
        await office.start();
        await settleAndJudge(row, crew, office);
      }
      row.saved += crew.saved();
      await crew.close();
    });
  }
  return row;
}

if (import.meta.main) {
  await runRig(200, async (asked) => {
    const control = await runOfficeKill({ ...asked, plant: KILL_PLANT });
    const row = await runOfficeKill(asked);
    row.control = `${KILL_PLANT}: ${control.lostAcks} acks lost in ${control.faults} kills`;
    if (control.lostAcks === 0) row.broken.push('void: the control lost nothing');
    return row;
  });
}
