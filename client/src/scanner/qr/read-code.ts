import type { Luma } from '../luma.ts';
import { isPlainText } from '../read-text.ts';
import { equalise, fixedModules } from './equalise.ts';
import { fineTemplate, fitCorners, templateOfKnown } from './fit.ts';
import { type Corners, type Field, perspectiveOf } from './grid.ts';
import { believability, normaliseGrid, sampleHalfGrid } from './half-grid.ts';
import { identify } from './identify.ts';
import { type Layout, layoutOf } from './layout.ts';
import { seekQuads } from './seek.ts';
import { openSoftMemory } from './soft-memory.ts';
import { readSoft } from './soft-read.ts';

/** Ridge of the filter fit: enough to keep it from learning noise, little enough to undo blur. */
const RIDGE = 3;
const ROUNDS = 4;
/** Steps, in modules, by which the corners are settled anew once more modules are known. */
const REFIT_STEPS = [0.2, 0.1];

export function darknessOf({ width, height, data }: Luma): Field {
  const dark = new Float32Array(data.length);
  // A loop: Float32Array.from with a function takes ten times as long.
  for (let i = 0; i < data.length; i++) dark[i] = 255 - (data[i] as number);
  return { width, height, data: dark };
}

/** What a grid at settled corners yielded: bytes, or the best soft modules for want of them. */
type Settled = { bytes: Uint8Array | null; soft: Float32Array };

/** Below this a grid lies on no code at all (right ones of the test corpus: 0.54 and above). */
const LEAST_BELIEVABLE = 0.45;

const proven = (bytes: Uint8Array | null): Uint8Array | null =>
  bytes && isPlainText(bytes) ? bytes : null;

/** Share of the data modules that are sure enough to teach the filter its next round. */
const TEACHING_SHARE = 0.8;
const LEAST_TEACHER = 0.2;

/** ±1 for modules known for sure or seen clearly, 0 for the rest. */
function teachersOf(fixed: Int8Array, learnt: Int8Array, soft: Float32Array): Int8Array {
  const sizes = soft.map(Math.abs).sort();
  const bound = Math.max(
    LEAST_TEACHER,
    sizes[Math.floor(sizes.length * (1 - TEACHING_SHARE))] ?? 1,
  );
  return fixed.map((sign, i) => {
    const value = soft[i] as number;
    return sign || learnt[i] || (Math.abs(value) >= bound ? Math.sign(value) : 0);
  });
}

/**
 * Reads the code lying at settled corners. The filter is learnt from the fixed parts first, then
 * also from repaired blocks and from modules seen clearly, which teach it more for the next round.
 * Bytes are null where they cannot be read beyond doubt; null altogether where there is no code.
 */
function readSettled(field: Field, corners: Corners, layout: Layout): Settled | null {
  const fixed = fixedModules(layout);
  let known = fixed;
  let at = corners;
  let soft: Float32Array = new Float32Array(0);
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0 && round < 3)
      at = fitCorners(
        field,
        at,
        layout.size,
        templateOfKnown(known, layout.size),
        REFIT_STEPS,
      ).corners;
    const grid = sampleHalfGrid(field, perspectiveOf(at, layout.size), layout.size);
    const normal = normaliseGrid(grid);
    const isHopeless =
      round === 0 && believability(normal.grid, layout.size, fixed) < LEAST_BELIEVABLE;
    if (isHopeless) return null;
    soft = equalise(normal, layout.size, known, RIDGE);
    const reading = readSoft(soft, layout);
    if (reading.bytes) return { bytes: proven(reading.bytes), soft };
    known = teachersOf(fixed, reading.learnt, soft);
  }
  return { bytes: null, soft };
}

export type SeekResult = {
  bytes: Uint8Array | null;
  place: { corners: Corners; size: number } | null;
};

/** Our own reader of hard codes. It remembers what earlier frames showed until told to forget. */
export type Reader = {
  /** Reads a code whose corners and number of modules on a side another decoder found. */
  readAt: (picture: Luma, corners: Corners, size: number) => Uint8Array | null;
  /** Finds and reads a code by itself, for frames in which no other decoder sees one. */
  seekAndRead: (picture: Luma) => SeekResult;
  forget: () => void;
};

export function openReader(): Reader {
  const memory = openSoftMemory();
  const readOrRemember = (frame: Luma, field: Field, corners: Corners, layout: Layout) => {
    const settled = readSettled(field, corners, layout);
    if (!settled || settled.bytes) return settled?.bytes ?? null;
    const sum = memory.add(frame, settled.soft, layout);
    return sum && proven(readSoft(sum, layout).bytes);
  };
  return {
    readAt: (picture, corners, size) => {
      const version = (size - 17) / 4;
      if (!Number.isInteger(version) || version < 1 || version > 40) return null;
      const layout = layoutOf(version);
      const field = darknessOf(picture);
      const fit = fitCorners(field, corners, size, fineTemplate(layout), [0.4, 0.2, 0.1, 0.05]);
      return readOrRemember(picture, field, fit.corners, layout);
    },
    seekAndRead: (picture) => {
      const field = darknessOf(picture);
      const found = identify(field, seekQuads(picture));
      const [first] = found;
      const place = first ? { corners: first.corners, size: first.layout.size } : null;
      for (const { corners, layout } of found) {
        const bytes = readOrRemember(picture, field, corners, layout);
        if (bytes) return { bytes, place: { corners, size: layout.size } };
      }
      return { bytes: null, place };
    },
    forget: memory.forget,
  };
}
