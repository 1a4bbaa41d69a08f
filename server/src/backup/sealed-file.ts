import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { Random } from '@khop/shared/ids';
import { BackupTrouble, damaged } from './backup-trouble.ts';
import type { PrivateKey, PublicKey } from './key.ts';
import {
  beginOpening,
  beginSeal,
  CHUNK,
  type Header,
  type Opening,
  readHeader,
  SEALED_CHUNK,
} from './seal.ts';

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export type SealedFile = {
  header: Header;
  plain: AsyncIterable<Buffer>;
  /** Of the file as it lies on the disk; known once `plain` was read to its end. */
  sha256(): string;
};

/** A sealed file on the office's own disk, and the means to prove a copy of it. */
export type SealedHere = { file: string; top: number; plainSha256: string; reopen(): Opening };

export async function sealFile(
  file: string,
  about: Parameters<typeof beginSeal>[0],
  plain: Bytes,
  to: readonly PublicKey[],
  random: Random,
): Promise<SealedHere> {
  const seal = beginSeal(about, to, random);
  const lines = Buffer.from(seal.lines);
  const given = createHash('sha256');
  async function* taste() {
    for await (const bytes of plain) {
      given.update(bytes);
      yield bytes;
    }
  }
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(lines);
    await pipeline(taste(), createZstdCompress(), async (packed: AsyncIterable<Buffer>) => {
      for await (const [chunk, isLast] of chunksOf(packed, CHUNK)) {
        await handle.writeFile(seal.chunk(chunk, isLast));
      }
    });
  } finally {
    await handle.close();
  }
  return { file, top: lines.length, plainSha256: given.digest('hex'), reopen: seal.reopen };
}

/**
 * Brings a sealed file to where it is kept, under another name; forces it to the disk, reads it back
 * with the key still in memory and compares every plain byte. Only then it gets its name.
 */
export async function deliver(
  sealed: SealedHere,
  to: string,
): Promise<{ sha256: string; bytes: number }> {
  const partial = `${to}.partial`;
  try {
    const bytes = await copyDurably(sealed.file, partial);
    const again = await openAt(partial, sealed.top, sealed.reopen(), createHash('sha256'));
    const read = createHash('sha256');
    for await (const chunk of again.plain) read.update(chunk);
    if (read.digest('hex') !== sealed.plainSha256) throw damaged(basename(to), sealed.top);
    await rename(partial, to);
    await syncFolder(dirname(to));
    return { sha256: again.sha256(), bytes };
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function copyDurably(from: string, to: string): Promise<number> {
  const source = await open(from, 'r');
  const target = await open(to, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of readFrom(source, 0, Number.POSITIVE_INFINITY)) {
      await target.writeFile(chunk);
      bytes += chunk.length;
    }
    await target.sync();
    return bytes;
  } finally {
    await source.close();
    await target.close();
  }
}

/** Opens a file with a private key. Every byte is proved before it is given. */
export async function readSealed(file: string, own: PrivateKey): Promise<SealedFile> {
  const { line, header, offset } = await readTop(file);
  try {
    return await openAt(file, offset, beginOpening(basename(file), line, header, own));
  } catch (error) {
    if (error instanceof BackupTrouble || isOfDisk(error)) throw error;
    throw damaged(basename(file), 0, error);
  }
}

/** What a file says about itself in clear. */
export async function readTop(
  file: string,
): Promise<{ line: string; header: Header; offset: number }> {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    const top = buffer.subarray(0, bytesRead);
    const end = top.indexOf(10);
    const offset = top.indexOf(10, end + 1) + 1;
    const line = top.subarray(0, Math.max(0, end)).toString('utf8');
    const header = readHeader(line, top.subarray(end + 1, offset - 1).toString('latin1'));
    if (end < 0 || offset === 0 || header === null) throw damaged(basename(file), 0);
    return { line, header, offset };
  } finally {
    await handle.close();
  }
}

async function openAt(
  file: string,
  offset: number,
  opening: Opening,
  sum = createHash('sha256'),
): Promise<SealedFile> {
  const handle = await open(file, 'r');
  let digest = '';
  async function* opened() {
    try {
      for await (const bytes of readFrom(handle, 0, offset)) sum.update(bytes);
      let at = offset;
      const sealed = readFrom(handle, offset, Number.POSITIVE_INFINITY);
      for await (const [chunk, isLast] of chunksOf(sealed, SEALED_CHUNK)) {
        sum.update(chunk);
        yield openChunk(opening, chunk, isLast, basename(file), at);
        at += chunk.length;
      }
      digest = sum.digest('hex');
    } finally {
      await handle.close();
    }
  }
  async function* unpacked() {
    const unpack = createZstdDecompress();
    const packed = pipeline(opened(), unpack);
    packed.catch(() => undefined);
    yield* unpack as AsyncIterable<Buffer>;
    await packed;
  }
  return { header: opening.header, plain: unpacked(), sha256: () => digest };
}

function openChunk(opening: Opening, chunk: Buffer, isLast: boolean, name: string, at: number) {
  try {
    return opening.chunk(chunk, isLast);
  } catch (error) {
    throw damaged(name, at, error);
  }
}

/** The bytes in pieces of exactly `size`, the last one of at most that; at least one piece. */
async function* chunksOf(bytes: Bytes, size: number): AsyncGenerator<[Buffer, boolean]> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    parts.push(part);
    length += part.length;
    // One byte more than a piece says that the piece is not the last.
    if (length <= size) continue;
    const whole = Buffer.concat(parts);
    let at = 0;
    for (; whole.length - at > size; at += size) yield [whole.subarray(at, at + size), false];
    parts = [whole.subarray(at)];
    length = whole.length - at;
  }
  yield [Buffer.concat(parts), true];
}

async function* readFrom(handle: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to; ) {
    const size = Math.min(CHUNK, to - at);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(size), 0, size, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** A new name is durable only when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
