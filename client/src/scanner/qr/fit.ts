import {
  type Corners,
  type Field,
  type Perspective,
  type Point,
  perspectiveOf,
  valueAt,
} from './grid.ts';
import { DARK, type Layout, LIGHT } from './layout.ts';

/** How dark the fixed dark modules lie above the fixed light ones, on a field of local darkness. */
export function fitScore(field: Field, at: Perspective, layout: Layout): number {
  const { size, kinds } = layout;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = at;
  let dark = 0;
  let light = 0;
  let darks = 0;
  let lights = 0;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    if (kind !== DARK && kind !== LIGHT) continue;
    const v = Math.floor(i / size) + 0.5;
    const u = (i % size) + 0.5;
    const w = g * u + h * v + 1;
    const value = valueAt(field, (a * u + b * v + c) / w, (d * u + e * v + f) / w);
    if (kind === DARK) {
      dark += value;
      darks++;
    } else {
      light += value;
      lights++;
    }
  }
  return dark / darks - light / lights;
}

/**
 * Moves the four corners until the fixed parts of the symbol lie best on the field: one corner and
 * axis at a time, in steps of modules that halve. Returns the corners and their score.
 */
export function fitCorners(
  field: Field,
  start: Corners,
  layout: Layout,
  steps: readonly number[],
): { corners: Corners; score: number } {
  const points: Point[] = start.map((p) => ({ ...p }));
  const asCorners = () => points as unknown as Corners;
  const score = () => fitScore(field, perspectiveOf(asCorners(), layout.size), layout);
  let best = score();
  const module = Math.hypot(start[1].x - start[0].x, start[1].y - start[0].y) / layout.size;
  for (const step of steps)
    for (let round = 0; round < 3; round++) {
      let moved = false;
      for (const point of points)
        for (const axis of ['x', 'y'] as const)
          for (const sign of [1, -1]) {
            const before = point[axis];
            point[axis] = before + sign * step * module;
            const now = score();
            if (now > best) {
              best = now;
              moved = true;
              break;
            }
            point[axis] = before;
          }
      if (!moved) break;
    }
  return { corners: asCorners(), score: best };
}
