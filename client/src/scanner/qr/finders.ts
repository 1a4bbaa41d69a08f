import {
  type Corners,
  type Field,
  type Perspective,
  type Point,
  perspectiveOf,
  project,
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

/** Likeness below which a corner shows no finder: a lamp or a finger may lie over it. */
const HIDDEN = 0.5;

/** Signs of the four corners in grid units: which way is outwards. */
const OUT_U = [-1, 1, 1, -1] as const;
const OUT_V = [-1, -1, 1, 1] as const;

/**
 * Looks for a finder near each corner of a quad that may be a few modules off, supposing `size`
 * modules on its side. The corner least like one is taken for the bottom right; where a second one
 * is hidden, both ways round are answered.
 */
function frameAt(field: Field, quad: Corners, size: number): Framed[] {
  const at = perspectiveOf(quad, size);
  const middle = (sign: number) => (sign < 0 ? 3.5 : size - 3.5);
  const peaks = [0, 1, 2, 3].map((i) =>
    bestNear(field, at, middle(OUT_U[i] ?? 1), middle(OUT_V[i] ?? 1), 4),
  );
  const order = [0, 1, 2, 3].sort((a, b) => (peaks[a]?.score ?? 0) - (peaks[b]?.score ?? 0));
  const seen = order.slice(2);
  const isSecondHidden = (peaks[order[1] ?? 0]?.score ?? 0) < HIDDEN;
  // How far the quad reaches beyond the code, as its seen finders tell.
  const reach = (of: (peak: Peak, i: number) => number) =>
    seen.reduce((sum, i) => sum + of(peaks[i] as Peak, i) / seen.length, 0);
  const reachU = reach((p, i) => (middle(OUT_U[i] ?? 1) - p.u) * (OUT_U[i] ?? 1));
  const reachV = reach((p, i) => (middle(OUT_V[i] ?? 1) - p.v) * (OUT_V[i] ?? 1));
  const outer = (i: number): Point => {
    const outU = OUT_U[i] ?? 1;
    const outV = OUT_V[i] ?? 1;
    const isGuess = isSecondHidden && !seen.includes(i);
    const peak = peaks[i] as Peak;
    const u = (isGuess ? middle(outU) - reachU * outU : peak.u) + 3.5 * outU;
    const v = (isGuess ? middle(outV) - reachV * outV : peak.v) + 3.5 * outV;
    return project(at, u, v);
  };
  const score = order.slice(1).reduce((sum, i) => sum + (peaks[i]?.score ?? 0), 0);
  const framedBy = (far: number): Framed => {
    const [p0, p1, p3] = [outer((far + 2) % 4), outer((far + 3) % 4), outer((far + 1) % 4)];
    return { corners: [p0, p1, { x: p1.x + p3.x - p0.x, y: p1.y + p3.y - p0.y }, p3], size, score };
  };
  return order.slice(0, isSecondHidden ? 2 : 1).map(framedBy);
}

/** The frames of a quad over all sizes tried, best first. */
export function frameByFinders(field: Field, quad: Corners): Framed[] {
  return SIZES.flatMap((size) => frameAt(field, quad, size)).sort((a, b) => b.score - a.score);
}
