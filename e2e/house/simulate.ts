import { parseArgs } from 'node:util';
import { runHouse } from './run-house.ts';

// pnpm simulate --seed N --steps M [--tablets K] [--engine sqlite|postgres]

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '10000' },
    tablets: { type: 'string', default: '3' },
    engine: { type: 'string', default: 'sqlite' },
  },
});

const engine = values.engine === 'postgres' ? 'postgres' : 'sqlite';
const [seed, steps, tablets] = [values.seed, values.steps, values.tablets].map(Number);
const report = await runHouse({
  seed: seed ?? 1,
  steps: steps ?? 10_000,
  tablets: tablets ?? 3,
  engine,
});
console.log(JSON.stringify(report));
process.exit(report.broken.length === 0 ? 0 : 1);
