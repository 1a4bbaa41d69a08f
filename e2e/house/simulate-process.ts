import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from './run-house.ts';

const HERE = import.meta.dirname;

/** Runs `pnpm simulate` as a person would: a process of its own, judged by what it prints. */
export async function simulate(args: string[], plant: string | null = null): Promise<Report> {
  const planted = plant === null ? [] : ['--import', join(HERE, 'plant.ts')];
  const [report] = await simulateMany(args, planted, plant === null ? {} : { KHOP_PLANT: plant });
  if (report === undefined) throw new Error('the simulation told of no house');
  return report;
}

/** One report for each house of the process. */
export function simulateMany(
  args: string[],
  nodeOptions: readonly string[] = [],
  env: Record<string, string> = {},
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
    child.on('exit', () => {
      try {
        const lines = out.trim().split('\n');
        resolve(lines.map((line) => JSON.parse(line) as Report));
      } catch {
        reject(new Error(`the simulation said nothing: ${trouble.slice(-2000)}`));
      }
    });
  });
}
