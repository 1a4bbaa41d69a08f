import { describe, expect, test } from 'vitest';
import { findPlant, inTurns } from './find-plant.ts';
import { plants } from './plants.ts';

const TEN_MINUTES = 600_000;
const turn = inTurns(2);

test('there are at least twenty-five planted bugs, each with its own name', () => {
  expect(new Set(plants.map(({ name }) => name)).size).toBeGreaterThanOrEqual(25);
});

describe.concurrent('a planted bug is found', () => {
  for (const plant of plants) {
    test(
      plant.name,
      async () => {
        // Its own seed finds it soon; where the product has changed since, another may.
        const seeds = [plant.seed, plant.seed + 100, plant.seed + 200];
        expect(await turn(() => findPlant(plant, seeds, 750))).not.toBeNull();
      },
      TEN_MINUTES,
    );
  }
});
