import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { seededRandom } from '@khop/shared/sample';
import { emptyRow, type FaultRow, isGood, notRun, type RigOptions, runRig } from './fault-table.ts';
import { lookAt } from './office-check.ts';
import { type Crew, openCrew, settleAndJudge, tallyReplies } from './office-crew.ts';
import { hasEnded, OfficeEnded, type OfficeProcess, withOffice } from './office-process.ts';

// node e2e/faults/office-disk-full.ts --times N --seed S         (as root: tmpfs, loop devices)
//
// While tablets record and send, the disk under the office's data folder becomes full (a small tmpfs;
// every other time it is all but full), or the kernel turns it read-only as it does after an error
// (ext4 with errors=remount-ro). Reads go on, pushes are told to wait; every third time the office is
// killed meanwhile and must start, or say why not. With room again all is there.

type Replies = ReturnType<typeof tallyReplies>;
type Tally = {
  rounds: number;
  waits: number;
  reads: number;
  stopped: number;
  refusedStart: number;
};

/** A disk that can be spoiled and made good again, where need be with nobody using it. */
type Disk = {
  folder: string;
  isMendedIdle: boolean;
  spoil(nth: number): void;
  mend(): void;
  close(): void;
};

/** @param options.readOnly of `times`, how often the disk is turned read-only instead of full */
export async function runOfficeDiskFull(
  options: RigOptions & { readOnly?: number },
): Promise<FaultRow> {
  const { times, seed, readOnly = Math.floor(times / 5) } = options;
  const what = 'the disk full while tablets send, or turned read-only by the kernel (every fifth)';
  const row = emptyRow('office-disk-full', what, seed);
  const tally: Tally = { rounds: 0, waits: 0, reads: 0, stopped: 0, refusedStart: 0 };
  await suffer(row, tally, { times: times - readOnly, seed, makeDisk: tmpfs });
  if (readOnly > 0) await suffer(row, tally, { times: readOnly, seed: seed + 1, makeDisk: ext4 });
  row.told = `${tally.waits} pushes told to wait, ${tally.reads} reads answered meanwhile, office stopped ${tally.stopped}, refused to start ${tally.refusedStart} of ${tally.rounds}`;
  if (row.faults > 0 && tally.waits + tally.stopped === 0) row.broken.push('void: nobody noticed');
  return row;
}

type Suffering = RigOptions & { makeDisk(at: string): Disk };

async function suffer(row: FaultRow, tally: Tally, options: Suffering): Promise<void> {
  const { times, seed, makeDisk } = options;
  const chance = seededRandom(seed);
  const disk = makeDisk(join('/dev/shm', `khop-full-${process.pid}-${seed}`));
  try {
    await withOffice({ tablets: 2, dataDir: join(disk.folder, 'data') }, async (office) => {
      await office.start();
      const replies = tallyReplies();
      const crew = await openCrew(office, { seed, onReply: replies.onReply });
      for (let nth = 1; nth <= times && isGood(row); nth++) {
        await crew.workUntil(20 + chance.next() * 100, async () => disk.spoil(nth));
        replies.clear();
        await crew.workFor(150);
        for (const { tablet } of crew.fields) await tablet.settled();
        await meanwhile(row, tally, { office, crew, replies, isKilled: nth % 3 === 0 });
        const after = await lookAt(office.file, hasEnded(office.child()) ? 'dead' : 'live');
        row.lostAcks += crew.lostAcks(after.heads);
        row.broken.push(...after.broken);
        if (disk.isMendedIdle) await office.kill();
        disk.mend();
        if (hasEnded(office.child())) await office.start();
        await settleAndJudge(row, crew, office);
        row.faults += 1;
        tally.rounds += 1;
      }
      row.saved += crew.saved();
      await crew.close();
    });
  } finally {
    disk.close();
  }
}

type Meanwhile = { office: OfficeProcess; crew: Crew; replies: Replies; isKilled: boolean };

/** The disk is spoiled: what the office still does, alive or started anew. */
async function meanwhile(
  row: FaultRow,
  tally: Tally,
  { office, crew, replies, isKilled }: Meanwhile,
): Promise<void> {
  if (hasEnded(office.child())) tally.stopped += 1;
  if (isKilled || hasEnded(office.child())) {
    await office.kill();
    const hasStarted = await office.start().then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof OfficeEnded)) throw error;
        if (/\n\s+at /.test(error.said)) row.broken.push(`no sentence: ${error.said.slice(0, 80)}`);
        return false;
      },
    );
    if (!hasStarted) tally.refusedStart += 1;
  }
  if (!hasEnded(office.child())) {
    await crew.drain(1);
    const ready = await fetch(`${office.url()}/ready`).then(
      ({ status }) => status,
      () => null,
    );
    if (ready !== 200) row.broken.push(`reads do not go on: ${ready}`);
  }
  tally.waits += replies.count('push 503') + replies.count('push 507');
  tally.reads += replies.count('read 200');
  for (const bug of replies.bugs()) row.broken.push(bug);
}

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}

function tmpfs(folder: string): Disk {
  mkdirSync(folder, { recursive: true });
  run('mount', '-t', 'tmpfs', '-o', 'size=64m', 'none', folder);
  const filler = join(folder, 'filler');
  return {
    folder,
    isMendedIdle: false,
    spoil(nth) {
      const size = fill(filler);
      // Every other time a few pages are left, so that a commit fails in its middle.
      if (nth % 2 === 0) truncateSync(filler, Math.max(0, size - (nth % 16) * 4096));
    },
    mend: () => rmSync(filler, { force: true }),
    close() {
      run('umount', '-l', folder);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Writes until there is no room; answers how much that was. */
function fill(file: string): number {
  const handle = openSync(file, 'w');
  let size = 0;
  for (const bytes of [Buffer.alloc(2 ** 20), Buffer.alloc(4096)]) {
    try {
      for (;;) size += writeSync(handle, bytes);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('ENOSPC')) throw error;
    }
  }
  closeSync(handle);
  return size;
}

function ext4(at: string): Disk {
  const image = `${at}.image`;
  const folder = `${at}.mounted`;
  writeFileSync(image, '');
  truncateSync(image, 128 * 2 ** 20);
  run('mkfs.ext4', '-q', '-F', image);
  mkdirSync(folder, { recursive: true });
  const loop = spawnSync('losetup', ['-f', '--show', image], { encoding: 'utf8' }).stdout.trim();
  const mount = () => run('mount', '-o', 'errors=remount-ro', loop, folder);
  mount();
  return {
    folder,
    isMendedIdle: true,
    spoil: () => writeFileSync(`/sys/fs/ext4/${basename(loop)}/trigger_fs_error`, '1'),
    mend() {
      run('umount', '-l', folder);
      spawnSync('e2fsck', ['-p', loop]);
      mount();
    },
    close() {
      run('umount', '-l', folder);
      run('losetup', '-d', loop);
      rmSync(image);
      rmSync(folder, { recursive: true });
    },
  };
}

if (import.meta.main) {
  await runRig(50, async (asked) =>
    process.getuid?.() === 0
      ? runOfficeDiskFull(asked)
      : notRun('office-disk-full', 'needs root to mount'),
  );
}
