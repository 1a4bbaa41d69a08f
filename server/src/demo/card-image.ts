import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { chanceOf } from './chance.ts';

/** A picture in shades of grey: one byte a pixel, row by row, 0 black. */
export type Frame = { width: number; height: number; luma: Uint8Array };

export type FrameOptions = {
  width: number;
  height: number;
  /** Pixels along one module of the code. */
  modulePx: number;
  /** Where the middle of the code lies, in pixels from the middle of the picture. */
  shift?: { x: number; y: number };
  /** Specks, scratches and pale ink, drawn from this seed; none without it. */
  wear?: number;
};

/** The modules of a card's QR code: true is black. Quiet zone not included. */
export function qrModules(payload: string, isWorn = false): boolean[][] {
  return encode(payload, { ecc: isWorn ? 'Q' : 'M', border: 0 }).data;
}

const PAPER = 235;
const INK = 25;
const TABLE = 150;
const QUIET_MODULES = 4;

/** A card held before a camera: its code on white, on a grey table. */
export function cardFrame(payload: string, options: FrameOptions): Frame {
  const { width, height, modulePx, shift = { x: 0, y: 0 }, wear } = options;
  const modules = qrModules(payload, wear !== undefined);
  const luma = new Uint8Array(width * height).fill(TABLE);
  const size = modules.length;
  const span = (size + 2 * QUIET_MODULES) * modulePx;
  if (span > width || span > height) throw new RangeError('the code does not fit into the picture');
  const left = Math.round((width - span) / 2 + shift.x);
  const top = Math.round((height - span) / 2 + shift.y);
  for (let y = 0; y < span; y++) {
    for (let x = 0; x < span; x++) {
      const column = left + x;
      const row = top + y;
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const module = modules[Math.floor(y / modulePx) - QUIET_MODULES];
      const isBlack = module?.[Math.floor(x / modulePx) - QUIET_MODULES] === true;
      luma[row * width + column] = isBlack ? INK : PAPER;
    }
  }
  const frame = { width, height, luma };
  if (wear !== undefined) wearOut(frame, wear, span);
  return frame;
}

/** Pale ink, specks of dirt and two scratches: less than the code's error correction can mend. */
function wearOut({ width, height, luma }: Frame, seed: number, span: number): void {
  const chance = chanceOf(seed);
  for (let at = 0; at < luma.length; at++) {
    const value = luma[at] ?? 0;
    luma[at] = Math.max(
      0,
      Math.min(255, Math.round(110 + (value - 110) * 0.6) + chance.int(-14, 14)),
    );
  }
  for (let scratch = 0; scratch < 2; scratch++) {
    const row = Math.round(height / 2 + (chance.next() - 0.5) * span * 0.4);
    luma.fill(210, row * width, row * width + width);
  }
}

/** YUV4MPEG2 (4:2:0, no colour): what Chromium's fake camera reads from a file. */
export function toY4m(frames: readonly Frame[], framesPerSecond: number): Uint8Array {
  const [first] = frames;
  if (first === undefined) throw new RangeError('a film has at least one frame');
  const { width, height } = first;
  const head = `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420mpeg2\n`;
  const grey = Buffer.alloc(2 * Math.ceil(width / 2) * Math.ceil(height / 2), 128);
  const parts: Uint8Array[] = [Buffer.from(head, 'ascii')];
  for (const frame of frames) {
    if (frame.width !== width || frame.height !== height)
      throw new RangeError('frames of one size');
    parts.push(Buffer.from('FRAME\n', 'ascii'), frame.luma, grey);
  }
  return Buffer.concat(parts);
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A greyscale PNG of 8 bits a pixel. */
export function toPng({ width, height, luma }: Frame): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; row++) {
    rows.set(luma.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([PNG_SIGNATURE, ...chunks]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
