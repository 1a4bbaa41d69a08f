import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { seededRandom } from '@khop/shared/sample';
import {
  emptyRow,
  type FaultRow,
  goesOn,
  isGood,
  notRun,
  type RigOptions,
  runRig,
} from './fault-table.ts';
import { lookAt } from './office-check.ts';
import { type Crew, openCrew, settleAndJudge } from './office-crew.ts';
import { type OfficeProcess, withOffice } from './office-process.ts';
import { type Cut, DISK_NEEDS, makeVolatileDisk, mayMountDisks } from './volatile-disk.ts';

// node e2e/faults/office-power.ts --times N --seed S        (as root; installs what it needs on Debian)
//
// The office keeps its file on a disk that forgets what was not flushed (volatile-disk.ts), the tablets
// and what they were told lie outside of it. Power is cut at random moments, in two of three cuts with
// a part of the unflushed sectors on the platter all the same. Most cuts are only looked at while the
// machine goes on; the last of each machine's life is real: the office dies, starts on what the disk
// kept, and the tablets go on with it. The control is the same office with synchronous=NORMAL.

export type PowerOptions = RigOptions & { plant?: string };

export const POWER_PLANT = 'synchronous=NORMAL';
const CUTS_A_LIFE = 20;

export async function runOfficePower({ seed, plant, ...asked }: PowerOptions): Promise<FaultRow> {
  const { times } = asked;
  const chance = seededRandom(seed);
  const what = 'power cut under the office, two of three with torn sectors; a real restart each 20';
  const row = emptyRow('office-power', what, seed);
  const tally = { unmountable: 0, restarts: 0 };
  for (let life = 0; goesOn(row, asked); life++) {
    const cuts = Math.min(CUTS_A_LIFE, times - row.faults);
    const lived = { cuts, seed: seed * 1000 + life, plant: plant ?? null, chance };
    await liveUntilCut(row, tally, lived);
    if (tally.unmountable > times) throw new Error('no cut leaves a filesystem: the rig is broken');
  }
  row.told = `${tally.restarts} offices started on what was left; ${tally.unmountable} more cuts tore the filesystem’s own superblock and are not counted`;
  return row;
}

type Life = { cuts: number; seed: number; plant: string | null; chance: { next(): number } };

type Tally = { unmountable: number; restarts: number };

async function liveUntilCut(
  row: FaultRow,
  tally: Tally,
  { cuts, seed, plant, chance }: Life,
): Promise<void> {
  const disk = await makeVolatileDisk({ megabytes: 128 });
  const dataDir = join(disk.folder, 'data');
  try {
    await withOffice({ tablets: 3, plant, dataDir }, async (office) => {
      await office.start();
      const crew = await openCrew(office, { seed });
      for (let nth = 1; nth <= cuts; nth++) {
        const isLast = nth === cuts;
        const tear = [0, 0.3, 0.8][nth % 3] ?? 0;
        const cut = Promise.withResolvers<Cut>();
        const before = Promise.withResolvers<bigint>();
        await crew.workUntil(20 + chance.next() * 200, async () => {
          before.resolve(process.hrtime.bigint());
          cut.resolve(await disk.cutAt({ seed: seed + nth, tear }));
          if (isLast) await office.kill();
        });
        await afterCut(row, tally, {
          crew,
          office,
          cut: await cut.promise,
          before: await before.promise,
          isLast,
        });
        if (!isGood(row)) break;
      }
      row.saved += crew.saved();
      await crew.close();
    });
  } finally {
    await disk.close();
  }
}

type After = { crew: Crew; office: OfficeProcess; cut: Cut; before: bigint; isLast: boolean };

async function afterCut(
  row: FaultRow,
  tally: Tally,
  { crew, office, cut, before, isLast }: After,
): Promise<void> {
  // Half a superblock is what a person with e2fsck mends, not the office.
  const mounted = await cut.mount().catch(() => null);
  if (mounted === null) {
    tally.unmountable += 1;
    return cut.drop();
  }
  row.faults += 1;
  try {
    const dataDir = join(mounted.folder, 'data');
    const after = await lookAt(join(dataDir, 'office.sqlite'));
    row.lostAcks += crew.lostAcks(after.heads, before);
    row.broken.push(...after.broken);
    if (!isLast) return;
    await office.start({ dataDir });
    await settleAndJudge(row, crew, office);
    tally.restarts += 1;
    await office.kill();
  } finally {
    await mounted.unmount();
    cut.drop();
  }
}

/** Debian's packages, when we may; null when the machine can carry the rig. */
export function whyNoPower(mayInstall: boolean): string | null {
  if (mayMountDisks()) return null;
  if (process.getuid?.() !== 0) return 'needs root';
  if (mayInstall) {
    spawnSync('apt-get', ['install', '-y', '-qq', ...DISK_NEEDS.split(' ')], { stdio: 'inherit' });
  }
  return mayMountDisks() ? null : `needs loop devices, FUSE and ${DISK_NEEDS}`;
}

if (import.meta.main) {
  await runRig(200, async (asked) => {
    const why = whyNoPower(true);
    if (why !== null) return notRun('office-power', why);
    const control = await runOfficePower({ ...asked, times: 3, plant: POWER_PLANT });
    const row = await runOfficePower(asked);
    row.control = `${POWER_PLANT}: ${control.lostAcks} acks lost in ${control.faults} cuts`;
    if (control.lostAcks === 0) row.broken.push('void: the control lost nothing');
    return row;
  });
}
