import { encode } from 'uqr';

const QUIET_MODULES = 4;

/**
 * A frame of a film as a picture: RGBA, square, black on white in every look, with its quiet zone.
 * @param room pixels a side at most; each module is a whole number of pixels, so that none is blurred
 */
export function drawFrame(
  frame: Uint8Array,
  room: number,
): { data: Uint8ClampedArray<ArrayBuffer>; width: number } {
  // What is sealed looks like chance under any mask: trying all eight would cost eight times as much.
  const code = encode([...frame], { ecc: 'L', boostEcc: false, maskPattern: 0, border: 0 });
  const modules = code.size + 2 * QUIET_MODULES;
  const scale = Math.max(1, Math.floor(room / modules));
  const width = modules * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  const pixels = new Uint32Array(data.buffer);
  const black = 0xff000000;
  for (const [y, row] of code.data.entries()) {
    const top = (y + QUIET_MODULES) * scale;
    for (const [x, isDark] of row.entries()) {
      if (!isDark) continue;
      const left = (x + QUIET_MODULES) * scale;
      for (let line = top; line < top + scale; line++) {
        pixels.fill(black, line * width + left, line * width + left + scale);
      }
    }
  }
  return { data, width };
}
