import { parseArgs } from 'node:util';
import { fuzzOffice } from './fuzz-office.ts';

// `node e2e/faults/fuzz-routes.ts [--requests 100000] [--seed 1]`: one JSON line; exit code 1 when a
// request ended in a bug, was echoed or left a promise unheard.
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const fuzzed = await fuzzOffice(Number(values.requests), Number(values.seed));
process.stdout.write(`${JSON.stringify(fuzzed, null, 1)}\n`);
process.exitCode = fuzzed.problems.length === 0 ? 0 : 1;
