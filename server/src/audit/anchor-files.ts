import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChainHead } from '../store/audit.ts';
import { type AnchorLine, follows, readAnchorLine } from './anchor.ts';

// A file a month, each beginning with all heads: looking where to go on needs the last one only.
const FILE = /^anchors-\d{4}-\d{2}\.jsonl$/;

export function fileOf(at: string): string {
  return `anchors-${at.slice(0, 7)}.jsonl`;
}

async function names(dir: string): Promise<string[]> {
  return (await readdir(dir)).filter((name) => FILE.test(name)).sort();
}

async function linesOf(dir: string, name: string): Promise<string[]> {
  return (await readFile(join(dir, name), 'utf8')).split('\n').filter((line) => line !== '');
}

export type AnchorPlace = {
  file: string;
  last: AnchorLine;
  /** Heads that stand in that file. */
  known: Map<string, ChainHead>;
};

/** Where to go on; null where nothing was anchored yet. */
export async function lastAnchor(dir: string): Promise<AnchorPlace | null> {
  for (const file of (await names(dir)).toReversed()) {
    const place = await lastIn(dir, file);
    if (place !== null) return place;
  }
  return null;
}

async function lastIn(dir: string, file: string): Promise<AnchorPlace | null> {
  const known = new Map<string, ChainHead>();
  let last: AnchorLine | null = null;
  for (const text of await linesOf(dir, file)) {
    const read = readAnchorLine(text, null);
    // Cut off by a lost disk. Lines are numbered and hold one another's hash: none can hide here.
    if (read === 'unreadable') continue;
    if (typeof read === 'string' || (last !== null && !follows(last, read))) {
      throw new Error(`${file} was changed: keep it, and let a new folder begin`);
    }
    last = read;
    for (const [chain, [seq, hash]] of Object.entries(read.anchor.heads)) {
      known.set(chain, { seq, hash });
    }
  }
  return last === null ? null : { file, last, known };
}

/** Appends a line and returns after it is durable. */
export async function appendAnchor(dir: string, file: string, line: string): Promise<void> {
  const handle = await open(join(dir, file), 'a+', 0o644);
  try {
    const { size } = await handle.stat();
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    const isCut = size > 0 && buffer[0] !== 0x0a;
    await handle.write(isCut ? `\n${line}` : line);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Every line of every file, oldest first, with the file it stands in. */
export async function* anchorLines(dir: string): AsyncGenerator<{ file: string; text: string }> {
  for (const file of await names(dir)) {
    for (const text of await linesOf(dir, file)) yield { file, text };
  }
}
