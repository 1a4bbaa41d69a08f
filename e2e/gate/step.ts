import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { DISK_NEEDS } from '../faults/volatile-disk.ts';

export const root = resolve(import.meta.dirname, '../..');

/** What Node made of a source is kept here: the gate starts some two hundred offices and workers. */
const COMPILED = join(root, 'node_modules/.cache/compiled');

export type Count = { passed: number; failed: number; skipped: number };

/** Runs a command in the project's root with the project's own tools first on the PATH. */
export function run(command: string[], env: Record<string, string> = {}): Promise<number> {
  const [file = '', ...args] = command;
  const bins = ['.', 'client', 'server', 'e2e'].map((room) =>
    join(root, room, 'node_modules/.bin'),
  );
  const path = [...bins, process.env.PATH].join(delimiter);
  return new Promise((done) => {
    const child = spawn(file, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: path, NODE_COMPILE_CACHE: COMPILED, ...env },
    });
    child.on('error', () => done(127));
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** One step of the gate that passes or fails as a whole. */
export async function step(name: string, work: () => Promise<number>): Promise<Count> {
  const started = Date.now();
  console.log(`\n── ${name}`);
  const code = await work();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`── ${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

export function sum(counts: Count[]): Count {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const count of counts) {
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
  }
  return total;
}

/** Prints the closing line and gives the exit code. */
export function close(count: Count): number {
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  console.log(`\n${count.passed} passed, ${count.failed} failed${skipped}`);
  return count.failed === 0 ? 0 : 1;
}

export const CHROMIUM = '/usr/bin/chromium';

/** Installs Debian's packages where that is possible at all. */
async function install(packages: readonly string[]): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  await run(['apt-get', 'update', '-qq'], quiet);
  await run(['apt-get', 'install', '-y', '-qq', ...packages], quiet);
}

/** By the file that tells whether it is there. */
const FAULT_TOOLS: Readonly<Record<string, readonly string[]>> = {
  '/usr/bin/strace': ['strace'],
  '/usr/bin/faketime': ['faketime'],
  '/usr/bin/nbdkit': DISK_NEEDS.split(' '),
};

/** What the rigs of faults want of Debian; without it their tests say that they were skipped. */
export async function ensureFaultTools(): Promise<void> {
  const missing = Object.entries(FAULT_TOOLS).flatMap(([file, packages]) =>
    existsSync(file) ? [] : packages,
  );
  if (missing.length > 0) await install(missing);
}

/** Debian's Chromium, installed when it is absent; other systems are told what is missing. */
export async function ensureChromium(): Promise<boolean> {
  if (existsSync(CHROMIUM)) return true;
  await install(['chromium']);
  if (existsSync(CHROMIUM)) return true;
  console.error(
    `The browser tests need Debian's Chromium at ${CHROMIUM}: apt-get install chromium`,
  );
  return false;
}
