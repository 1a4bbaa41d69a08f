import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { inTurns } from './find-plant.ts';
import type { Report } from './run-house.ts';
import { simulateMany } from './simulate-process.ts';

/** Acts in most houses, and in each twenty-fifth portion, where one house grows old. */
const SHORT = 750;
/** Acts one process does before another takes its place. */
const PORTION = 4500;
/** Its memory is thrown away often and cheaply: most of it lives for one act. */
const NODE_OPTIONS = ['--max-semi-space-size=64'];
const RESULTS = join(import.meta.dirname, 'results');
/** A line for each portion. */
const LEDGER = join(RESULTS, 'long.jsonl');

export type LongOptions = { seed: number; ops: number; processes: number };

type Portion = {
  first: number;
  /** What was run: a later commit need not have the same history. */
  commit: string;
  houses: number;
  acts: number;
  entries: number;
  requests: number;
  faults: Record<string, number>;
  busyMs: number;
  broken: { seed: number; ops: number; promises: string[] }[];
};

/**
 * Portion after portion until so many acts are done; answers how many houses broke a promise. A run
 * that was ended goes on where it was: results/long.jsonl holds what is done. A portion in which a
 * promise was broken is not done, and is run again by the next one.
 */
export async function simulateLong({ seed, ops, processes }: LongOptions): Promise<number> {
  const turn = inTurns(processes);
  const done = new Map(readDone().map((portion) => [portion.first, portion]));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const houses = PORTION / SHORT;
  const firsts = Array.from(
    { length: Math.ceil(ops / PORTION) },
    (_, portion) => seed + portion * houses,
  ).filter((first) => done.get(first)?.broken.length !== 0);
  const broken: Portion['broken'] = [];
  await Promise.all(
    firsts.map((first) =>
      turn(async () => {
        const isDeep = ((first - seed) / houses) % 25 === 24;
        const [count, acts] = isDeep ? [1, PORTION] : [houses, SHORT];
        const args = ['--seed', String(first), '--houses', String(count), '--ops', String(acts)];
        const portion = sumOf(first, commit, await simulateMany(args, NODE_OPTIONS));
        broken.push(...portion.broken);
        done.set(first, portion);
        write([...done.values()], { seed, ops, processes });
        console.log(
          `${first}: ${portion.acts} acts in ${Math.round(portion.busyMs / 1000)} s, broken so far ${broken.length}`,
        );
      }),
    ),
  );
  return broken.length;
}

function readDone(): Portion[] {
  if (!existsSync(LEDGER)) return [];
  const lines = readFileSync(LEDGER, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Portion);
}

function sumOf(first: number, commit: string, reports: Report[]): Portion {
  const add = (value: (report: Report) => number) =>
    reports.reduce((sum, report) => sum + value(report), 0);
  const faults: Record<string, number> = {};
  for (const report of reports) {
    for (const [kind, times] of Object.entries(report.faults)) {
      if (kind !== 'delivered') faults[kind] = (faults[kind] ?? 0) + times;
    }
  }
  return {
    first,
    commit,
    houses: reports.length,
    acts: add(({ acts }) => Object.values(acts).reduce((sum, times) => sum + times, 0)),
    entries: add(({ entries }) => entries),
    requests: add(({ requests }) => requests),
    faults,
    busyMs: add(({ ms }) => ms),
    broken: reports
      .filter(({ broken }) => broken.length > 0)
      .map(({ seed, ops, broken }) => ({ seed, ops, promises: broken.slice(0, 3) })),
  };
}

function write(portions: Portion[], { seed, ops, processes }: LongOptions): void {
  portions.sort((one, other) => one.first - other.first);
  const sum = (value: (portion: Portion) => number) =>
    portions.reduce((total, portion) => total + value(portion), 0);
  const kinds = new Map<string, number>();
  for (const { faults } of portions) {
    for (const [kind, times] of Object.entries(faults)) {
      kinds.set(kind, (kinds.get(kind) ?? 0) + times);
    }
  }
  const broken = portions.flatMap((portion) => portion.broken);
  const rows = {
    houses: sum(({ houses }) => houses),
    acts: sum(({ acts }) => acts),
    entries: sum(({ entries }) => entries),
    requests: sum(({ requests }) => requests),
    faults: [...kinds.values()].reduce((total, times) => total + times, 0),
    'processor time, minutes': Math.round(sum(({ busyMs }) => busyMs) / 60_000),
    'of the commits': [...new Set(portions.map(({ commit }) => commit))].join(', '),
    'houses in which a promise did not hold': broken.length,
  };
  const lines = [
    '# The long simulation',
    '',
    `\`pnpm simulate --long --seed ${seed} --ops ${ops} --processes ${processes}\`, in as many runs as it takes. Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}.`,
    '',
    '| | |',
    '|---|---|',
    ...Object.entries(rows).map(([what, is]) => `| ${what} | ${is} |`),
    '',
    '| fault | times |',
    '|---|---|',
    ...[...kinds].sort(([, a], [, b]) => b - a).map(([kind, times]) => `| ${kind} | ${times} |`),
    '',
    broken.length === 0 ? 'Every promise held in every house.' : 'Broken:',
    '',
    ...broken.map((each) => `- seed ${each.seed}, ${each.ops} acts: ${each.promises.join('; ')}`),
  ];
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, 'long.md'), `${lines.join('\n').trimEnd()}\n`);
  writeFileSync(LEDGER, portions.map((portion) => `${JSON.stringify(portion)}\n`).join(''));
}
