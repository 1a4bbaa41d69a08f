import { fromBase64, toBase64 } from '@khop/shared/base64';
import { digestOf } from '@khop/shared/entry';
import { JournalId } from '@khop/shared/ids';
import { Hash, PushRequest, SealedEntry } from '@khop/shared/protocol/push';
import { Instant } from '@khop/shared/time';
import * as z from 'zod/mini';
import type { RescueProblem } from '../rescue.ts';
import { type Bytes, gunzipUpTo, gzip, toBytes, toText } from './bytes.ts';

// A rescue file [P11]: gzip over lines of JSON. The first names the tablet, each further one is a
// push, the last is the SHA-256 of everything before it. So a file that was cut or bent is known as
// such, and the hash is the file's name however it was packed.

/** What stands in clear: no word about a person. */
const Head = z.object({
  khop: z.literal('rescue'),
  v: z.literal(1),
  deviceName: z.string().check(z.maxLength(100)),
  site: z.string().check(z.maxLength(300)),
  madeAt: Instant,
});
type Head = z.infer<typeof Head>;

/** Sealed only: nobody who carries a file can read what is in it. */
const Sealed = z.extend(PushRequest, { entries: z.array(SealedEntry).check(z.minLength(1)) });
export const RescuePush = z.object({ journal: JournalId, push: Sealed });
export type RescuePush = z.infer<typeof RescuePush>;
const End = z.object({ sha256: Hash });

export type RescueContent = Omit<Head, 'khop' | 'v'> & {
  /** The hash of what is in it. */
  id: string;
  pushes: RescuePush[];
};

export const RESCUE_ENDING = '.khop';
/** Packed; some 40,000 entries. */
export const MAX_RESCUE_BYTES = 64 * 1_048_576;
const MAX_UNPACKED_BYTES = 2 * MAX_RESCUE_BYTES;

export function entriesOf({ pushes }: Pick<RescueContent, 'pushes'>): number {
  return pushes.reduce((sum, { push }) => sum + push.entries.length, 0);
}

export async function writeRescue(
  { deviceName, site, madeAt }: Omit<Head, 'khop' | 'v'>,
  pushes: readonly RescuePush[],
): Promise<Bytes> {
  const head: Head = { khop: 'rescue', v: 1, deviceName, site, madeAt };
  const content = [head, ...pushes].map((line) => `${JSON.stringify(line)}\n`).join('');
  const end = { sha256: digestOf(content) };
  return gzip(toBytes(`${content}${JSON.stringify(end)}\n`));
}

/** The same file as text, for ways that carry no other bytes. */
export function asText(file: Bytes): string {
  return toBase64(file);
}

/** Total: any bytes are a rescue file or one problem. */
export async function readRescue(
  bytes: Bytes,
): Promise<RescueContent | { problem: RescueProblem }> {
  if (bytes.length > MAX_RESCUE_BYTES * 1.4) return { problem: 'too-large' };
  const packed = isZipped(bytes) ? bytes : fromText(bytes);
  if (packed === null || !isZipped(packed)) return { problem: 'not-rescue' };
  const plain = await gunzipUpTo(packed, MAX_UNPACKED_BYTES).catch(() => null);
  if (plain === 'too-large') return { problem: 'too-large' };
  if (plain === null) return { problem: 'damaged' };
  return readLines(plain);
}

function readLines(plain: Bytes): RescueContent | { problem: RescueProblem } {
  const text = textOf(plain);
  // The last line ends the file; its own beginning is behind the line break before.
  const endsAt = text.lastIndexOf('\n', text.length - 2) + 1;
  const [head, ...pushes] = text.slice(0, endsAt).trimEnd().split('\n').map(readJson);
  const known = Head.safeParse(head);
  if (!known.success) return { problem: isLater(head) ? 'newer' : 'not-rescue' };
  const end = End.safeParse(readJson(text.slice(endsAt)));
  const isWhole = end.success && digestOf(text.slice(0, endsAt)) === end.data.sha256;
  const read = z.array(RescuePush).check(z.minLength(1)).safeParse(pushes);
  if (!isWhole || !read.success) return { problem: 'damaged' };
  const { deviceName, site, madeAt } = known.data;
  return { id: end.data.sha256, deviceName, site, madeAt, pushes: read.data };
}

function textOf(plain: Bytes): string {
  try {
    return toText(plain);
  } catch {
    return '';
  }
}

/** Undefined fits nowhere. */
function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isLater(head: unknown): boolean {
  const said = z.object({ khop: z.literal('rescue'), v: z.int().check(z.gt(1)) });
  return said.safeParse(head).success;
}

function isZipped(bytes: Bytes): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function fromText(bytes: Bytes): Bytes | null {
  try {
    return fromBase64(toText(bytes).replaceAll(/\s/g, ''));
  } catch {
    return null;
  }
}
