import * as z from 'zod/mini';
import { type Page, pagePlace, Told } from './pull.ts';

/**
 * Records in one run of a packed page, which the tablet keeps as it came. To show one person it opens
 * their run again: 500 records are opened, inflated and parsed in about 10 ms on a desktop core.
 */
export const RUN_RECORDS = 500;

export const PACKED_TYPE = 'application/vnd.khop.page';

/**
 * The first line of a packed page (PACKED_TYPE), as JSON. Behind it lie the runs, each `Run` gzipped,
 * `bytes` long: the tablet seals and keeps them without writing or zipping a record again.
 */
export const PackedHead = z.object({
  ...pagePlace,
  runs: z.array(
    z.object({ count: z.int().check(z.positive()), bytes: z.int().check(z.positive()) }),
  ),
});
export type PackedHead = z.infer<typeof PackedHead>;

export const Run = z.array(Told);
export type Run = Page['records'];

const NEWLINE = 10;

/** `runs` as the head counts them, gzipped. */
export function writePacked(
  head: PackedHead,
  runs: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const whole = new Uint8Array(runs.reduce((sum, run) => sum + run.length, line.length));
  whole.set(line);
  let at = line.length;
  for (const run of runs) {
    whole.set(run, at);
    at += run.length;
  }
  return whole;
}

/** Total: null for bytes that are no whole packed page. The runs are looked into by who opens them. */
export function readPacked(
  body: Uint8Array<ArrayBuffer>,
): { head: PackedHead; runs: Uint8Array<ArrayBuffer>[] } | null {
  const end = body.indexOf(NEWLINE);
  const head = end === -1 ? null : readHead(body.subarray(0, end));
  if (head === null) return null;
  const runs: Uint8Array<ArrayBuffer>[] = [];
  let at = end + 1;
  for (const { bytes } of head.runs) {
    runs.push(body.subarray(at, at + bytes));
    at += bytes;
  }
  return at === body.length ? { head, runs } : null;
}

function readHead(line: Uint8Array): PackedHead | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(line);
    return PackedHead.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
