import type { Random } from '@khop/shared/ids';
import { seededRandom } from '@khop/shared/sample';

/** Seeded chance: the same seed tells the same commune on every machine. */
export type Chance = {
  random: Random;
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  /** True with this probability. */
  hit(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  weighted<T>(from: readonly (readonly [T, number])[]): T;
};

export function chanceOf(seed: number): Chance {
  const random = seededRandom(seed);
  const next = random.next;
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[int(0, from.length - 1)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  };
  const weighted = <T>(from: readonly (readonly [T, number])[]): T => {
    let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of from) {
      left -= weight;
      if (left < 0) return value;
    }
    return pick(from)[0];
  };
  return { random, next, int, hit: (probability) => next() < probability, pick, weighted };
}
