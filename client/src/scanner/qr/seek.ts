import type { Luma } from '../luma.ts';
import { busynessOf, CELL } from './busyness.ts';
import type { Fit } from './fit.ts';
import { type Corners, type Field, type Point, perspectiveOf, valueAt } from './grid.ts';
import { type Seed, seedsOf } from './seeds.ts';

/** Places in the unit square looked at: 10 × 10 inside, then 48 in a ring just outside. */
const LOOK_U: number[] = [];
const LOOK_V: number[] = [];
const INNER = 100;
for (let i = 0; i < INNER; i++) {
  LOOK_U.push(((i % 10) + 0.5) / 10);
  LOOK_V.push((Math.floor(i / 10) + 0.5) / 10);
}
for (let i = 0; i < 12; i++) {
  const t = (i + 0.5) / 12;
  LOOK_U.push(t, t, -0.06, 1.06);
  LOOK_V.push(-0.06, 1.06, t, t);
}

/** How much a four-sided patch stands out: busy inside, quiet in a ring around it. */
function standOut(field: Field, corners: Corners): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = perspectiveOf(corners, 1);
  let inner = 0;
  let ring = 0;
  for (let i = 0; i < LOOK_U.length; i++) {
    const u = LOOK_U[i] as number;
    const v = LOOK_V[i] as number;
    const w = g * u + h * v + 1;
    const value = valueAt(field, (a * u + b * v + c) / w, (d * u + e * v + f) / w);
    if (i < INNER) inner += value;
    else ring += value;
  }
  return inner / INNER - ring / (LOOK_U.length - INNER);
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

/** Mean distance of two quads' middles and corners, whichever way round they are named. */
function distance(a: Corners, b: Corners): number {
  const nearest = a.map((p) => Math.min(...b.map((q) => Math.hypot(p.x - q.x, p.y - q.y))));
  return nearest.reduce((sum, d) => sum + d / 4, 0);
}

/** Four-sided patches that may be a code, the most outstanding first, corners in pixels, sense unknown. */
export function seekQuads(picture: Luma): Corners[] {
  const busy = busynessOf(picture);
  const climbed = seedsOf(busy, 6)
    .map((seed) => climb(busy, seed))
    .sort((a, b) => b.score - a.score);
  const best = climbed[0]?.score ?? 0;
  const apart: Fit[] = [];
  for (const quad of climbed) {
    const isNew = apart.every((other) => distance(other.corners, quad.corners) > 3);
    if (isNew && quad.score > 0.6 * best) apart.push(quad);
  }
  return apart
    .slice(0, 3)
    .map(({ corners }) => drawnIn(corners.map((p) => ({ x: p.x * CELL, y: p.y * CELL }))));
}
