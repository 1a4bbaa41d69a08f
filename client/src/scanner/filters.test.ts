import { describe, expect, test } from 'vitest';
import { blur, flatten, unsharp } from './filters.ts';
import { centreBox, clampBox, cropScaled, type Luma, lumaOfRgba } from './luma.ts';

const picture = (width: number, height: number, value: (x: number, y: number) => number): Luma => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  ),
});
const mean = ({ data }: Luma) => data.reduce((a, b) => a + b, 0) / data.length;

describe('filters on grey pictures', () => {
  test('no filter changes an even grey', () => {
    const even = picture(9, 7, () => 100);
    expect(new Set(blur(even, 3).data)).toEqual(new Set([100]));
    expect(new Set(unsharp(even, 3, 5).data)).toEqual(new Set([100]));
    expect(new Set(flatten(even, 4, 6).data)).toEqual(new Set([128]));
  });

  test('a blurred dot keeps its light and stays in the middle, both ways alike', () => {
    const dot = blur(
      picture(31, 31, (x, y) => (x === 15 && y === 15 ? 255 : 0)),
      1,
    );
    const at = (x: number, y: number) => dot.data[y * 31 + x];
    expect(at(15, 15)).toBeGreaterThan(at(14, 15) ?? 0);
    expect(at(13, 15)).toBe(at(17, 15));
    expect(at(15, 13)).toBe(at(13, 15));
    expect(at(12, 15)).toBe(0);
    expect(Math.abs(dot.data.reduce((a, b) => a + b, 0) - 255)).toBeLessThan(30);
  });

  test('a blur reaches over a picture smaller than itself', () => {
    const tiny = picture(3, 2, (x) => x * 100);
    expect(blur(tiny, 6).data).toHaveLength(6);
    expect(Math.abs(mean(blur(tiny, 6)) - 100)).toBeLessThan(12);
  });

  test('an unsharp mask widens the step at an edge and never leaves 0…255', () => {
    const edge = picture(20, 5, (x) => (x < 10 ? 90 : 160));
    const sharp = unsharp(edge, 3, 2).data;
    expect(sharp[2 * 20 + 9]).toBeLessThan(90);
    expect(sharp[2 * 20 + 10]).toBeGreaterThan(160);
    expect(Math.max(...unsharp(edge, 40, 2).data)).toBe(255);
  });

  test('flattening takes a shadow away and keeps the signal in it', () => {
    const lit = picture(80, 40, (x, y) => (x < 40 ? 50 : 200) + ((x + y) % 2 === 0 ? 20 : -20));
    const flat = flatten(lit, 6, 4);
    const half = (from: number) =>
      mean({
        width: 20,
        height: 40,
        data: flat.data.filter((_, i) => i % 80 >= from && i % 80 < from + 20),
      });
    expect(Math.abs(half(5) - half(55))).toBeLessThan(3);
    expect((flat.data[20 * 80 + 10] ?? 0) - (flat.data[20 * 80 + 11] ?? 0)).toBeGreaterThan(80);
  });
});

describe('cutting and scaling', () => {
  test('scale one copies the box', () => {
    const ramp = picture(10, 8, (x, y) => x + 10 * y);
    const cut = cropScaled(ramp, { x: 2, y: 3, width: 4, height: 2 }, 1);
    expect([...cut.data]).toEqual([32, 33, 34, 35, 42, 43, 44, 45]);
  });

  test('a ramp stays a ramp at double size', () => {
    const ramp = picture(16, 4, (x) => x * 10);
    const double = cropScaled(ramp, { x: 0, y: 0, width: 16, height: 4 }, 2);
    expect([double.width, double.height]).toEqual([32, 8]);
    for (let x = 2; x < 30; x++)
      expect((double.data[32 + x] ?? 0) - (double.data[32 + x - 1] ?? 0)).toBe(5);
  });

  test('a picture one pixel wide can be scaled', () => {
    expect([
      ...cropScaled(
        picture(1, 1, () => 7),
        { x: 0, y: 0, width: 1, height: 1 },
        3,
      ).data,
    ]).toEqual(Array(9).fill(7));
  });

  test('a box is held inside the picture', () => {
    expect(clampBox({ x: -5, y: 6, width: 100, height: 100 }, { width: 20, height: 10 })).toEqual({
      x: 0,
      y: 6,
      width: 20,
      height: 4,
    });
    expect(centreBox({ width: 1280, height: 720 }, 0.85)).toEqual({
      x: 334,
      y: 54,
      width: 612,
      height: 612,
    });
  });

  test('white, black and pure colours have their greys', () => {
    const rgba = Uint8ClampedArray.of(
      255,
      255,
      255,
      255,
      0,
      0,
      0,
      255,
      255,
      0,
      0,
      255,
      0,
      255,
      0,
      255,
    );
    expect([...lumaOfRgba(rgba, 4, 1).data]).toEqual([255, 0, 76, 150]);
  });
});
