import type { Tables } from '../store/tables.ts';
import { damaged } from './backup-trouble.ts';
import type { SealedFile } from './sealed-file.ts';

/** Tables whose rows travel in segments, and the key of each. */
export const KEYS = {
  site: ['id'],
  account: ['id'],
  appointment: ['id'],
  device: ['id'],
  enrolment: ['code_hash'],
  session: ['id'],
  office_key: ['use'],
  operator_key: ['id'],
  factor: ['id'],
  recovery_code: ['id'],
  population: ['id'],
  journal: ['id'],
  entry: ['journal', 'seq'],
  record: ['id'],
  audit: ['chain', 'seq'],
  answer: ['id'],
  unit: ['edition', 'code'],
  unit_change: ['from_edition', 'from_code', 'to_edition', 'to_code'],
  unit_reach: ['above', 'scope'],
  oracle_asked: ['citizen', 'variant'],
  oracle_alert: ['citizen', 'field'],
} as const;

/** What is not copied into segments, and why an office is whole without it. A full copy has it all. */
export const NOT_COPIED: Partial<Record<keyof Tables, string>> = {
  office: 'a restored office begins an epoch of its own',
  fork: 'belongs to epochs',
  scope_head: 'made anew with the records',
  feed: 'made anew with the records',
  job: 'asked anew for every record that still waits',
  population_staged: 'a list on its way in; it is handed in again',
  half_session: 'ten minutes of a sign-in',
  ceremony: 'minutes of a sign-in',
  try_limit: 'tries of the last minutes',
};

export type CopiedTable = keyof typeof KEYS;
export type Line<T extends CopiedTable = CopiedTable> = T extends CopiedTable
  ? { table: T; rows: Tables[T][] }
  : never;

/** What a payload is, before its rows or its bytes. */
export type Manifest = {
  schema: string;
  /** Of a full SQLite file: its size, its hash, and what was counted in it. */
  file?: { bytes: number; sha256: string; contains: Contents };
};

/** How much a copy holds; `until` is when the last entry in it was received, 0 for none. */
export type Contents = { journals: number; entries: number; records: number; until: number };

export async function* encodeLines(
  lines: AsyncIterable<Line> | Iterable<Line>,
): AsyncGenerator<Buffer> {
  for await (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
}

export function encodeManifest(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest)}\n`);
}

/** The manifest and what follows it, as bytes. */
export async function readManifest(
  { plain }: SealedFile,
  name: string,
): Promise<{ manifest: Manifest; rest: AsyncGenerator<Buffer> }> {
  const chunks = plain[Symbol.asyncIterator]();
  let top = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const next = await chunks.next();
    if (next.done === true) throw damaged(name, 0);
    top = Buffer.concat([top, next.value]);
    end = top.indexOf(10);
  }
  async function* rest() {
    yield top.subarray(end + 1);
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      yield next.value;
    }
  }
  return { manifest: JSON.parse(top.subarray(0, end).toString()) as Manifest, rest: rest() };
}

export async function* decodeLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  for await (const chunk of bytes) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, end));
      yield JSON.parse(Buffer.concat(parts).toString()) as Line;
      parts = [];
      from = end + 1;
    }
    parts.push(chunk.subarray(from));
  }
}
