import type { Luma } from '../luma.ts';
import { isPlainText } from '../read-text.ts';
import { equalise, fixedModules, normaliseGrid, sampleHalfGrid } from './equalise.ts';
import { fineTemplate, fitCorners } from './fit.ts';
import { type Corners, type Field, perspectiveOf } from './grid.ts';
import { identify } from './identify.ts';
import { type Layout, layoutOf } from './layout.ts';
import { seekQuads } from './seek.ts';
import { readSoft } from './soft-read.ts';

/** Ridge of the filter fit: enough to keep it from learning noise, little enough to undo blur. */
const RIDGE = 3;
const ROUNDS = 4;

export function darknessOf({ width, height, data }: Luma): Field {
  const dark = new Float32Array(data.length);
  // A loop: Float32Array.from with a function takes ten times as long.
  for (let i = 0; i < data.length; i++) dark[i] = 255 - (data[i] as number);
  return { width, height, data: dark };
}

/**
 * Reads the code lying at settled corners. The filter is learnt from the fixed parts; blocks that
 * can be repaired teach it more for the next round. Null where it cannot be read beyond doubt.
 */
export function readSettled(field: Field, corners: Corners, layout: Layout): Uint8Array | null {
  const normal = normaliseGrid(
    sampleHalfGrid(field, perspectiveOf(corners, layout.size), layout.size),
  );
  const fixed = fixedModules(layout);
  let known = fixed;
  let before = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const reading = readSoft(equalise(normal, layout.size, known, RIDGE), layout);
    if (reading.bytes) return isPlainText(reading.bytes) ? reading.bytes : null;
    if (round > 1 && reading.repaired <= before) return null;
    before = reading.repaired;
    const { learnt } = reading;
    known = fixed.map((sign, i) => (sign !== 0 ? sign : (learnt[i] ?? 0)));
  }
  return null;
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
  return {
    readAt: (picture, corners, size) => {
      const version = (size - 17) / 4;
      if (!Number.isInteger(version) || version < 1 || version > 40) return null;
      const layout = layoutOf(version);
      const field = darknessOf(picture);
      const fit = fitCorners(field, corners, size, fineTemplate(layout), [0.4, 0.2, 0.1, 0.05]);
      return readSettled(field, fit.corners, layout);
    },
    seekAndRead: (picture) => {
      const field = darknessOf(picture);
      let place: SeekResult['place'] = null;
      for (const { corners, layout } of identify(field, seekQuads(picture))) {
        place = { corners, size: layout.size };
        const bytes = readSettled(field, corners, layout);
        if (bytes) return { bytes, place };
      }
      return { bytes: null, place };
    },
    forget: () => {},
  };
}
