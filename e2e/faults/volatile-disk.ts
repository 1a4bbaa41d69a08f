import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What the rig needs of the machine: root on Debian, with these packages. */
export const DISK_NEEDS = 'nbdkit nbdkit-plugin-python libnbd-bin fuse3';

/** What a disk held when its power went. */
export type Cut = {
  /** Flushes until then; sectors that were not flushed, and how many of those are there by chance. */
  flushes: number;
  unflushed: number;
  torn: number;
  /** Mounts the copy, as the machine does when the power is back (ext4 replays its own journal). */
  mount(): Promise<Mounted>;
  /** Throws the copy away. */
  drop(): void;
};
export type Mounted = { folder: string; unmount(): Promise<void> };

/**
 * A filesystem in which whatever was not flushed is lost when the power goes (SAFETY 4): ext4 on a
 * loop device over nbdfuse over nbdkit, whose plugin keeps unflushed sectors in memory.
 */
export type VolatileDisk = {
  /** Where it is mounted. */
  folder: string;
  /**
   * Cuts the power as seen from the disk; the machine itself goes on, so one run gives many cuts.
   * `tear`: share of unflushed sectors that had reached the platter (0: none), chosen by `seed`.
   * `writes`: so many more writes come first, so that a cut falls between a write and its flush.
   * The disk stands still until `whileStill` has ended. Count what was acknowledged BEFORE calling.
   */
  cutAt(
    how?: { seed?: number; tear?: number; writes?: number },
    whileStill?: () => Promise<void>,
  ): Promise<Cut>;
  close(): Promise<void>;
};

/** Whether this machine can carry the rig. */
export function mayMountDisks(): boolean {
  const tools = ['/usr/bin/nbdkit', '/usr/bin/nbdfuse', '/usr/sbin/mkfs.ext4', '/dev/loop-control'];
  return process.getuid?.() === 0 && tools.every((each) => existsSync(each));
}

export async function makeVolatileDisk({
  megabytes,
}: {
  megabytes: number;
}): Promise<VolatileDisk> {
  if (!mayMountDisks()) throw new Error(`the rig needs root, loop devices and: ${DISK_NEEDS}`);
  const folder = mkdtempSync(join(memoryFolder(), 'khop-disk-'));
  const at = (name: string) => join(folder, name);
  writeFileSync(at('image'), '');
  truncateSync(at('image'), megabytes * 1_048_576);
  await execute('mkfs.ext4', ['-q', '-F', '-E', 'lazy_itable_init=0', at('image')]);
  writeFileSync(at('disk'), '');

  const plugin = join(import.meta.dirname, 'volatile-disk.py');
  const settings = [`image=${at('image')}`, `control=${at('control')}`];
  const nbdkit = start('nbdkit', ['-f', '-U', at('nbd'), 'python', plugin, ...settings]);
  await until(() => existsSync(at('nbd')) && existsSync(at('control')), nbdkit);
  const fuse = start('nbdfuse', [at('disk'), '--unix', at('nbd')]);
  await until(async () => (await sizeOf(at('disk'))) > 0, fuse);
  const mounted = await mountImage(at('disk'), at('mounted'));

  let cuts = 0;
  return {
    folder: mounted.folder,
    async cutAt({ seed = 1, tear = 0, writes = 0 } = {}, whileStill = async () => {}) {
      cuts += 1;
      const copy = at(`cut-${cuts}`);
      const said = await ask(at('control'), { cut: copy, seed, tear, writes }, whileStill);
      return {
        ...said,
        mount: () => mountImage(copy, `${copy}-mounted`),
        drop: () => rmSync(copy, { force: true }),
      };
    },
    async close() {
      await mounted.unmount();
      // A process killed a moment ago may still hold a file, and with it the loop device.
      await execute('fusermount3', ['-u', at('disk')]).catch(() => {
        fuse.kill('SIGKILL');
        return execute('umount', ['-l', at('disk')]);
      });
      await ended(fuse);
      nbdkit.kill('SIGTERM');
      await ended(nbdkit);
      // What was unmounted lazily is let go of a moment later.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    },
  };
}

// The image is fast and cannot itself be lost when it lies in memory.
function memoryFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

async function mountImage(image: string, folder: string): Promise<Mounted> {
  mkdirSync(folder, { recursive: true });
  await execute('mount', ['-o', 'loop,noatime', image, folder]);
  return {
    folder,
    async unmount() {
      // Lazily: a process that was killed a moment ago may still hold a file.
      await execute('umount', [folder]).catch(() => execute('umount', ['-l', folder]));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function sizeOf(file: string): Promise<number> {
  return Number((await execute('stat', ['-c', '%s', file])).stdout);
}

type Started = ChildProcess & { said: string };

function start(command: string, args: string[]): Started {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const started = Object.assign(child, { said: '' });
  child.stderr?.on('data', (bytes: Buffer) => {
    started.said += bytes.toString();
  });
  return started;
}

async function until(isSo: () => boolean | Promise<boolean>, child: Started): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`the disk did not start: ${child.said}`);
    if (await isSo()) return;
    await pause(25);
  }
  throw new Error(`the disk was not ready in 5 s: ${child.said}`);
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

type Said = { flushes: number; unflushed: number; torn: number };

/** One line there, one line back; the disk stands still until the line is closed. */
async function ask(
  control: string,
  question: object,
  whileStill: () => Promise<void>,
): Promise<Said> {
  const line = connect(control, () => line.write(`${JSON.stringify(question)}\n`));
  try {
    let said = '';
    for await (const bytes of line) {
      said += String(bytes);
      if (said.includes('\n')) break;
    }
    const answer = JSON.parse(said) as Said | { trouble: string };
    if ('trouble' in answer) throw new Error(answer.trouble);
    await whileStill();
    return answer;
  } finally {
    line.destroy();
  }
}
