import { integralOf } from './busyness.ts';
import type { Field } from './grid.ts';

/** An upright square, its middle and side in cells. */
export type Seed = { x: number; y: number; side: number; score: number };

/** Upright squares that are busy inside and quiet in a band around, the best that do not overlap. */
export function seedsOf(field: Field, most: number): Seed[] {
  const { width, height, data } = field;
  const wide = width + 1;
  const sums = integralOf(width, height, (i) => data[i] as number);
  const sumOf = (x: number, y: number, side: number) => {
    const left = Math.max(0, x - (side >> 1));
    const right = Math.min(width, x + (side >> 1));
    const top = Math.max(0, y - (side >> 1)) * wide;
    const bottom = Math.min(height, y + (side >> 1)) * wide;
    const count = ((bottom - top) / wide) * (right - left);
    const sum =
      (sums[bottom + right] as number) -
      (sums[top + right] as number) -
      (sums[bottom + left] as number) +
      (sums[top + left] as number);
    return { sum, count };
  };
  const seeds: Seed[] = [];
  for (let side = 10; side <= height * 0.95; side = Math.ceil(side * 1.2)) {
    const band = Math.max(2, Math.round(side * 0.12));
    for (let y = side >> 1; y < height - (side >> 1); y += 2)
      for (let x = side >> 1; x < width - (side >> 1); x += 2) {
        const inside = sumOf(x, y, side);
        const all = sumOf(x, y, side + 2 * band);
        const score =
          inside.sum / inside.count - (all.sum - inside.sum) / (all.count - inside.count + 1);
        if (score > 0.5) seeds.push({ x, y, side, score });
      }
  }
  seeds.sort((a, b) => b.score - a.score);
  const kept: Seed[] = [];
  for (const seed of seeds) {
    if (kept.length === most) break;
    const isNew = kept.every(
      (k) =>
        Math.hypot(k.x - seed.x, k.y - seed.y) > 0.35 * Math.max(k.side, seed.side) ||
        k.side > 1.5 * seed.side ||
        seed.side > 1.5 * k.side,
    );
    if (isNew) kept.push(seed);
  }
  return kept;
}
