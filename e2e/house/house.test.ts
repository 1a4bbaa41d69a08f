import { describe, expect, test } from 'vitest';
import { simulate } from './simulate-process.ts';

const TEN_MINUTES = 600_000;

// Several seeds go further than one long run: a house begins anew where another has settled.
const SEEDS = ['1', '2', '3', '4'];

describe.each(['sqlite', 'postgres'])(
  'three tablets, one office on %s, a wire with fates',
  (engine) => {
    test.each(SEEDS)(
      'nothing is lost, nothing doubled, all sides agree: 2,500 acts from seed %s',
      async (seed) => {
        const report = await simulate(['--seed', seed, '--ops', '2500', '--engine', engine]);
        expect(report.broken).toEqual([]);
        expect(report.entries).toBeGreaterThan(1000);
        for (const count of Object.values(report.faults)) expect(count).toBeGreaterThan(5);
      },
      TEN_MINUTES,
    );
  },
);
