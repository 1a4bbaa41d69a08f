import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plants } from './plants.ts';
import type { Report } from './run-house.ts';

const HERE = import.meta.dirname;
const MINUTES = 60_000;

/** Runs `pnpm simulate` as a person would: a process of its own, judged by what it prints. */
function simulate(args: string[], plant: string | null = null): Promise<Report> {
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

// Several seeds go further than one long run: a house begins anew where another has settled.
const SEEDS = ['1', '2', '3', '4'];

describe.each(['sqlite', 'postgres'])(
  'three tablets, one office on %s, a wire with fates',
  (engine) => {
    test.each(SEEDS)(
      'nothing is lost, nothing doubled, all sides agree: 2,500 steps from seed %s',
      async (seed) => {
        const report = await simulate(['--seed', seed, '--steps', '2500', '--engine', engine]);
        expect(report.broken).toEqual([]);
        expect(report.entries).toBeGreaterThan(1000);
        for (const count of Object.values(report.faults)) expect(count).toBeGreaterThan(5);
      },
      10 * MINUTES,
    );
  },
);

describe('a planted bug', () => {
  test('there are at least eight', () => expect(plants.length).toBeGreaterThanOrEqual(8));

  for (const { name, breaks } of plants) {
    test(
      `is found: ${name}`,
      async () => {
        // A bug that needs two tablets to meet may hide from one seed.
        const seen: string[] = [];
        for (const seed of ['7', '8', '9']) {
          const report = await simulate(['--seed', seed, '--steps', '2500'], name);
          seen.push(...report.broken);
          if (breaks.test(seen.join('\n'))) break;
        }
        expect(seen.join('\n')).toMatch(breaks);
      },
      5 * MINUTES,
    );
  }
});
