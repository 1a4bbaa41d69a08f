import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { emptyRow, type FaultRow, isGood, notRun, type RigOptions, runRig } from './fault-table.ts';
import { lookAt } from './office-check.ts';
import { type Crew, openCrew, settleAndJudge, tallyReplies } from './office-crew.ts';
import { hasEnded, OfficeEnded, type OfficeProcess, withOffice } from './office-process.ts';

// node e2e/faults/office-disk-io.ts --times N --seed S           (needs strace)
//
// The N-th open, truncate, read, write or fsync of the office's database fails with EIO, once or from
// then on (strace -e inject), while the office starts and tablets hand over; for N = 1, 2, 3 … until no
// fault is hit any more, at most --times a call. An office in such trouble stops or says 503, never
// acknowledges after a failed fsync, and goes on with everything once it is started again.

const CALLS = ['fsync', 'openat', 'ftruncate', 'pread64', 'pwrite64'] as const;
const ENTRIES = 4;

export const IO_PLANT = 'goes on after a failed fsync';
export type IoOptions = RigOptions & { plant?: string; calls?: readonly string[] };

export async function runOfficeDiskIo(options: IoOptions): Promise<FaultRow> {
  const { times, seed, plant = null, calls = CALLS } = options;
  const what = `the N-th ${calls.join(', ')} of the database fails (EIO), N = 1, 2, … ${times}`;
  const row = emptyRow('office-disk-io', what, seed);
  const hits = new Map<string, number>();
  await withOffice({ tablets: 2, plant }, async (office) => {
    await office.start();
    const replies = tallyReplies();
    const crew = await openCrew(office, { seed, onReply: replies.onReply });
    await office.kill();
    for (const call of calls) {
      for (let nth = 1; nth <= times && isGood(row); nth++) {
        // Every third for ever: a disk that has died, not one that hiccuped.
        const when = nth % 3 === 0 ? `${nth}+` : String(nth);
        replies.clear();
        const isHit = await sufferFault(row, office, crew, { call, when });
        for (const bug of replies.bugs()) row.broken.push(`${bug} at ${call} ${when}`);
        if (!isHit) break;
        hits.set(call, nth);
        row.faults += 1;
      }
    }
    row.saved = crew.saved();
    await crew.close();
  });
  row.told = [...hits].map(([call, nth]) => `${call} ${nth}`).join(', ');
  return row;
}

type Fault = { call: string; when: string };

/** Answers whether the fault befell at all. */
async function sufferFault(
  row: FaultRow,
  office: OfficeProcess,
  crew: Crew,
  { call, when }: Fault,
): Promise<boolean> {
  const trace = join(dirname(office.dataDir), 'trace');
  await startOrSay(row, office, strace(office.file, { call, when }, trace));
  for (const field of crew.fields) {
    for (let made = 0; made < ENTRIES; made++) await field.record();
  }
  await crew.drain(2);
  const text = existsSync(trace) ? readFileSync(trace, 'utf8') : '';
  const isHit = text.includes('(INJECTED)');
  const isRunning = !hasEnded(office.child());
  if (isHit && isRunning && call === 'fsync') row.broken.push('went on after a failed fsync');
  await office.kill();
  rmSync(trace, { force: true });
  const after = await lookAt(office.file);
  row.lostAcks += crew.lostAcks(after.heads);
  row.broken.push(...after.broken);
  await office.start({ wrap: [] });
  await settleAndJudge(row, crew, office);
  await office.kill();
  return isHit;
}

// -D: the office itself is the child, so that it is the one that is killed.
function strace(file: string, { call, when }: Fault, trace: string): string[] {
  const paths = ['', '-wal', '-shm'].flatMap((end) => ['-P', `${file}${end}`]);
  const inject = `inject=${call}:error=EIO:when=${when}`;
  return ['strace', '-D', '-f', '-o', trace, ...paths, '-e', `trace=${call}`, '-e', inject];
}

/** An office that cannot start says why in a sentence, not in a stack. */
async function startOrSay(row: FaultRow, office: OfficeProcess, wrap: string[]): Promise<void> {
  try {
    await office.start({ wrap });
  } catch (error) {
    if (!(error instanceof OfficeEnded)) throw error;
    if (/\n\s+at /.test(error.said)) row.broken.push(`no sentence: ${firstError(error.said)}`);
  }
}

function firstError(said: string): string {
  return (
    said
      .split('\n')
      .find((line) => /Error|Trouble/.test(line))
      ?.trim() ?? said.slice(0, 100)
  );
}

/** Whether this machine can carry the rig. */
export function mayTrace(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/strace');
}

if (import.meta.main) {
  await runRig(400, async (asked) => {
    if (!mayTrace()) return notRun('office-disk-io', 'needs root and strace');
    const control = await runOfficeDiskIo({
      ...asked,
      times: 3,
      plant: IO_PLANT,
      calls: ['fsync'],
    });
    const row = await runOfficeDiskIo(asked);
    const found = control.broken.includes('went on after a failed fsync');
    row.control = `${IO_PLANT}: ${found ? 'found' : 'not found'}`;
    if (!found) row.broken.push('void: the control was not found');
    return row;
  });
}
