import type { KeyObject } from 'node:crypto';
import { type AnchorLine, follows, type LineProblem, readAnchorLine } from './anchor.ts';
import { anchorLines } from './anchor-files.ts';

type Point = { hash: string; epoch: string };

/** What anchors say about places in audit chains, and what is wrong with the anchors themselves. */
export type AnchorPoints = {
  at(chain: string, seq: number): readonly Point[];
  all(): Iterable<[chain: string, seq: number]>;
  lines: number;
  last: AnchorLine | null;
  problems: { file: string; line: number; kind: LineProblem | 'out-of-order' }[];
};

/**
 * Reads every anchor of a folder. Lines that were cut off while they were written are passed over:
 * the numbers and hashes of the others show that none is missing.
 */
export async function readAnchors(dir: string, key: KeyObject | null): Promise<AnchorPoints> {
  const points = new Map<string, Map<number, Point[]>>();
  const problems: AnchorPoints['problems'] = [];
  let last: AnchorLine | null = null;
  let lines = 0;
  for await (const { file, text } of anchorLines(dir)) {
    lines += 1;
    const read = readAnchorLine(text, key);
    if (typeof read === 'string') {
      if (read !== 'unreadable') problems.push({ file, line: lines, kind: read });
      continue;
    }
    if (!follows(last, read)) problems.push({ file, line: lines, kind: 'out-of-order' });
    last = read;
    const { heads, epoch } = read.anchor;
    for (const [chain, [seq, hash]] of Object.entries(heads)) {
      const its = points.get(chain) ?? new Map<number, Point[]>();
      points.set(chain, its);
      const there = its.get(seq) ?? [];
      if (there.some((point) => point.hash === hash)) continue;
      its.set(seq, [...there, { hash, epoch }]);
    }
  }
  return {
    at: (chain, seq) => points.get(chain)?.get(seq) ?? [],
    *all() {
      for (const [chain, its] of points) for (const seq of its.keys()) yield [chain, seq];
    },
    lines,
    last,
    problems,
  };
}
