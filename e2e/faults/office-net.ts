import { seededRandom } from '@khop/shared/sample';
import { emptyRow, type FaultRow, isGood, type RigOptions, runRig } from './fault-table.ts';
import { lookAt } from './office-check.ts';
import { openCrew, settleAndJudge, tallyReplies } from './office-crew.ts';
import { withOffice } from './office-process.ts';
import { LOSSES, openProxy } from './office-proxy.ts';

// node e2e/faults/office-net.ts --times N --seed S
//
// Three tablets reach the office through a network that loses the request or the reply at every class
// of byte, is silent, repeats, reorders and shortens (office-proxy.ts). Every now and then it is calm,
// and all that was saved must be there, once. --times counts exchanges that met a loss.

const CALM_EVERY = 100;

export async function runOfficeNet({ times, seed }: RigOptions): Promise<FaultRow> {
  const chance = seededRandom(seed);
  const what = 'requests and replies lost at every class of byte, repeated, reordered, shortened';
  const row = emptyRow('office-net', what, seed);
  await withOffice({ tablets: 3 }, async (office) => {
    await office.start();
    const proxy = await openProxy(office.url, chance);
    const replies = tallyReplies();
    const crew = await openCrew(office, {
      seed,
      url: () => proxy.url,
      hurry: 60,
      onReply: replies.onReply,
    });
    const lostSoFar = () => LOSSES.reduce((sum, loss) => sum + (proxy.counts.get(loss) ?? 0), 0);
    while (row.faults < times && isGood(row)) {
      proxy.harshness = 0.7;
      const until = Math.min(times, row.faults + CALM_EVERY);
      while (lostSoFar() < until) {
        for (const field of crew.fields) {
          for (let made = 0; made < 3; made++) await field.record();
          await field.sync();
        }
      }
      row.faults = lostSoFar();
      row.lostAcks += crew.lostAcks((await lookAt(office.file, 'live')).heads);
      proxy.harshness = 0;
      await proxy.flush();
      await settleAndJudge(row, crew, office);
    }
    for (const bug of replies.bugs()) row.broken.push(bug);
    const never = LOSSES.filter((loss) => !proxy.counts.has(loss));
    if (times >= LOSSES.length && never.length > 0) row.broken.push(`void: never ${never.join()}`);
    const counts = [...proxy.counts].map(([loss, count]) => `${loss} ${count}`).sort();
    row.told = `${proxy.lostPushes} of them pushes; ${counts.join(', ')}`;
    row.saved = crew.saved();
    await crew.close();
    proxy.close();
  });
  return row;
}

if (import.meta.main) {
  await runRig(2400, runOfficeNet);
}
