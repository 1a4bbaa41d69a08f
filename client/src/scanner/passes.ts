import { unsharp } from './filters.ts';
import { centreBox, cropScaled, type Luma } from './luma.ts';
import type { Corners } from './qr/grid.ts';
import type { Reader } from './qr/read-code.ts';
import type { ZxingLook, ZxingReader } from './zxing-reader.ts';

/** Where a code lies in the frame's own pixels. */
export type Place = { corners: Corners; size: number };
export type PassName = 'fast' | 'sharp' | 'seek';
/** What one pass yielded; `by` names the pass and whether our own soft reader had to help. */
export type PassResult = { bytes: Uint8Array | null; place: Place | null };

/** Larger frames are looked at in this many pixels by the heavy passes; the code stays large enough. */
const WORKING_PIXELS = 1_100_000;

export function toWorkingSize(frame: Luma): Luma {
  const pixels = frame.width * frame.height;
  if (pixels <= WORKING_PIXELS) return frame;
  return cropScaled(frame, { x: 0, y: 0, ...frame }, Math.sqrt(WORKING_PIXELS / pixels));
}

function inFrame(look: ZxingLook, scale: number, x: number, y: number): Place | null {
  if (!look.place) return null;
  const [a, b, c, d] = look.place.corners;
  const back = (p: { x: number; y: number }) => ({ x: p.x / scale + x, y: p.y / scale + y });
  return { corners: [back(a), back(b), back(c), back(d)], size: look.place.size };
}

/** What a look found; where zxing saw a code but could not repair it, our own reader tries there. */
function settle(frame: Luma, look: ZxingLook, place: Place | null, reader: Reader): PassResult {
  if (look.bytes || !place) return { bytes: look.bytes, place };
  return { bytes: reader.readAt(frame, place.corners, place.size), place };
}

/** The cheap pass of every frame: zxing over the frame as it is. */
function fastPass(frame: Luma, zxing: ZxingReader, reader: Reader): PassResult {
  const look = zxing(frame, 'fast');
  return settle(frame, look, inFrame(look, 1, 0, 0), reader);
}

/** zxing over the middle at double size, sharpened: small and slightly blurred codes. */
function sharpPass(frame: Luma, zxing: ZxingReader, reader: Reader): PassResult {
  const box = centreBox(frame, 0.85);
  const look = zxing(unsharp(cropScaled(frame, box, 2), 3, 5), 'hard');
  return settle(frame, look, inFrame(look, 2, box.x, box.y), reader);
}

/** Our own finder and soft reader: motion, strong blur, glare, dirt, darkness. */
function seekPass(frame: Luma, _: ZxingReader, reader: Reader): PassResult {
  return reader.seekAndRead(frame);
}

export const PASSES: Record<
  PassName,
  (frame: Luma, zxing: ZxingReader, reader: Reader) => PassResult
> = {
  fast: fastPass,
  sharp: sharpPass,
  seek: seekPass,
};
