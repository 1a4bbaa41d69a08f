import type { Luma } from '../luma.ts';
import type { Field } from './grid.ts';

/** Sums over all pixels above and left, one row and column larger than the picture. */
export function integralOf(
  width: number,
  height: number,
  value: (i: number) => number,
): Float64Array {
  const wide = width + 1;
  const sums = new Float64Array(wide * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0, row = 0; x < width; x++) {
      row += value(y * width + x);
      const i = (y + 1) * wide + x + 1;
      sums[i] = (sums[i - wide] as number) + row;
    }
  return sums;
}

/** Pixels of the picture in one cell of the busyness map, each way. */
export const CELL = 4;
/** Half side, in pixels, of the square whose deviation counts as busyness. */
const REACH = 7;

/**
 * How busy the picture is around each cell: deviation over a square of 15 pixels, relative to its
 * brightness, so that a code in a shadow weighs like one in the light.
 */
function spreadOf(picture: Luma): Field {
  const { width, height, data } = picture;
  const wide = width + 1;
  const sums = integralOf(width, height, (i) => data[i] as number);
  const squares = integralOf(width, height, (i) => (data[i] as number) ** 2);
  const columns = Math.floor(width / CELL);
  const rows = Math.floor(height / CELL);
  const out = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const x = column * CELL + (CELL >> 1);
      const y = row * CELL + (CELL >> 1);
      const left = Math.max(0, x - REACH);
      const right = Math.min(width, x + REACH + 1);
      const top = Math.max(0, y - REACH);
      const bottom = Math.min(height, y + REACH + 1);
      const count = (right - left) * (bottom - top);
      const total = (a: Float64Array) =>
        (a[bottom * wide + right] as number) -
        (a[top * wide + right] as number) -
        (a[bottom * wide + left] as number) +
        (a[top * wide + left] as number);
      const mean = total(sums) / count;
      const spread = Math.sqrt(Math.max(0, total(squares) / count - mean * mean));
      out[row * columns + column] = spread / (mean + 12);
    }
  return { width: columns, height: rows, data: out };
}

/** The threshold that parts a field best into two classes (Otsu 1979), over 64 steps. */
function otsu(field: Field): number {
  let most = 0;
  for (const value of field.data) most = Math.max(most, value);
  const counts = new Float64Array(64);
  for (const value of field.data) {
    const step = Math.min(63, Math.floor((value / (most || 1)) * 64));
    counts[step] = (counts[step] as number) + 1;
  }
  let total = 0;
  counts.forEach((count, i) => {
    total += count * i;
  });
  let below = 0;
  let belowSum = 0;
  let best = 0;
  let bestSpread = -1;
  for (let i = 0; i < 63; i++) {
    below += counts[i] as number;
    belowSum += (counts[i] as number) * i;
    const above = field.data.length - below;
    if (below === 0 || above === 0) continue;
    const spread = below * above * (belowSum / below - (total - belowSum) / above) ** 2;
    if (spread > bestSpread) {
      bestSpread = spread;
      best = i;
    }
  }
  return ((best + 1) / 64) * most;
}

/**
 * Busyness brought to −1…1: 1 where it is at least that of the busiest parts, −1 on smooth paper.
 * One value a cell.
 */
export function busynessOf(picture: Luma): Field {
  const spread = spreadOf(picture);
  const sorted = spread.data.slice().sort();
  const level = sorted[Math.floor(sorted.length * 0.98)] ?? 1;
  const threshold = Math.max(otsu(spread), 0.6 * level);
  for (let i = 0; i < spread.data.length; i++)
    spread.data[i] = Math.max(-1, Math.min(1, (3 * (spread.data[i] as number)) / threshold - 3));
  return spread;
}
