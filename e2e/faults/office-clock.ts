import { existsSync } from 'node:fs';
import { seededRandom } from '@khop/shared/sample';
import { emptyRow, type FaultRow, isGood, notRun, type RigOptions, runRig } from './fault-table.ts';
import { openCrew, settleAndJudge } from './office-crew.ts';
import { withOffice } from './office-process.ts';

// node e2e/faults/office-clock.ts --times N --seed S             (needs Debian's faketime)
//
// The office's clock is set up to a day forth or back between its lives (libfaketime in its process),
// the clocks of the tablets are up to ten years off. Everything is handed over, nothing is refused.

/** The library that makes a process see another time; null where Debian's faketime is not installed. */
export const FAKETIME =
  ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
    .map((folder) => `${folder}/faketime/libfaketime.so.1`)
    .find((file) => existsSync(file)) ?? null;

/** Settings under which the office lives `byMs` from now; its timers run as ever. */
export function fakeTime(byMs: number): Record<string, string> {
  if (FAKETIME === null) throw new Error('needs faketime');
  const seconds = Math.round(byMs / 1000);
  return {
    LD_PRELOAD: FAKETIME,
    FAKETIME: seconds < 0 ? String(seconds) : `+${seconds}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    // A process that is killed would leave its shared memory behind.
    FAKETIME_DISABLE_SHM: '1',
  };
}

const DAY_MS = 86_400_000;
const TEN_YEARS_MS = 3652 * DAY_MS;
/** What a request and a busy machine may add to a tablet's estimate of the office's clock. */
const NEAR_MS = 5000;

export async function runOfficeClock({ times, seed }: RigOptions): Promise<FaultRow> {
  const chance = seededRandom(seed);
  const what = "the office's clock set by up to ±1 day, tablets right, 10 years fast and 10 slow";
  const row = emptyRow('office-clock', what, seed);
  const skews = [0, TEN_YEARS_MS, -TEN_YEARS_MS];
  const estimates: { skewMs: number; toldMs: number | null }[] = [];
  await withOffice({ tablets: skews.length }, async (office) => {
    await office.start();
    const crew = await openCrew(office, {
      seed,
      each: (nth) => {
        const skewMs = skews[nth] ?? 0;
        return {
          skewMs,
          onSaved: ({ recordedAt }) => void estimates.push({ skewMs, toldMs: recordedAt.skewMs }),
        };
      },
    });
    let aheadMs = 0;
    for (; row.faults < times && isGood(row); row.faults++) {
      const beforeMs = aheadMs;
      aheadMs = Math.round((chance.next() - 0.5) * 2 * DAY_MS);
      await office.kill();
      await office.start({ settings: fakeTime(aheadMs) });
      await crew.workFor(150);
      await settleAndJudge(row, crew, office);
      for (const { skewMs, toldMs } of estimates.splice(0)) {
        const off = [beforeMs, aheadMs].map((ahead) => Math.abs(skewMs - ahead - (toldMs ?? 0)));
        if (Math.min(...off) > NEAR_MS) row.broken.push('[I12] a wrong time is not marked as such');
      }
      for (const { tablet } of crew.fields) {
        const { quarantine } = tablet.status.get();
        if (quarantine.length > 0) row.broken.push(`[I12] refused: ${quarantine[0]?.problem}`);
      }
    }
    row.saved = crew.saved();
    await crew.close();
  });
  return row;
}

if (import.meta.main) {
  await runRig(50, async (asked) => {
    if (FAKETIME === null) return notRun('office-clock', 'needs faketime');
    return runOfficeClock(asked);
  });
}
