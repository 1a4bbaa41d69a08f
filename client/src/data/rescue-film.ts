import type { Bytes } from './bytes.ts';

// A film of QR codes [P12]. Every frame is as long as any other:
//   'KHF1' · the file's FNV-1a hash · its length · the frame's code · PIECE bytes
// (numbers are 32 bits, the high byte first). The hash tells films apart; that the file is as its
// tablet made it is proved by what is in it [P11]. A code below the count of pieces is that piece.
// Any other is about half of all pieces laid over each other by XOR, and the code tells which: so
// whichever frames a camera misses, as many as there are pieces, and one or two more, are enough.

const MAGIC = [0x4b, 0x48, 0x46, 0x31] as const;
const HEAD = 16;
/** What a QR code of version 17 holds at its lowest correction: 85 modules a side, for cheap cameras. */
export const FRAME_BYTES = 644;
const PIECE = FRAME_BYTES - HEAD;
const WORDS = PIECE / 4;
/** About 1,000 entries; nobody holds two tablets still for longer. */
const MOST_PIECES = 2000;

export type Film = {
  pieces: number;
  /** The frame to show at a turn: all pieces one after the other, then mixtures without end. */
  frame(turn: number): Bytes;
};

function piecesIn(length: number): number {
  return Math.ceil(length / PIECE);
}

/** Null where a file is too long for a film. */
export function makeFilm(file: Bytes): Film | null {
  const pieces = piecesIn(file.length);
  if (pieces === 0 || pieces > MOST_PIECES) return null;
  const hash = hashOf(file);
  const padded = new Uint8Array(pieces * PIECE);
  padded.set(file);
  const words = new Uint32Array(padded.buffer);
  return {
    pieces,
    frame(turn) {
      const mixed = new Uint32Array(WORDS);
      for (const index of placesIn(partsOf(turn, pieces))) {
        lay(mixed, words.subarray(index * WORDS, (index + 1) * WORDS));
      }
      const frame = new Uint8Array(FRAME_BYTES);
      frame.set(MAGIC);
      const head = new DataView(frame.buffer);
      head.setUint32(4, hash);
      head.setUint32(8, file.length);
      head.setUint32(12, turn);
      frame.set(new Uint8Array(mixed.buffer), HEAD);
      return frame;
    },
  };
}

function lay(over: Uint32Array, piece: Uint32Array): void {
  for (let at = 0; at < over.length; at++) over[at] = (over[at] ?? 0) ^ (piece[at] ?? 0);
}

/** A bit for each piece a frame is made of. Both tablets must answer alike, of whatever build. */
export function partsOf(code: number, pieces: number): Uint32Array {
  const parts = new Uint32Array(Math.ceil(pieces / 32));
  if (code < pieces) {
    parts[code >> 5] = 1 << (code & 31);
    return parts;
  }
  const chance = chanceOf(code);
  for (let at = 0; at < parts.length; at++) parts[at] = chance();
  const over = parts.length * 32 - pieces;
  parts[parts.length - 1] = ((parts.at(-1) ?? 0) << over) >>> over;
  return parts;
}

function placesIn(parts: Uint32Array): number[] {
  const places: number[] = [];
  for (const [at, word] of parts.entries()) {
    for (let left = word; left !== 0; left &= left - 1) places.push(at * 32 + lowest(left));
  }
  return places;
}

function lowest(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** mulberry32: 32 bits after 32 bits out of a seed. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  };
}

/** `none`: no frame of a film. `got` of `pieces` were seen; `file` is there once that is all. */
export type Seen = 'none' | { got: number; pieces: number; file: Bytes | null };

type Row = { parts: Uint32Array; words: Uint32Array };

/** Looks at frames in whatever order they come. A frame of another film begins anew. */
export function openFilmReader(): (frame: Uint8Array) => Seen {
  let now = { hash: 0, length: 0 };
  /** By the first piece in each: what was seen, as equations of which no two begin alike. */
  let rows = new Map<number, Row>();

  function learn(row: Row) {
    for (;;) {
      const first = firstOf(row.parts);
      if (first === null) return;
      const known = rows.get(first);
      if (known === undefined) {
        rows.set(first, row);
        return;
      }
      lay(row.parts, known.parts);
      lay(row.words, known.words);
    }
  }

  return (frame) => {
    const head = readHead(frame);
    if (head === null) return 'none';
    const { hash, length, code } = head;
    if (hash !== now.hash || length !== now.length) {
      now = { hash, length };
      rows = new Map();
    }
    const pieces = piecesIn(length);
    const words = new Uint32Array(frame.slice(HEAD).buffer);
    if (rows.size < pieces) learn({ parts: partsOf(code, pieces), words });
    const file = rows.size === pieces ? solve(rows, pieces, length) : null;
    return { got: rows.size, pieces, file: file !== null && hashOf(file) === hash ? file : null };
  };
}

function firstOf(parts: Uint32Array): number | null {
  const at = parts.findIndex((word) => word !== 0);
  return at < 0 ? null : at * 32 + lowest(parts[at] ?? 0);
}

/** From the last piece back: in each row all but its first are known by then. */
function solve(rows: ReadonlyMap<number, Row>, pieces: number, length: number): Bytes {
  const file = new Uint8Array(pieces * PIECE);
  const solved = new Uint32Array(file.buffer);
  for (let index = pieces - 1; index >= 0; index--) {
    const row = rows.get(index);
    const into = solved.subarray(index * WORDS, (index + 1) * WORDS);
    if (row === undefined) continue;
    lay(into, row.words);
    for (const other of placesIn(row.parts)) {
      if (other !== index) lay(into, solved.subarray(other * WORDS, (other + 1) * WORDS));
    }
  }
  return file.slice(0, length);
}

function readHead(frame: Uint8Array): { hash: number; length: number; code: number } | null {
  if (frame.length !== FRAME_BYTES || MAGIC.some((byte, at) => frame[at] !== byte)) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  const [hash, length, code] = [view.getUint32(4), view.getUint32(8), view.getUint32(12)];
  const pieces = piecesIn(length);
  return pieces === 0 || pieces > MOST_PIECES ? null : { hash, length, code };
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: Bytes): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
