import { argv } from 'node:process';

/**
 * `pnpm --silent bench NAME …`: measurements, one JSON line each on standard output, words on
 * standard error. A benchmark takes the arguments after its name and answers its exit code.
 */
type Benchmark = (args: string[]) => Promise<number>;

const benchmarks: Record<string, () => Promise<Benchmark>> = {
  scan: async () => (await import('./scan.ts')).benchScan,
  sync: async () => (await import('./sync.ts')).benchSync,
};

const [name = '', ...args] = argv.slice(2);
const load = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (load) process.exitCode = await (await load())(args);
else {
  console.error(`bench: one of ${Object.keys(benchmarks).join(', ')}`);
  process.exitCode = 2;
}
