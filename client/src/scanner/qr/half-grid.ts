import { type Field, type Perspective, valueAt } from './grid.ts';

/** Modules of quiet zone sampled beyond each edge. */
const MARGIN = 2;

/** Samples of the picture at every half module, quiet zone included. */
export type HalfGrid = { side: number; data: Float32Array };

export function sampleHalfGrid(field: Field, at: Perspective, size: number): HalfGrid {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = at;
  const side = 2 * (size + 2 * MARGIN) - 1;
  const data = new Float32Array(side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) {
        const u = (column + 1) / 2 - MARGIN + (k & 1 ? 0.12 : -0.12);
        const v = (row + 1) / 2 - MARGIN + (k & 2 ? 0.12 : -0.12);
        const w = g * u + h * v + 1;
        sum += valueAt(field, (a * u + b * v + c) / w, (d * u + e * v + f) / w);
      }
      data[row * side + column] = sum / 4;
    }
  return { side, data };
}

/** Mean and deviation of a square of `radius` half modules around each sample. */
function localStatistics(
  grid: HalfGrid,
  radius: number,
): { mean: Float32Array; deviation: Float32Array } {
  const { side, data } = grid;
  const wide = side + 1;
  const sums = new Float64Array(wide * wide);
  const squares = new Float64Array(wide * wide);
  for (let y = 0; y < side; y++)
    for (let x = 0, sum = 0, square = 0; x < side; x++) {
      const value = data[y * side + x] as number;
      sum += value;
      square += value * value;
      const i = (y + 1) * wide + x + 1;
      sums[i] = (sums[i - wide] as number) + sum;
      squares[i] = (squares[i - wide] as number) + square;
    }
  const mean = new Float32Array(side * side);
  const deviation = new Float32Array(side * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const top = Math.max(0, y - radius) * wide;
      const bottom = Math.min(side, y + radius + 1) * wide;
      const left = Math.max(0, x - radius);
      const right = Math.min(side, x + radius + 1);
      const count = ((bottom - top) / wide) * (right - left);
      const total = (a: Float64Array) =>
        (a[bottom + right] as number) -
        (a[top + right] as number) -
        (a[bottom + left] as number) +
        (a[top + left] as number);
      const average = total(sums) / count;
      mean[y * side + x] = average;
      deviation[y * side + x] = Math.sqrt(Math.max(0, total(squares) / count - average * average));
    }
  return { mean, deviation };
}

/** Local brightness taken out, local contrast brought to one; `contrast` (0…1) is how much there was. */
export type NormalGrid = { grid: HalfGrid; contrast: Float32Array };

export function normaliseGrid(grid: HalfGrid): NormalGrid {
  const { mean, deviation } = localStatistics(grid, 9);
  const near = localStatistics(grid, 4).deviation;
  const sorted = deviation.slice().sort();
  const usual = sorted[Math.floor(sorted.length * 0.6)] || 1;
  const data = new Float32Array(grid.data.length);
  const contrast = new Float32Array(grid.data.length);
  for (let i = 0; i < data.length; i++) {
    const spread = Math.max(deviation[i] as number, 0.3 * usual);
    data[i] = Math.max(-3, Math.min(3, ((grid.data[i] as number) - (mean[i] as number)) / spread));
    contrast[i] = Math.min(1, (near[i] as number) / (0.7 * usual));
  }
  return { grid: { side: grid.side, data }, contrast };
}

/** Where in a half grid the middle of a module lies. */
export const centreIndex = (row: number, column: number, side: number): number =>
  2 * (row + MARGIN) * side + 2 * (column + MARGIN);

/**
 * How believable a normalised grid's place is, −1…1: how far the modules whose colour the standard
 * fixes look it, before any filter has been taught to make them.
 */
export function believability(grid: HalfGrid, size: number, fixed: Int8Array): number {
  let along = 0;
  let total = 0;
  for (let i = 0; i < fixed.length; i++) {
    const sign = fixed[i] as number;
    if (sign === 0) continue;
    const value = grid.data[centreIndex(Math.floor(i / size), i % size, grid.side)] as number;
    along += sign * value;
    total += Math.abs(value);
  }
  return total === 0 ? 0 : along / total;
}
