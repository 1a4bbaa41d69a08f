/** What a module of the grid carries. */
export const LIGHT = 0;
export const DARK = 1;
export const DATA = 2;
export const FORMAT = 3;

/** The fixed picture of one QR version (ISO/IEC 18004, 5.3 and 7.7). */
export type Layout = {
  version: number;
  /** Modules on a side. */
  size: number;
  /** LIGHT, DARK, DATA or FORMAT per module, row by row. */
  kinds: Uint8Array;
  /** Module index of each data bit, in the order in which codewords are laid. */
  dataOrder: Uint16Array;
  /** Module index of format bit 0…14, once for each of the two copies. */
  formatCopies: [readonly number[], readonly number[]];
};

function alignmentCentres(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const centres = [6];
  for (let i = 0, at = size - 7; i < count - 1; i++, at -= step) centres.splice(1, 0, at);
  return centres;
}

/** Remainder of `value` followed by check bits, by a generator polynomial. */
export function withCheckBits(value: number, bits: number, generator: number): number {
  let rest = value;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * generator);
  return (value << bits) | rest;
}

function formatPlaces(size: number): [number[], number[]] {
  const first: number[] = [];
  const second: number[] = [];
  for (let bit = 0; bit < 15; bit++) {
    const row = bit < 6 ? bit : bit < 8 ? bit + 1 : 8;
    const column = bit < 8 ? 8 : bit === 8 ? 7 : 14 - bit;
    first.push(row * size + column);
    second.push(bit < 8 ? 8 * size + size - 1 - bit : (size - 15 + bit) * size + 8);
  }
  return [first, second];
}

function drawFixedParts(version: number, size: number): Uint8Array {
  const kinds = new Uint8Array(size * size).fill(DATA);
  const put = (row: number, column: number, kind: number) => {
    if (row >= 0 && column >= 0 && row < size && column < size) kinds[row * size + column] = kind;
  };
  for (let i = 0; i < size; i++) {
    put(6, i, i % 2 === 0 ? DARK : LIGHT);
    put(i, 6, i % 2 === 0 ? DARK : LIGHT);
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    for (let y = -4; y <= 4; y++)
      for (let x = -4; x <= 4; x++) {
        const ring = Math.max(Math.abs(x), Math.abs(y));
        put(row + y, column + x, ring === 2 || ring === 4 ? LIGHT : DARK);
      }
  const centres = alignmentCentres(version, size);
  for (const row of centres)
    for (const column of centres) {
      const atFinder =
        Math.min(row, column) === 6 && (Math.max(row, column) === size - 7 || row === column);
      if (atFinder) continue;
      for (let y = -2; y <= 2; y++)
        for (let x = -2; x <= 2; x++)
          put(row + y, column + x, Math.max(Math.abs(x), Math.abs(y)) === 1 ? LIGHT : DARK);
    }
  const versionBits = version < 7 ? 0 : withCheckBits(version, 12, 0x1f25);
  for (let i = 0; version >= 7 && i < 18; i++) {
    const kind = (versionBits >> i) & 1 ? DARK : LIGHT;
    put(Math.floor(i / 3), size - 11 + (i % 3), kind);
    put(size - 11 + (i % 3), Math.floor(i / 3), kind);
  }
  for (const places of formatPlaces(size)) for (const place of places) kinds[place] = FORMAT;
  put(size - 8, 8, DARK);
  return kinds;
}

function drawLayout(version: number): Layout {
  const size = 17 + 4 * version;
  const kinds = drawFixedParts(version, size);
  const order: number[] = [];
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const upwards = ((right + 1) & 2) === 0;
    for (let i = 0; i < size; i++) {
      const row = upwards ? size - 1 - i : i;
      for (const column of [right, right - 1])
        if (kinds[row * size + column] === DATA) order.push(row * size + column);
    }
  }
  const formatCopies = formatPlaces(size);
  return { version, size, kinds, dataOrder: Uint16Array.from(order), formatCopies };
}

const drawn = new Map<number, Layout>();

/** The layout of a version (1…40), drawn once. */
export function layoutOf(version: number): Layout {
  const known = drawn.get(version);
  if (known) return known;
  const layout = drawLayout(version);
  drawn.set(version, layout);
  return layout;
}

/** The eight data masks (ISO/IEC 18004, 7.8.2): whether the module at row, column is turned over. */
export const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => ((r >> 1) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];
