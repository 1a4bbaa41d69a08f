import type { Luma } from '../luma.ts';
import {
  type Corners,
  type Field,
  type Perspective,
  type Point,
  perspectiveOf,
  project,
  valueAt,
} from './grid.ts';

/** Sums over all pixels above and left, one row and column larger than the picture. */
function integralOf(width: number, height: number, value: (i: number) => number): Float64Array {
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
const CELL = 4;
/** Half side, in pixels, of the square whose deviation counts as busyness. */
const REACH = 7;

/**
 * How busy the picture is around each cell: deviation over a square of 15 pixels, relative to its
 * brightness, so that a code in a shadow weighs like one in the light.
 */
function busynessOf(picture: Luma): Field {
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

type Seed = { x: number; y: number; side: number; score: number };

/** Upright squares that are busy inside and quiet in a band around, the best that do not overlap. */
function seedsOf(field: Field, most: number): Seed[] {
  const { width, height, data } = field;
  const wide = width + 1;
  const sums = integralOf(width, height, (i) => Math.max(-1, Math.min(1, data[i] as number)));
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

const INNER: Point[] = [];
const RING: Point[] = [];
for (let v = 0; v < 10; v++)
  for (let u = 0; u < 10; u++) INNER.push({ x: (u + 0.5) / 10, y: (v + 0.5) / 10 });
for (let i = 0; i < 12; i++) {
  const t = (i + 0.5) / 12;
  RING.push({ x: t, y: -0.06 }, { x: t, y: 1.06 }, { x: -0.06, y: t }, { x: 1.06, y: t });
}

/** How much a four-sided patch stands out: busy inside, quiet in a ring around it. */
function standOut(field: Field, corners: Corners): number {
  const at: Perspective = perspectiveOf(corners, 1);
  const mean = (points: readonly Point[]) => {
    let sum = 0;
    for (const point of points) {
      const { x, y } = project(at, point.x, point.y);
      sum += Math.max(-1, Math.min(1, valueAt(field, x, y)));
    }
    return sum / points.length;
  };
  return mean(INNER) - mean(RING);
}

function squareAt(x: number, y: number, side: number, angle: number): Corners {
  const along = (Math.cos(angle) * side) / 2;
  const across = (Math.sin(angle) * side) / 2;
  return [
    { x: x - along + across, y: y - across - along },
    { x: x + along + across, y: y + across - along },
    { x: x + along - across, y: y + across + along },
    { x: x - along - across, y: y - across + along },
  ];
}

/** Climbs from a square: first place, side and angle, then each corner for itself. */
function climb(field: Field, patch: Seed): { corners: Corners; score: number } {
  let best = { corners: squareAt(patch.x, patch.y, patch.side, 0), score: -9 };
  for (let turn = 0; turn < 6; turn++) {
    const state = [patch.x, patch.y, patch.side, (turn * Math.PI) / 12];
    const score = () =>
      standOut(field, squareAt(state[0] ?? 0, state[1] ?? 0, state[2] ?? 0, state[3] ?? 0));
    let top = score();
    for (const step of [4, 2, 1])
      for (let round = 0; round < 4; round++) {
        let moved = false;
        for (let i = 0; i < 4; i++)
          for (const sign of [1, -1]) {
            const before = state[i] ?? 0;
            state[i] = before + sign * step * (i === 3 ? 0.05 : i === 2 ? 2 : 1);
            const now = score();
            if (now > top) {
              top = now;
              moved = true;
              break;
            }
            state[i] = before;
          }
        if (!moved) break;
      }
    if (top > best.score)
      best = {
        corners: squareAt(state[0] ?? 0, state[1] ?? 0, state[2] ?? 0, state[3] ?? 0),
        score: top,
      };
  }
  const points: Point[] = best.corners.map((p) => ({ ...p }));
  const corners = points as unknown as Corners;
  for (const step of [2, 1, 0.5])
    for (let round = 0; round < 4; round++) {
      let moved = false;
      for (const point of points)
        for (const axis of ['x', 'y'] as const)
          for (const sign of [1, -1]) {
            const before = point[axis];
            point[axis] = before + sign * step;
            const now = standOut(field, corners);
            if (now > best.score) {
              best = { corners, score: now };
              moved = true;
              break;
            }
            point[axis] = before;
          }
      if (!moved) break;
    }
  return { corners, score: best.score };
}

/** The busy patch reaches about this many pixels beyond the code, being seen through a window. */
const OVERREACH = 5;

function drawnIn(points: readonly Point[]): Corners {
  const at = (i: number): Point => points[(i + 4) % 4] ?? { x: 0, y: 0 };
  const toward = (from: Point, to: Point) => {
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    return { x: ((to.x - from.x) / length) * OVERREACH, y: ((to.y - from.y) / length) * OVERREACH };
  };
  const draw = (i: number): Point => {
    const a = toward(at(i), at(i + 1));
    const b = toward(at(i), at(i - 1));
    return { x: at(i).x + a.x + b.x, y: at(i).y + a.y + b.y };
  };
  return [draw(0), draw(1), draw(2), draw(3)];
}

/** Four-sided patches that may be a code, the most outstanding first, corners in pixels, sense unknown. */
export function seekQuads(picture: Luma): { corners: Corners; score: number }[] {
  const busy = busynessOf(picture);
  const sorted = busy.data.slice().sort();
  const level = sorted[Math.floor(sorted.length * 0.98)] ?? 1;
  const threshold = Math.max(otsu(busy), 0.6 * level);
  const field: Field = { ...busy, data: busy.data.map((v) => (3 * v) / threshold - 3) };
  return seedsOf(field, 6)
    .map((seed) => climb(field, seed))
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ corners, score }) => ({
      corners: drawnIn(corners.map((p) => ({ x: p.x * CELL, y: p.y * CELL }))),
      score,
    }));
}
