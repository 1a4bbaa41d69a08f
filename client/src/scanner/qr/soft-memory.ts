import { DATA, type Layout } from './layout.ts';

/** Soft modules of one code, added up over frames. */
type Kept = { layout: Layout; sum: Float32Array; frame: object };

/** Codes held apart at once: a wrongly placed grid must not push out a rightly placed one. */
const MOST_KEPT = 3;
/** Least likeness of data modules (−1…1) for two frames to show the same code. */
const SAME_CODE = 0.3;
/** What an earlier frame still counts against a new one. */
const FADE = 0.85;

function likeness(a: Float32Array, b: Float32Array, layout: Layout): number {
  let along = 0;
  let ofA = 0;
  let ofB = 0;
  layout.kinds.forEach((kind, i) => {
    if (kind !== DATA) return;
    const valueA = a[i] as number;
    const valueB = b[i] as number;
    along += valueA * valueB;
    ofA += valueA * valueA;
    ofB += valueB * valueB;
  });
  return along / Math.sqrt(ofA * ofB || 1);
}

/**
 * Adds up what several frames of one code showed: each frame has its own noise, glare and blur, the
 * code is the same. Frames of another code do not look alike and are kept apart.
 */
export function openSoftMemory() {
  let kept: Kept[] = [];
  return {
    /**
     * Adds what a frame showed; answers the sum with earlier frames of the same code, or null where
     * there is none. The same frame counts once (`frame` is its identity).
     */
    add: (frame: object, soft: Float32Array, layout: Layout): Float32Array | null => {
      const same = kept.find(
        (k) => k.layout === layout && likeness(k.sum, soft, layout) > SAME_CODE,
      );
      if (!same) {
        kept = [{ layout, sum: soft.slice(), frame }, ...kept].slice(0, MOST_KEPT);
        return null;
      }
      if (same.frame === frame) return null;
      same.frame = frame;
      same.sum = same.sum.map((value, i) => FADE * value + (soft[i] as number));
      kept = [same, ...kept.filter((k) => k !== same)];
      return same.sum;
    },
    forget: () => {
      kept = [];
    },
  };
}
