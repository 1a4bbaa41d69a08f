import { type Framed, frameByFinders } from './finders.ts';
import { type Fit, fineTemplate, fitCorners, fitScore } from './fit.ts';
import { type Corners, type Field, perspectiveOf } from './grid.ts';
import { type Layout, layoutOf } from './layout.ts';

/** A code whose version and sense are settled as far as its fixed parts tell. */
export type Identified = Fit & { layout: Layout };

/** The far corner is only guessed from the other three: try it all around. */
function settleFarCorner(field: Field, corners: Corners, layout: Layout): Fit {
  const template = fineTemplate(layout);
  const [p0, p1, p2, p3] = corners;
  const across = { x: (p1.x - p0.x) / layout.size, y: (p1.y - p0.y) / layout.size };
  const down = { x: (p3.x - p0.x) / layout.size, y: (p3.y - p0.y) / layout.size };
  let best: Fit = { corners, score: -1e9 };
  for (let v = -3; v <= 3; v += 0.75)
    for (let u = -3; u <= 3; u += 0.75) {
      const far = { x: p2.x + u * across.x + v * down.x, y: p2.y + u * across.y + v * down.y };
      const tried: Corners = [p0, p1, far, p3];
      const score = fitScore(field, perspectiveOf(tried, layout.size), template);
      if (score > best.score) best = { corners: tried, score };
    }
  return best;
}

function candidates(field: Field, { corners, size }: Framed): Identified[] {
  const version = Math.round((size - 17) / 4);
  return [version - 1, version, version + 1, version + 2]
    .filter((v) => v >= 1 && v <= 40)
    .map((v) => {
      const layout = layoutOf(v);
      const settled = settleFarCorner(field, corners, layout);
      const fit = fitCorners(field, settled.corners, layout.size, fineTemplate(layout), [0.4, 0.2]);
      return { layout, ...fit };
    });
}

/** Likeness of three finders together (at most 3) at which no other quad need be looked at. */
const SURE_FRAME = 2.2;

/**
 * Finds which way round each quad lies, which version it is, and settles its corners by laying the
 * fixed parts of each version over it. Best two first.
 */
export function identify(field: Field, quads: readonly Corners[]): Identified[] {
  const framed: Framed[] = [];
  for (const quad of quads) {
    framed.push(...frameByFinders(field, quad).slice(0, 4));
    if (framed.some((frame) => frame.score > SURE_FRAME)) break;
  }
  return framed
    .sort((a, b) => b.score - a.score)
    .slice(0, 5)
    .flatMap((frame) => candidates(field, frame))
    .sort((a, b) => b.score - a.score)
    .slice(0, 2)
    .map(({ layout, corners }) => ({
      layout,
      ...fitCorners(field, corners, layout.size, fineTemplate(layout), [0.2, 0.1, 0.05]),
    }));
}
