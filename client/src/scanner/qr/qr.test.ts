import fc from 'fast-check';
import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { blocksOf } from './blocks.ts';
import { DATA, FORMAT, layoutOf, MASKS } from './layout.ts';
import { repairBlock } from './reed-solomon.ts';
import { readSegments } from './segments.ts';
import { readSoft } from './soft-read.ts';

const LEVELS = [
  ['M', 0],
  ['L', 1],
  ['H', 2],
  ['Q', 3],
] as const;

const draw = (text: string, version: number, ecc: 'L' | 'M' | 'Q' | 'H', mask: number) =>
  encode(text, {
    ecc,
    minVersion: version,
    maxVersion: version,
    boostEcc: false,
    maskPattern: mask,
    border: 0,
  }).data;

/** Codeword stream of a drawn symbol, mask taken off. */
function streamOf(drawn: boolean[][], version: number, mask: number): Uint8Array {
  const { dataOrder, size } = layoutOf(version);
  const words = new Uint8Array(dataOrder.length >> 3);
  for (let i = 0; i < words.length * 8; i++) {
    const place = dataOrder[i] ?? 0;
    const row = Math.floor(place / size);
    const column = place % size;
    const isTurned = MASKS[mask]?.(row, column) ?? false;
    if ((drawn[row]?.[column] ?? false) !== isTurned)
      words[i >> 3] = (words[i >> 3] ?? 0) | (128 >> (i & 7));
  }
  return words;
}

describe('the fixed picture of every version (ISO/IEC 18004), held against another encoder', () => {
  test.each(LEVELS)(
    'level %s: fixed modules, order, blocks and segments of versions 1 to 40',
    (ecc, level) => {
      for (let version = 1; version <= 40; version++) {
        const mask = version % 8;
        const text = `à${version}`;
        const drawn = draw(text, version, ecc, mask);
        const layout = layoutOf(version);
        const wrong = layout.kinds.findIndex(
          (kind, i) =>
            kind !== DATA &&
            kind !== FORMAT &&
            (kind === 1) !== drawn[Math.floor(i / layout.size)]?.[i % layout.size],
        );
        expect({ version, wrong }).toEqual({ version, wrong: -1 });
        const stream = streamOf(drawn, version, mask);
        const words = blocksOf(layout, level).flatMap((block) => {
          const word = Uint8Array.from(block.places, (place) => stream[place] ?? 0);
          expect(repairBlock(word, block.checkLength, [])).toBe(0);
          return [...word.subarray(0, block.dataLength)];
        });
        expect(readSegments(Uint8Array.from(words), version)).toEqual(
          new TextEncoder().encode(text),
        );
      }
    },
  );
});

/** A block of a real symbol: version 7-L has two of 98 codewords, 20 of them check words. */
function realBlock(text: string): { word: Uint8Array; check: number } {
  const stream = streamOf(draw(text, 7, 'L', 3), 7, 3);
  const [block] = blocksOf(layoutOf(7), 1);
  return {
    word: Uint8Array.from(block?.places ?? [], (place) => stream[place] ?? 0),
    check: block?.checkLength ?? 0,
  };
}

describe('Reed–Solomon', () => {
  const damage = fc.record({
    places: fc.uniqueArray(fc.nat(97), { minLength: 1, maxLength: 30 }),
    changes: fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 30, maxLength: 30 }),
    erased: fc.nat(20),
  });

  test('errors and erasures are repaired exactly while 2·errors + erasures ≤ check words', () => {
    const { word, check } = realBlock('097157041209|Nguyễn');
    fc.assert(
      fc.property(damage, ({ places, changes, erased }) => {
        const count = Math.min(places.length, erased + Math.floor((check - erased) / 2));
        const hit = places.slice(0, count);
        const erasures = hit.slice(0, erased);
        const broken = word.slice();
        hit.forEach((place, i) => {
          broken[place] = (broken[place] ?? 0) ^ (changes[i] ?? 1);
        });
        expect(repairBlock(broken, check, erasures)).toBe(hit.length - erasures.length);
        expect(broken).toEqual(word);
      }),
    );
  });

  test('a word beyond repair is left as it was', () => {
    const { check } = realBlock('x');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 98, maxLength: 98 }), (noise) => {
        const before = noise.slice();
        if (repairBlock(noise, check, []) === null) expect(noise).toEqual(before);
      }),
    );
  });
});

describe('soft modules', () => {
  const TEXT = '097157041209|643659818|Huỳnh Thị Như Yến|20081982|Nữ|Xã Phước Hậu|26102024';
  const VERSION = 7;
  const drawn = draw(TEXT, VERSION, 'L', 5);
  const layout = layoutOf(VERSION);
  const clean = () =>
    Float32Array.from({ length: layout.size ** 2 }, (_, i) =>
      drawn[Math.floor(i / layout.size)]?.[i % layout.size] ? 1 : -1,
    );
  const read = (soft: Float32Array) => {
    const { bytes } = readSoft(soft, layout);
    return bytes && new TextDecoder().decode(bytes);
  };

  test('a clean symbol is read whatever its contrast', () => {
    expect(read(clean())).toBe(TEXT);
    expect(read(clean().map((value) => value * 0.01))).toBe(TEXT);
  });

  test('a patch known to be unsure is made good up to nearly twice what unknown errors may be', () => {
    const patch = (rows: number, value: (clean: number) => number) =>
      clean().map((v, i) => {
        const row = Math.floor(i / layout.size);
        const column = i % layout.size;
        return row >= 20 && row < 20 + rows && column >= 12 && column < 28 ? value(v) : v;
      });
    expect(read(patch(13, () => 0))).toBe(TEXT);
    expect(read(patch(13, (v) => -v))).toBe(null);
  });

  test('noise is never read as text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
          minLength: layout.size ** 2,
          maxLength: layout.size ** 2,
        }),
        (noise) => {
          expect(read(Float32Array.from(noise))).toBe(null);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('another symbol’s half is never mended into a third text', () => {
    const other = draw(TEXT.replace('Yến', 'Yên').replace('1982', '1983'), VERSION, 'L', 5);
    fc.assert(
      fc.property(fc.nat(layout.size), (cut) => {
        const mixed = clean().map((v, i) => {
          const row = Math.floor(i / layout.size);
          return row < cut ? v : other[row]?.[i % layout.size] ? 1 : -1;
        });
        expect([TEXT, TEXT.replace('Yến', 'Yên').replace('1982', '1983'), null]).toContain(
          read(mixed),
        );
      }),
    );
  });
});

describe('segments', () => {
  test('numbers, capitals and bytes after a charset mark come out as their bytes', () => {
    const write = (parts: [number, number][]) => {
      const bits = parts.map(([value, width]) => value.toString(2).padStart(width, '0')).join('');
      const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
      return Uint8Array.from(padded.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
    };
    const numeric = write([
      [1, 4],
      [5, 10],
      [97, 10],
      [15, 7],
      [0, 4],
    ]);
    expect(new TextDecoder().decode(readSegments(numeric, 1) ?? undefined)).toBe('09715');
    const capitals = write([
      [2, 4],
      [3, 9],
      [10 * 45 + 11, 11],
      [37, 6],
      [0, 4],
    ]);
    expect(new TextDecoder().decode(readSegments(capitals, 1) ?? undefined)).toBe('AB$');
    const marked = write([
      [7, 4],
      [26, 8],
      [4, 4],
      [2, 8],
      [0xc3, 8],
      [0xa0, 8],
      [0, 4],
    ]);
    expect([...(readSegments(marked, 1) ?? [])]).toEqual([0xc3, 0xa0]);
  });

  test('wrong padding, other modes and a count past the end are refused', () => {
    expect(readSegments(Uint8Array.of(0x40, 0x14, 0x10, 0xec, 0x11), 1)).not.toBe(null);
    expect(readSegments(Uint8Array.of(0x40, 0x14, 0x10, 0xec, 0x12), 1)).toBe(null);
    expect(readSegments(Uint8Array.of(0x80, 0x14, 0x10), 1)).toBe(null);
    expect(readSegments(Uint8Array.of(0x4f, 0xf4, 0x10), 1)).toBe(null);
    expect(readSegments(Uint8Array.of(0x00, 0xec), 1)).toBe(null);
  });

  test('no bytes make it throw', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.integer({ min: 1, max: 40 }),
        (words, version) => {
          readSegments(words, version);
        },
      ),
    );
  });
});
