/** A point of the picture in pixels; pixel centres lie at whole numbers plus one half. */
export type Point = { x: number; y: number };
/** The code's outer corners: top left, top right, bottom right, bottom left, in its own sense. */
export type Corners = readonly [Point, Point, Point, Point];

/** Perspective from grid units (0…size) to pixels: x = (a·u + b·v + c) / w, w = g·u + h·v + 1. */
export type Perspective = Float64Array;

/** The perspective that takes the square 0…size to four corners (Heckbert 1989). */
export function perspectiveOf(corners: Corners, size: number): Perspective {
  const [p0, p1, p2, p3] = corners;
  const sumX = p0.x - p1.x + p2.x - p3.x;
  const sumY = p0.y - p1.y + p2.y - p3.y;
  const dx1 = p1.x - p2.x;
  const dy1 = p1.y - p2.y;
  const dx2 = p3.x - p2.x;
  const dy2 = p3.y - p2.y;
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sumX * dy2 - dx2 * sumY) / det;
  const h = (dx1 * sumY - sumX * dy1) / det;
  return Float64Array.of(
    (p1.x - p0.x + g * p1.x) / size,
    (p3.x - p0.x + h * p3.x) / size,
    p0.x,
    (p1.y - p0.y + g * p1.y) / size,
    (p3.y - p0.y + h * p3.y) / size,
    p0.y,
    g / size,
    h / size,
  );
}

export function project(at: Perspective, u: number, v: number): Point {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = at;
  const w = g * u + h * v + 1;
  return { x: (a * u + b * v + c) / w, y: (d * u + e * v + f) / w };
}

/** A field of real numbers, one a pixel. */
export type Field = { width: number; height: number; data: Float32Array };

/** Bilinear value at a point; outside, the nearest edge. */
export function valueAt(field: Field, x: number, y: number): number {
  const { width, height, data } = field;
  const atX = Math.max(0, Math.min(width - 1.001, x - 0.5));
  const atY = Math.max(0, Math.min(height - 1.001, y - 0.5));
  const column = atX | 0;
  const row = atY | 0;
  const right = atX - column;
  const down = atY - row;
  const i = row * width + column;
  const a = data[i] as number;
  const b = data[i + 1] as number;
  const c = data[i + width] as number;
  const d = data[i + width + 1] as number;
  return (a + (b - a) * right) * (1 - down) + (c + (d - c) * right) * down;
}
