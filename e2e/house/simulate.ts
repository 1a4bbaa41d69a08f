// First of all: see there.
import './one-thread.ts';
import { parseArgs } from 'node:util';
import { runHouse } from './run-house.ts';

// pnpm simulate --seed N --ops M [--tablets K] [--engine sqlite|postgres] [--trace FILE]

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    seed: { type: 'string', default: '1' },
    ops: { type: 'string', default: '5000' },
    tablets: { type: 'string', default: '3' },
    engine: { type: 'string', default: 'sqlite' },
    trace: { type: 'string' },
  },
});

const engine = values.engine === 'postgres' ? 'postgres' : 'sqlite';
const [seed, ops, tablets] = [values.seed, values.ops, values.tablets].map(Number);
const report = await runHouse({
  seed: seed ?? 1,
  ops: ops ?? 5000,
  tablets: tablets ?? 3,
  engine,
  trace: values.trace ?? null,
});
console.log(JSON.stringify(report));
process.exit(report.broken.length === 0 ? 0 : 1);
