import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Report } from './run-house.ts';

const HERE = import.meta.dirname;

/** Runs `pnpm simulate` as a person would: a process of its own, judged by what it prints. */
export function simulate(args: string[], plant: string | null = null): Promise<Report> {
  const planted = plant === null ? [] : ['--import', join(HERE, 'plant.ts')];
  const child = spawn(process.execPath, [...planted, join(HERE, 'simulate.ts'), ...args], {
    env: { ...process.env, ...(plant === null ? {} : { KHOP_PLANT: plant }) },
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
        resolve(JSON.parse(out.trim().split('\n').at(-1) ?? '') as Report);
      } catch {
        reject(new Error(`the simulation said nothing: ${trouble.slice(-2000)}`));
      }
    });
  });
}
