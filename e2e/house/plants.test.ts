import { expect, test } from 'vitest';
import { plants } from './plants.ts';
import { simulate } from './simulate-process.ts';

const FIVE_MINUTES = 300_000;

test('there are at least eight planted bugs', () => {
  expect(plants.length).toBeGreaterThanOrEqual(8);
});

for (const { name, breaks } of plants) {
  test(
    `a planted bug is found: ${name}`,
    async () => {
      // A bug that needs two tablets to meet may hide from one seed.
      const seen: string[] = [];
      for (const seed of ['7', '8', '9']) {
        const report = await simulate(['--seed', seed, '--ops', '2500'], name);
        seen.push(...report.broken);
        if (breaks.test(seen.join('\n'))) break;
      }
      expect(seen.join('\n')).toMatch(breaks);
    },
    FIVE_MINUTES,
  );
}
