import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { blur } from '../filters.ts';
import type { Luma } from '../luma.ts';
import { layoutOf } from './layout.ts';
import { openReader } from './read-code.ts';
import { openSoftMemory } from './soft-memory.ts';

const TEXT =
  '097157041209|643659818|Huỳnh Thị Như Yến|20081982|Nữ|Xóm Giếng Đá, Xã Phước Hậu, Bà Rịa|26102024';
const { data: DRAWN } = encode(TEXT, { ecc: 'L', border: 0, boostEcc: false });
const SIZE = DRAWN.length;

/** Small seeded noise, so that a failing frame fails again. */
function noiseOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296 - 0.5;
  };
}

type Shot = {
  module?: number;
  degrees?: number;
  noise?: number;
  blurBy?: number;
  lamp?: [number, number, number];
};

/** A card with TEXT's code, turned, blurred, noisy, with a lamp (module x, y, radius) over it. */
function shoot({ module = 4, degrees = 8, noise = 10, blurBy = 1, lamp }: Shot): Luma {
  const width = 420;
  const height = 360;
  const chance = noiseOf(7);
  const turn = (degrees * Math.PI) / 180;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const dx = x - width / 2;
      const dy = y - height / 2;
      const u = (dx * Math.cos(turn) + dy * Math.sin(turn)) / module + SIZE / 2;
      const v = (dy * Math.cos(turn) - dx * Math.sin(turn)) / module + SIZE / 2;
      const isDark = DRAWN[Math.floor(v)]?.[Math.floor(u)] === true;
      const isLit = lamp && Math.hypot(u - lamp[0], v - lamp[1]) < lamp[2];
      data[y * width + x] = isLit ? 255 : isDark ? 40 : 200;
    }
  const soft = blur({ width, height, data }, blurBy);
  for (let i = 0; i < soft.data.length; i++)
    soft.data[i] = Math.max(0, Math.min(255, (soft.data[i] ?? 0) + noise * chance()));
  return soft;
}

const text = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes);
const seek = (picture: Luma) => text(openReader().seekAndRead(picture).bytes);

describe('finding and reading a hard code', () => {
  test.each([0, 8, 25, 90, 180, 200, 315])('turned by %i degrees', (degrees) => {
    expect(seek(shoot({ degrees }))).toBe(TEXT);
  });

  test('blurred over more than a module', () => {
    expect(seek(shoot({ blurBy: 2, noise: 6 }))).toBe(TEXT);
  });

  test('with a lamp over a part that its check words can make good', () => {
    expect(seek(shoot({ lamp: [26, 20, 4.5] }))).toBe(TEXT);
  });

  test('the place it lies at is told in pixels', () => {
    const { place } = openReader().seekAndRead(shoot({ degrees: 0 }));
    expect(place?.size).toBe(SIZE);
    const [first] = place?.corners ?? [];
    expect(Math.abs((first?.x ?? 0) - (210 - (SIZE / 2) * 4))).toBeLessThan(2.5);
    expect(Math.abs((first?.y ?? 0) - (180 - (SIZE / 2) * 4))).toBeLessThan(2.5);
  });

  test('noise, an even grey and a pinhole of a picture are no code', () => {
    const chance = noiseOf(3);
    const noise = Uint8Array.from({ length: 200 * 150 }, () => 128 + 250 * chance());
    expect(seek({ width: 200, height: 150, data: noise })).toBe(null);
    expect(seek({ width: 200, height: 150, data: new Uint8Array(30_000).fill(90) })).toBe(null);
    expect(seek({ width: 3, height: 2, data: new Uint8Array(6) })).toBe(null);
  });
});

describe('several frames of one code', () => {
  const left = shoot({ lamp: [16, 22, 8.5] });
  const right = shoot({ lamp: [30, 24, 8.5], degrees: -6 });

  test('two frames that cannot be read alone are read together', () => {
    expect([seek(left), seek(right)]).toEqual([null, null]);
    const reader = openReader();
    expect(reader.seekAndRead(left).bytes).toBe(null);
    expect(text(reader.seekAndRead(right).bytes)).toBe(TEXT);
  });

  test('nothing is left of earlier frames once told to forget', () => {
    const reader = openReader();
    reader.seekAndRead(left);
    reader.forget();
    expect(reader.seekAndRead(right).bytes).toBe(null);
  });

  test('frames of different codes are never added up', () => {
    const layout = layoutOf(4);
    const chance = noiseOf(5);
    const soft = () =>
      Float32Array.from({ length: layout.size ** 2 }, () => (chance() > 0 ? 1 : -1));
    const memory = openSoftMemory();
    const [a, b] = [soft(), soft()];
    expect(memory.add({}, a, layout)).toBe(null);
    expect(memory.add({}, b, layout)).toBe(null);
    expect(memory.add({}, a, layout)?.every((value, i) => Math.sign(value) === a[i])).toBe(true);
  });

  test('one frame looked at twice counts once', () => {
    const layout = layoutOf(4);
    const soft = Float32Array.from({ length: layout.size ** 2 }, (_, i) => (i % 3 === 0 ? 1 : -1));
    const memory = openSoftMemory();
    const frame = {};
    expect(memory.add(frame, soft, layout)).toBe(null);
    expect(memory.add(frame, soft, layout)).toBe(null);
    expect(memory.add({}, soft, layout)).not.toBe(null);
  });
});
