import { type Block, blocksOf, type Level } from './blocks.ts';
import { type Layout, MASKS, withCheckBits } from './layout.ts';
import { repairBlock } from './reed-solomon.ts';
import { readSegments } from './segments.ts';

/** What a reading of soft modules yielded. */
export type SoftReading = {
  /** The symbol's bytes, when every block could be repaired. */
  bytes: Uint8Array | null;
  /** ±1 for each data module of a repaired block (+1 dark), 0 where nothing is known. */
  learnt: Int8Array;
  repaired: number;
};

/** The mask and level whose 15 bits agree best with both copies (ISO/IEC 18004, 7.9). */
function bestFormat(
  soft: Float32Array,
  layout: Layout,
): { level: Level; mask: number; learnt: [number, number][] } {
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let format = 0; format < 32; format++) {
    const bits = withCheckBits(format, 10, 0x537) ^ 0x5412;
    let score = 0;
    for (const places of layout.formatCopies)
      for (let bit = 0; bit < 15; bit++)
        score += ((bits >> bit) & 1 ? 1 : -1) * (soft[places[bit] ?? 0] ?? 0);
    if (score > bestScore) {
      bestScore = score;
      best = format;
    }
  }
  const bits = withCheckBits(best, 10, 0x537) ^ 0x5412;
  const learnt = layout.formatCopies.flatMap((places) =>
    places.map((place, bit): [number, number] => [place, (bits >> bit) & 1 ? 1 : -1]),
  );
  return { level: (best >> 3) as Level, mask: best & 7, learnt };
}

/** How well a repaired word agrees with what was seen: 1 in everything, 0 no better than chance. */
function agreement(word: Uint8Array, softBits: Float32Array): number {
  let along = 0;
  let total = 0;
  for (let i = 0; i < softBits.length; i++) {
    const value = softBits[i] as number;
    const bit = ((word[i >> 3] as number) >> (7 - (i & 7))) & 1;
    along += bit ? value : -value;
    total += Math.abs(value);
  }
  return total === 0 ? 0 : along / total;
}

// A word repaired from many erasures has few check symbols left to prove itself; these two bounds
// keep a chance repair out: the least symbols left as proof, and the least agreement with the eye
// (true repairs of the test corpus lie at 0.96 and above).
const PROOF_SYMBOLS = 4;
const LEAST_AGREEMENT = 0.93;

/**
 * Repairs a block with the least sure codewords taken as erased: none, then two more at a time
 * (generalised minimum distance decoding, Forney 1966).
 */
function repairSoftly(block: Block, softBits: Float32Array): Uint8Array | null {
  const length = block.places.length;
  const hard = new Uint8Array(length);
  const sureness = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let bit = 0; bit < 8; bit++) {
      const value = softBits[i * 8 + bit] as number;
      if (value > 0) hard[i] = (hard[i] as number) | (128 >> bit);
      const size = Math.abs(value);
      if (size < least) {
        second = least;
        least = size;
      } else if (size < second) second = size;
    }
    sureness[i] = least + 0.25 * second;
  }
  const order = Array.from(sureness.keys()).sort((a, b) => (sureness[a] ?? 0) - (sureness[b] ?? 0));
  const most = Math.max(0, block.checkLength - PROOF_SYMBOLS);
  for (let erased = 0; erased <= most; erased += 2) {
    const word = hard.slice();
    if (repairBlock(word, block.checkLength, order.slice(0, erased)) === null) continue;
    if (agreement(word, softBits) >= LEAST_AGREEMENT) return word;
  }
  return null;
}

/** Reads a whole symbol from soft modules: above zero dark, below light, size is sureness. */
export function readSoft(soft: Float32Array, layout: Layout): SoftReading {
  const { size, dataOrder } = layout;
  const { level, mask, learnt: formatLearnt } = bestFormat(soft, layout);
  const isMasked = MASKS[mask] ?? (() => false);
  const turned = new Int8Array(dataOrder.length);
  const stream = new Float32Array(dataOrder.length);
  for (let i = 0; i < dataOrder.length; i++) {
    const place = dataOrder[i] as number;
    turned[i] = isMasked(Math.floor(place / size), place % size) ? -1 : 1;
    stream[i] = (soft[place] as number) * (turned[i] as number);
  }
  const learnt = new Int8Array(size * size);
  for (const [place, sign] of formatLearnt) learnt[place] = sign;
  const blocks = blocksOf(layout, level);
  const words: number[] = [];
  let repaired = 0;
  for (const block of blocks) {
    const softBits = new Float32Array(block.places.length * 8);
    block.places.forEach((place, i) => {
      softBits.set(stream.subarray(place * 8, place * 8 + 8), i * 8);
    });
    const word = repairSoftly(block, softBits);
    if (!word) continue;
    repaired++;
    words.push(...word.subarray(0, block.dataLength));
    block.places.forEach((place, i) => {
      for (let bit = 0; bit < 8; bit++) {
        const sign = ((word[i] ?? 0) >> (7 - bit)) & 1 ? 1 : -1;
        learnt[dataOrder[place * 8 + bit] as number] = sign * (turned[place * 8 + bit] as number);
      }
    });
  }
  const bytes =
    repaired === blocks.length ? readSegments(Uint8Array.from(words), layout.version) : null;
  return { bytes, learnt, repaired };
}
