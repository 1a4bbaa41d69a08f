import { findPlant, inTurns } from './find-plant.ts';
import { plants } from './plants.ts';

/** Every plant over several seeds, two at a time; prints a line for each and answers how many hid. */
export async function simulatePlants(
  seeds: number,
  ops: number,
  only: string | null,
): Promise<number> {
  const turn = inTurns(2);
  const chosen = plants.filter(({ name }) => only === null || name.includes(only));
  const found = await Promise.all(
    chosen.map((plant) =>
      turn(async () => {
        const own = [plant.seed, ...Array.from({ length: seeds }, (_, at) => at + 1)];
        const result = await findPlant(plant, [...new Set(own)], ops);
        const told =
          result === null ? 'NOT FOUND' : `seed ${result.seed}, ${result.promise.slice(0, 90)}`;
        console.log(`${plant.name}: ${told}`);
        return result;
      }),
    ),
  );
  return found.filter((each) => each === null).length;
}
