import type { Luma } from './luma.ts';
import type { Place } from './passes.ts';

/** What is good to know about a frame that could not be read. */
export type FrameView = {
  /** Mean grey of the middle, 0…255. */
  brightness: number;
  /** Share of the middle, or of the code where one was seen, that is burnt out white. */
  burntShare: number;
  /** The seen code's side as a share of the frame's short side, or null where none was seen. */
  codeShare: number | null;
};

export type ScanHint = 'closer' | 'tilt' | 'torch';

const BURNT = 252;

/** Looks at every second pixel of the code's bounding box, or of the middle third. */
export function viewOf(frame: Luma, place: Place | null): FrameView {
  const { width, height, data } = frame;
  const short = Math.min(width, height);
  let left = width / 3;
  let right = (2 * width) / 3;
  let top = height / 3;
  let bottom = (2 * height) / 3;
  let codeShare: number | null = null;
  if (place) {
    const xs = place.corners.map((p) => p.x);
    const ys = place.corners.map((p) => p.y);
    [left, right, top, bottom] = [
      Math.min(...xs),
      Math.max(...xs),
      Math.min(...ys),
      Math.max(...ys),
    ];
    const [a, b, c] = place.corners;
    codeShare = (Math.hypot(b.x - a.x, b.y - a.y) + Math.hypot(c.x - b.x, c.y - b.y)) / 2 / short;
  }
  let sum = 0;
  let burnt = 0;
  let count = 0;
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y += 2)
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, right); x += 2) {
      const value = data[y * width + x] as number;
      sum += value;
      if (value >= BURNT) burnt++;
      count++;
    }
  if (count === 0) return { brightness: 128, burntShare: 0, codeShare };
  return { brightness: sum / count, burntShare: burnt / count, codeShare };
}

/** The one thing to tell a person whose code is not being read: light first, then glare, then nearness. */
export function hintFor(view: FrameView): ScanHint | null {
  if (view.brightness < 45) return 'torch';
  if (view.burntShare > 0.04 && view.codeShare !== null) return 'tilt';
  // The guide on the screen asks for a quarter of the short side (UX15).
  if (view.codeShare !== null && view.codeShare < 0.25) return 'closer';
  return null;
}
