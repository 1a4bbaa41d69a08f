import type { Layout } from './layout.ts';

/** Error-correction levels in the order of their two format bits: M, L, H, Q. */
export type Level = 0 | 1 | 2 | 3;

// ISO/IEC 18004, table 9: check codewords in a block and number of blocks, versions 1…40.
const CHECK_WORDS: Record<Level, readonly number[]> = {
  1: [
    7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30,
    26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  0: [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28,
    28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  ],
  3: [
    13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30,
    30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  2: [
    17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
};
const BLOCK_COUNTS: Record<Level, readonly number[]> = {
  1: [
    1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15,
    16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
  ],
  0: [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25,
    26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
  ],
  3: [
    1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34,
    35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
  ],
  2: [
    1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37,
    40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
  ],
};

/** One block: for each of its codewords its number in the symbol's stream; check words come last. */
export type Block = { places: readonly number[]; dataLength: number; checkLength: number };

/** How a symbol's interleaved codewords fall into blocks (ISO/IEC 18004, 7.6). */
export function blocksOf(layout: Layout, level: Level): Block[] {
  const total = layout.dataOrder.length >> 3;
  const count = BLOCK_COUNTS[level][layout.version - 1] ?? 1;
  const checkLength = CHECK_WORDS[level][layout.version - 1] ?? 0;
  const shortData = Math.floor(total / count) - checkLength;
  const longBlocks = total % count;
  const firstCheck = total - count * checkLength;
  return Array.from({ length: count }, (_, block) => {
    const isLong = block >= count - longBlocks;
    const places: number[] = [];
    for (let i = 0; i < shortData; i++) places.push(i * count + block);
    if (isLong) places.push(shortData * count + block - (count - longBlocks));
    for (let i = 0; i < checkLength; i++) places.push(firstCheck + i * count + block);
    return { places, dataLength: shortData + (isLong ? 1 : 0), checkLength };
  });
}
