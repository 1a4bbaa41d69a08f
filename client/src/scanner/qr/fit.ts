import {
  type Corners,
  type Field,
  type Perspective,
  type Point,
  perspectiveOf,
  valueAt,
} from './grid.ts';
import { DARK, type Layout, LIGHT } from './layout.ts';

/** Places of the grid whose colour is known: u, v in modules, sign +1 dark or −1 light. */
export type Template = { u: Float32Array; v: Float32Array; sign: Int8Array };

function templateOf(places: readonly (readonly [number, number, number])[]): Template {
  return {
    u: Float32Array.from(places, (p) => p[0]),
    v: Float32Array.from(places, (p) => p[1]),
    sign: Int8Array.from(places, (p) => p[2]),
  };
}

const fineBySize = new Map<number, Template>();

/** Every module whose colour the standard fixes. */
export function fineTemplate(layout: Layout): Template {
  const drawn = fineBySize.get(layout.size);
  if (drawn) return drawn;
  const known = Int8Array.from(layout.kinds, (kind) =>
    kind === DARK ? 1 : kind === LIGHT ? -1 : 0,
  );
  const template = templateOfKnown(known, layout.size);
  fineBySize.set(layout.size, template);
  return template;
}

/** Every module whose colour is known or taken for known: ±1, 0 for the rest. */
export function templateOfKnown(known: Int8Array, size: number): Template {
  const places: [number, number, number][] = [];
  known.forEach((sign, i) => {
    if (sign !== 0) places.push([(i % size) + 0.5, Math.floor(i / size) + 0.5, sign]);
  });
  return templateOf(places);
}

/** How much darker the template's dark places are than its light ones. */
export function fitScore(field: Field, at: Perspective, template: Template): number {
  const { u, v, sign } = template;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = at;
  let dark = 0;
  let light = 0;
  let darks = 0;
  for (let i = 0; i < sign.length; i++) {
    const x = u[i] as number;
    const y = v[i] as number;
    const w = g * x + h * y + 1;
    const value = valueAt(field, (a * x + b * y + c) / w, (d * x + e * y + f) / w);
    if (sign[i] === 1) {
      dark += value;
      darks++;
    } else light += value;
  }
  return dark / darks - light / (sign.length - darks);
}

/** Corners and how well they fit. */
export type Fit = { corners: Corners; score: number };

/**
 * Moves the four corners until the template lies best on the field: one corner and axis at a time,
 * in steps of modules, coarse to fine.
 */
export function fitCorners(
  field: Field,
  start: Corners,
  size: number,
  template: Template,
  steps: readonly number[],
): Fit {
  const points: Point[] = start.map((p) => ({ ...p }));
  const corners = points as unknown as Corners;
  const score = () => fitScore(field, perspectiveOf(corners, size), template);
  let best = score();
  const [p0, p1, p2, p3] = start;
  const module =
    (Math.hypot(p1.x - p0.x, p1.y - p0.y) + Math.hypot(p3.x - p2.x, p3.y - p2.y)) / 2 / size;
  for (const step of steps)
    for (let round = 0; round < 4; round++) {
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
  return { corners, score: best };
}
