import {
  type Corners,
  type Field,
  type Perspective,
  type Point,
  perspectiveOf,
  valueAt,
} from './grid.ts';

/** Samples of a finder's neighbourhood to each side of its middle, one a module. */
const REACH = 4;
const TAPS = (2 * REACH + 1) ** 2;

/** A finder as a slightly blurred eye sees it (σ 0.55 modules), mean zero, length one. */
const LOOK = (() => {
  const ringOf = (u: number, v: number) => {
    const ring = Math.max(Math.abs(u), Math.abs(v));
    return ring < 1.5 || (ring >= 2.5 && ring < 3.5) ? 1 : -1;
  };
  const look = new Float32Array(TAPS);
  let t = 0;
  for (let v = -REACH; v <= REACH; v++)
    for (let u = -REACH; u <= REACH; u++, t++) {
      let sum = 0;
      let weight = 0;
      for (let dv = -1.25; dv <= 1.25; dv += 0.25)
        for (let du = -1.25; du <= 1.25; du += 0.25) {
          const share = Math.exp(-(du * du + dv * dv) / (2 * 0.55 ** 2));
          sum += share * ringOf(u + du, v + dv);
          weight += share;
        }
      look[t] = sum / weight;
    }
  const mean = look.reduce((a, b) => a + b, 0) / TAPS;
  const length = Math.sqrt(look.reduce((a, b) => a + (b - mean) ** 2, 0));
  return look.map((value) => (value - mean) / length);
})();

/** Likeness to a finder, −1…1, of the neighbourhood of a grid place. */
function likeness(field: Field, at: Perspective, u: number, v: number): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = at;
  let sum = 0;
  let square = 0;
  let along = 0;
  for (let dv = -REACH, t = 0; dv <= REACH; dv++)
    for (let du = -REACH; du <= REACH; du++, t++) {
      const x = u + du;
      const y = v + dv;
      const w = g * x + h * y + 1;
      const value = valueAt(field, (a * x + b * y + c) / w, (d * x + e * y + f) / w);
      sum += value;
      square += value * value;
      along += value * (LOOK[t] as number);
    }
  const spread = square - (sum * sum) / TAPS;
  return spread <= TAPS ? 0 : along / Math.sqrt(spread);
}

type Peak = { u: number; v: number; score: number };

function bestNear(field: Field, at: Perspective, u: number, v: number, range: number): Peak {
  let best: Peak = { u, v, score: -1 };
  const look = (atU: number, atV: number) => {
    const score = likeness(field, at, atU, atV);
    if (score > best.score) best = { u: atU, v: atV, score };
  };
  for (let dv = -range; dv <= range; dv++)
    for (let du = -range; du <= range; du++) look(u + du, v + dv);
  for (const step of [0.5, 0.25]) {
    const { u: midU, v: midV } = best;
    for (const dv of [-step, 0, step])
      for (const du of [-step, 0, step]) if (du !== 0 || dv !== 0) look(midU + du, midV + dv);
  }
  return best;
}

/** Three finders in a quad: corners turned so that the first is the code's top left. */
export type Framed = { corners: Corners; size: number; score: number };

/** Sizes tried: 8 modules apart is near enough for a finder to be seen. */
const SIZES = [27, 33, 39, 45, 53, 61];

/**
 * Looks for a finder near each corner of a quad that may be a few modules off, supposing several
 * numbers of modules on its side; the corner least like one is the bottom right. Best first.
 */
export function frameByFinders(field: Field, quad: Corners): Framed[] {
  const framed: Framed[] = [];
  for (const size of SIZES) {
    const at = perspectiveOf(quad, size);
    const near = 3.5;
    const far = size - 3.5;
    const peaks = (
      [
        [near, near],
        [far, near],
        [far, far],
        [near, far],
      ] as const
    ).map(([u, v]) => bestNear(field, at, u, v, 4));
    const least = peaks.reduce((low, p, i) => (p.score < (peaks[low]?.score ?? 1) ? i : low), 0);
    const score = peaks.reduce((sum, p, i) => sum + (i === least ? 0 : p.score), 0);
    // The outer corner lies 3.5 modules out from the finder's middle along both sides.
    const outer = (i: number): Point => {
      const peak = peaks[i];
      if (!peak) return quad[0];
      const u = peak.u + (i === 0 || i === 3 ? -3.5 : 3.5);
      const v = peak.v + (i < 2 ? -3.5 : 3.5);
      const w = (at[6] ?? 0) * u + (at[7] ?? 0) * v + 1;
      return {
        x: ((at[0] ?? 0) * u + (at[1] ?? 0) * v + (at[2] ?? 0)) / w,
        y: ((at[3] ?? 0) * u + (at[4] ?? 0) * v + (at[5] ?? 0)) / w,
      };
    };
    const first = (least + 2) % 4;
    const [p0, p1, p3] = [outer(first), outer((first + 1) % 4), outer((first + 3) % 4)];
    const p2 = { x: p1.x + p3.x - p0.x, y: p1.y + p3.y - p0.y };
    framed.push({ corners: [p0, p1, p2, p3], size, score });
  }
  return framed.sort((a, b) => b.score - a.score);
}
