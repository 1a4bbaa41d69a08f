import { hash, type KeyObject, sign, verify } from 'node:crypto';
import * as z from 'zod';
import type { ChainHead } from '../store/audit.ts';

/**
 * Where the audit chains ended at one moment, kept outside of the database: whoever shortens a chain
 * or writes it anew from its beginning cannot reach what was anchored. One JSON line a moment; each
 * holds the hash of the line before, so that lines cannot be taken out of the middle either.
 */
const Anchor = z.object({
  nth: z.int().min(1),
  at: z.string(),
  epoch: z.string(),
  /** The hash of the line before; empty for the first. */
  before: z.string(),
  /** Chains that moved since the line before, in a file's first line all: `[seq, hash]`. */
  heads: z.record(z.string(), z.tuple([z.int().min(1), z.string().regex(/^[0-9a-f]{64}$/)])),
});
export type Anchor = z.infer<typeof Anchor>;

const Line = z.object({
  anchor: z.string(),
  hash: z.string(),
  /** Base64, over the text of `anchor`; where the office was given a key. */
  sig: z.string().optional(),
});
export type AnchorLine = { anchor: Anchor; hash: string; isSigned: boolean };
export type LineProblem = 'unreadable' | 'changed' | 'unsigned' | 'wrong-signature';

/** Writes an anchor as its line, signed where there is a key (Ed25519 or EC). */
export function anchorText(anchor: Anchor, key: KeyObject | null): string {
  const text = JSON.stringify(anchor);
  const sig = key === null ? {} : { sig: sign(null, Buffer.from(text), key).toString('base64') };
  return `${JSON.stringify({ anchor: text, hash: hash('sha256', text), ...sig })}\n`;
}

/** Reads a line and holds it against its own hash and, if given, the public key. */
export function readAnchorLine(text: string, key: KeyObject | null): AnchorLine | LineProblem {
  const line = Line.safeParse(parse(text));
  if (!line.success) return 'unreadable';
  const { anchor: said, hash: sum, sig } = line.data;
  if (hash('sha256', said) !== sum) return 'changed';
  if (key !== null) {
    if (sig === undefined) return 'unsigned';
    if (!verify(null, Buffer.from(said), key, Buffer.from(sig, 'base64'))) return 'wrong-signature';
  }
  const anchor = Anchor.safeParse(parse(said));
  return anchor.success
    ? { anchor: anchor.data, hash: sum, isSigned: sig !== undefined }
    : 'unreadable';
}

/** Whether no line is missing between the two. */
export function follows(before: AnchorLine | null, next: AnchorLine): boolean {
  if (before === null) return next.anchor.nth === 1 && next.anchor.before === '';
  return next.anchor.nth === before.anchor.nth + 1 && next.anchor.before === before.hash;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The heads that are not yet in `known`. */
export function movedHeads(
  heads: ReadonlyMap<string, ChainHead>,
  known: ReadonlyMap<string, ChainHead>,
): Anchor['heads'] {
  const moved = [...heads].filter(([chain, head]) => known.get(chain)?.hash !== head.hash);
  return Object.fromEntries(moved.map(([chain, { seq, hash: sum }]) => [chain, [seq, sum]]));
}

/** What a person writes down or prints: the line's number, time and sixteen signs of its hash. */
export function printedAnchor({ anchor, hash: sum }: AnchorLine): string {
  return `${anchor.nth} · ${anchor.at} · ${sum.slice(0, 16).replace(/....(?=.)/g, '$& ')}`;
}
