import { centreIndex, type NormalGrid } from './half-grid.ts';
import { DARK, type Layout, LIGHT } from './layout.ts';

/** Half-module samples to each side of a module's centre that the filter may look at. */
const REACH = 3;
const TAPS = (2 * REACH + 1) ** 2;
/** Solves (A + ridge·I) w = b in place by Cholesky; A symmetric, n×n. */
function solve(a: Float64Array, b: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] as number) * (a[j * n + k] as number);
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / (a[j * n + j] as number);
    }
  const w = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++)
      w[i] = (w[i] as number) - (a[i * n + k] as number) * (w[k] as number);
    w[i] = (w[i] as number) / (a[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++)
      w[i] = (w[i] as number) - (a[k * n + i] as number) * (w[k] as number);
    w[i] = (w[i] as number) / (a[i * n + i] as number);
  }
  return w;
}

/** ±1 for the modules whose colour the standard fixes (+1 dark), 0 for the rest. */
export function fixedModules(layout: Layout): Int8Array {
  return Int8Array.from(layout.kinds, (kind) => (kind === DARK ? 1 : kind === LIGHT ? -1 : 0));
}

/**
 * Soft modules from a normalised grid. A linear filter over the neighbourhood is fitted to the
 * modules whose colour is known (finders, timing, alignment, and blocks repaired already) by ridge
 * regression, so it undoes whatever blur, motion or sharpening this very picture has; then it is
 * laid over every module.
 */
export function equalise(
  normal: NormalGrid,
  size: number,
  known: Int8Array,
  ridge: number,
): Float32Array {
  const {
    grid: { side, data },
    contrast,
  } = normal;
  const n = TAPS + 1;
  const a = new Float64Array(n * n);
  const b = new Float64Array(n);
  const taps = new Float64Array(n);
  const gather = (row: number, column: number) => {
    const centre = centreIndex(row, column, side);
    let t = 0;
    for (let dy = -REACH; dy <= REACH; dy++)
      for (let dx = -REACH; dx <= REACH; dx++) taps[t++] = data[centre + dy * side + dx] as number;
    taps[t] = 1;
    return contrast[centre] as number;
  };
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const target = known[row * size + column] as number;
      if (target === 0) continue;
      const weight = gather(row, column);
      for (let i = 0; i < n; i++) {
        const scaled = weight * (taps[i] as number);
        b[i] = (b[i] as number) + scaled * target;
        for (let j = 0; j <= i; j++)
          a[i * n + j] = (a[i * n + j] as number) + scaled * (taps[j] as number);
      }
    }
  for (let i = 0; i < n; i++) a[i * n + i] = (a[i * n + i] as number) + ridge;
  const weights = solve(a, b, n);
  const soft = new Float32Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const sure = gather(row, column);
      let value = 0;
      for (let i = 0; i < n; i++) value += (weights[i] as number) * (taps[i] as number);
      soft[row * size + column] = Math.max(-1.5, Math.min(1.5, value)) * sure;
    }
  return soft;
}
