import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { openFrameReader } from '../scanner/frame-reader.ts';
import { openZxing } from '../scanner/zxing-reader.ts';
import type { Bytes } from './bytes.ts';
import { FRAME_BYTES, makeFilm, openFilmReader, partsOf } from './rescue-film.ts';
import { drawFrame } from './rescue-frame.ts';

const seeded = (length: number, seed: number): Bytes =>
  Uint8Array.from({ length }, (_, at) => (Math.imul(at + seed, 2_654_435_761) >>> 13) & 255);

describe('[P12] a film of codes', () => {
  test('[P12] seen in any order, with frames missed and repeated, gives the very file', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40_000 }),
        fc.integer({ min: 0, max: 500 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }),
        (length, firstTurn, sees) => {
          fc.pre(sees.some((each) => each));
          const file = seeded(length, length);
          const film = makeFilm(file);
          const see = openFilmReader();
          for (let turn = firstTurn; turn < firstTurn + 20_000; turn++) {
            if (!(sees[turn % sees.length] ?? false)) continue;
            const seen = see(film?.frame(turn) ?? new Uint8Array(0));
            if (seen === 'none' || seen.file === null) continue;
            expect(seen.file).toEqual(file);
            return;
          }
          throw new Error('never whole');
        },
      ),
      { numRuns: 60 },
    );
  });

  test('[P12] what is no frame changes nothing; another film begins anew', () => {
    const [one, two] = [makeFilm(seeded(3000, 1)), makeFilm(seeded(3000, 2))];
    const see = openFilmReader();
    const frame = one?.frame(0) ?? new Uint8Array(0);
    expect(see(frame)).toMatchObject({ got: 1, pieces: 5, file: null });
    expect(see(frame)).toMatchObject({ got: 1 });
    for (const other of [new Uint8Array(0), frame.slice(1), new Uint8Array(FRAME_BYTES).fill(7)]) {
      expect(see(other)).toBe('none');
    }
    expect(see(two?.frame(1) ?? frame)).toMatchObject({ got: 1 });
    expect(see(two?.frame(2) ?? frame)).toMatchObject({ got: 2 });
    expect(makeFilm(new Uint8Array(0))).toBeNull();
    expect(makeFilm(new Uint8Array(4_000_000))).toBeNull();
  });

  test('both tablets know what a mixture is made of: so said the first build', () => {
    expect([...partsOf(33, 50)]).toEqual([0, 2]);
    expect([50, 51, 4_000_000_000].map((code) => [...partsOf(code, 50)])).toMatchInlineSnapshot(`
      [
        [
          2330433143,
          73934,
        ],
        [
          631468193,
          86303,
        ],
        [
          2971717173,
          201929,
        ],
      ]
    `);
  });

  test('[P12] whichever frames are missed, hardly more are needed than there are pieces', () => {
    const film = makeFilm(seeded(120 * 620, 3));
    for (const begin of [0, 77, 500]) {
      for (const missed of [0, 3, 6]) {
        const see = openFilmReader();
        let looks = 0;
        for (let turn = begin; ; turn++) {
          if ((Math.imul(turn, 2_654_435_761) >>> 8) % 10 < missed) continue;
          looks += 1;
          const seen = see(film?.frame(turn) ?? new Uint8Array(0));
          if (seen !== 'none' && seen.file !== null) break;
        }
        expect(looks - (film?.pieces ?? 0)).toBeLessThan(12);
      }
    }
  });
});

test('[P12] the scanner reads what the screen draws, byte for byte, in one look', async () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const file = readFileSync(wasm);
  const zxing = await openZxing(new Uint8Array(file).buffer);
  const film = makeFilm(seeded(20_000, 4));
  const read = openFrameReader(zxing, () => 0);
  for (const turn of [0, 5, 31, 40]) {
    const frame = film?.frame(turn) ?? new Uint8Array(0);
    const { data, width } = drawFrame(frame, 400);
    expect(width % 93).toBe(0);
    const luma = new Uint8Array(width * width);
    for (let at = 0; at < luma.length; at++) luma[at] = data[at * 4] ?? 0;
    const seen = read({ width, height: width, data: luma }, 'live');
    expect(seen.by).toBe('fast');
    expect(seen.bytes).toEqual(frame);
    // The version the frames were made for: a larger code asks for a better camera.
    expect(encode([...frame], { ecc: 'L', boostEcc: false }).version).toBe(17);
  }
});
