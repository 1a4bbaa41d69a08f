import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { inTurns } from './find-plant.ts';
import type { Report } from './run-house.ts';
import { simulateMany } from './simulate-process.ts';

/** Acts in most houses, and in each twenty-fifth portion, where one house grows old. */
const SHORT = 1000;
const DEEP = 10_000;
/** Acts one process does before another takes its place. */
const PORTION = 10_000;
/** Its memory is thrown away often and cheaply: most of it lives for one act. */
const NODE_OPTIONS = ['--max-semi-space-size=64'];

export type LongOptions = { seed: number; ops: number; processes: number };

/** Portion after portion until so many acts are done; answers how many houses broke a promise. */
export async function simulateLong({ seed, ops, processes }: LongOptions): Promise<number> {
  const turn = inTurns(processes);
  const total = newTotal();
  const begun = performance.now();
  const portions = Array.from({ length: Math.ceil(ops / PORTION) }, (_, at) => at);
  await Promise.all(
    portions.map((at) =>
      turn(async () => {
        const isDeep = at % 25 === 24;
        const houses = isDeep ? 1 : PORTION / SHORT;
        const first = seed + at * (PORTION / SHORT);
        const acts = String(isDeep ? DEEP : SHORT);
        const args = ['--seed', String(first), '--houses', String(houses), '--ops', acts];
        for (const report of await simulateMany(args, NODE_OPTIONS)) add(total, report);
        total.wallMs = Math.round(performance.now() - begun);
        write(total, { seed, ops, processes });
        console.log(`${total.acts} acts, ${total.faults} faults, ${total.broken.length} broken`);
      }),
    ),
  );
  return total.broken.length;
}

type Total = {
  houses: number;
  acts: number;
  entries: number;
  requests: number;
  faults: number;
  faultsByKind: Record<string, number>;
  broken: { seed: number; ops: number; promises: string[] }[];
  /** Of all processes together. */
  busyMs: number;
  wallMs: number;
};

function newTotal(): Total {
  const none = { houses: 0, acts: 0, entries: 0, requests: 0, faults: 0, busyMs: 0, wallMs: 0 };
  return { ...none, faultsByKind: {}, broken: [] };
}

function add(total: Total, { seed, ops, broken, entries, acts, faults, requests, ms }: Report) {
  total.houses += 1;
  total.acts += Object.values(acts).reduce((sum, times) => sum + times, 0);
  total.entries += entries;
  total.requests += requests;
  total.busyMs += ms;
  for (const [kind, times] of Object.entries(faults)) {
    if (kind === 'delivered') continue;
    total.faults += times;
    total.faultsByKind[kind] = (total.faultsByKind[kind] ?? 0) + times;
  }
  if (broken.length > 0) total.broken.push({ seed, ops, promises: broken.slice(0, 3) });
}

function write(total: Total, { seed, ops, processes }: LongOptions): void {
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const { faultsByKind, broken, ...sums } = total;
  const rate = Math.round(total.acts / (total.busyMs / 1000));
  const kinds = Object.entries(faultsByKind).sort(([, a], [, b]) => b - a);
  const found = broken.map(
    (each) => `- seed ${each.seed}, ${each.ops} acts: ${each.promises.join('; ')}`,
  );
  const lines = [
    '# The long simulation',
    '',
    `\`pnpm simulate --long --seed ${seed} --ops ${ops} --processes ${processes}\`, Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}.`,
    '',
    '| | |',
    '|---|---|',
    ...Object.entries({ ...sums, 'acts a busy second': rate }).map(
      ([what, is]) => `| ${what} | ${is} |`,
    ),
    `| houses in which a promise did not hold | ${broken.length} |`,
    '',
    '| fault | times |',
    '|---|---|',
    ...kinds.map(([kind, times]) => `| ${kind} | ${times} |`),
    '',
    broken.length === 0 ? 'Every promise held in every house.' : 'Broken:',
    '',
    ...found,
  ];
  writeFileSync(join(folder, 'long.md'), `${lines.join('\n').trimEnd()}\n`);
  writeFileSync(join(folder, 'long.json'), `${JSON.stringify({ seed, ops, ...total }, null, 2)}\n`);
}
