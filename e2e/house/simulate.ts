// First of all: see there.
import './one-thread.ts';
import { parseArgs } from 'node:util';
import { runHouse } from './run-house.ts';
import { simulateLong } from './simulate-long.ts';
import { simulatePlants } from './simulate-plants.ts';
import { countWork } from './work.ts';

// pnpm simulate [--seed N] [--ops M] [--tablets K] [--engine sqlite|postgres] [--trace FILE]
//               [--houses H]: H houses of M acts, with the seeds from N on
//               --long [--processes P]: M acts in all, in many houses; writes results/long.md
//               --plants [--only NAME]: each planted bug, in houses with seeds 1 to H (3)
// Prints a line of JSON for each house.

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    seed: { type: 'string', default: '1' },
    ops: { type: 'string', default: '2000' },
    steps: { type: 'string' },
    houses: { type: 'string', default: '1' },
    tablets: { type: 'string', default: '3' },
    engine: { type: 'string', default: 'sqlite' },
    trace: { type: 'string' },
    long: { type: 'boolean', default: false },
    processes: { type: 'string', default: '2' },
    plants: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

if (values.plants) {
  const seeds = Math.max(3, Number(values.houses));
  const hidden = await simulatePlants(seeds, Number(values.ops), values.only ?? null);
  process.exit(hidden === 0 ? 0 : 1);
}

if (values.long) {
  const [seed, ops, processes] = [values.seed, values.ops, values.processes].map(Number);
  const broken = await simulateLong({
    seed: seed ?? 1,
    ops: ops ?? 1_000_000,
    processes: processes ?? 2,
  });
  process.exit(broken === 0 ? 0 : 1);
}

const engine = values.engine === 'postgres' ? 'postgres' : 'sqlite';
const [first, last] = [Number(values.seed), Number(values.seed) + Number(values.houses) - 1];
countWork();
let hasBroken = false;
for (let seed = first; seed <= last; seed++) {
  const report = await runHouse({
    seed,
    ops: Number(values.steps ?? values.ops),
    tablets: Number(values.tablets),
    engine,
    trace: values.trace ?? null,
  });
  console.log(JSON.stringify(report));
  hasBroken ||= report.broken.length > 0;
}
process.exit(hasBroken ? 1 : 0);
