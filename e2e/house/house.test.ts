import { expect, test } from 'vitest';
import { simulate } from './simulate-process.ts';

const TEN_MINUTES = 600_000;

// Several seeds go further than one long run: a house begins anew where another has settled.
const RUNS = [
  { engine: 'sqlite', seed: '1', ops: '1000' },
  { engine: 'sqlite', seed: '2', ops: '1000' },
  { engine: 'sqlite', seed: '3', ops: '1000' },
  { engine: 'postgres', seed: '4', ops: '600' },
];

test.each(RUNS)(
  'nothing is lost, nothing doubled, all sides agree: $ops acts from seed $seed on $engine',
  async ({ engine, seed, ops }) => {
    const report = await simulate(['--seed', seed, '--ops', ops, '--engine', engine]);
    expect(report.broken).toEqual([]);
    expect(report.entries).toBeGreaterThan(Number(ops) / 4);
    // A run in which little went wrong would prove little.
    const { delivered: _, ...faults } = report.faults;
    const kinds = Object.keys(faults).filter((kind) => (faults[kind] ?? 0) > 0);
    expect(kinds.length).toBeGreaterThan(12);
  },
  TEN_MINUTES,
);
