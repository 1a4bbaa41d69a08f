import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from './run-house.ts';

const HERE = import.meta.dirname;

/** Runs `pnpm simulate` as a person would: a process of its own, judged by what it prints. */
export async function simulate(
  args: string[],
  plant: string | null = null,
  mostMs?: number,
): Promise<Report> {
  const planted = plant === null ? [] : ['--import', join(HERE, 'plant.ts')];
  const env = plant === null ? {} : { KHOP_PLANT: plant };
  const [report] = await simulateMany(args, planted, env, mostMs);
  if (report === undefined) throw new Error('the simulation told of no house');
  return report;
}

const AN_HOUR_MS = 3_600_000;

/** The house did not come to rest in the time it was given. */
export class NoEnd extends Error {}

/** One report for each house of the process. */
export function simulateMany(
  args: string[],
  nodeOptions: readonly string[] = [],
  env: Record<string, string> = {},
  mostMs = AN_HOUR_MS,
): Promise<Report[]> {
  const child = spawn(process.execPath, [...nodeOptions, join(HERE, 'simulate.ts'), ...args], {
    // Most of a short house's time would be the reading of its sources.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'khop-compiled'), ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, trouble] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    trouble += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    const late = setTimeout(() => child.kill('SIGKILL'), mostMs);
    child.on('exit', (_code, signal) => {
      clearTimeout(late);
      if (signal === 'SIGKILL') return reject(new NoEnd());
      try {
        const lines = out.trim().split('\n');
        resolve(lines.map((line) => JSON.parse(line) as Report));
      } catch {
        reject(new Error(`the simulation said nothing: ${trouble.slice(-2000)}`));
      }
    });
  });
}
