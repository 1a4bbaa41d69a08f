import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toInstant } from '@khop/shared/time';
import type { Kysely } from 'kysely';
import type { World } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { BackupTrouble, troubleWith } from './backup-trouble.ts';
import { deltaOf, type Head, NOTHING, otherHistory, type Reach } from './delta.ts';
import { examine } from './examine.ts';
import { chooseChain, listFiles, type Memory, nameOf, readMemory, writeMemory } from './folder.ts';
import type { PublicKey } from './key.ts';
import { type Contents, encodeLines, encodeManifest } from './lines.ts';
import { deliver, type SealedHere, sealFile } from './sealed-file.ts';
import { copyDatabase, type ReadSnapshot, readSchema, readWhole } from './snapshot.ts';

export type CopyOptions = {
  world: World;
  snapshot: ReadSnapshot;
  /** The SQLite database; null where the engine is PostgreSQL, whose full copy is rows as well. */
  file: string | null;
  /** Where a copy may lie unsealed while it is examined: the office's own data folder. */
  workDir: string;
  /** The folder of the backups, on another machine or disk. */
  to: string;
  keys: readonly PublicKey[];
  /** `next`: a segment, or a full copy when the last one is older than `fullEveryMs`. */
  mode: 'full' | 'next';
  fullEveryMs: number;
  /** Rows of accounts and tablets copied before; kept by the caller between copies. */
  seen: Map<string, string>;
};

export type Copied = {
  kind: 'full' | 'segment';
  name: string;
  bytes: number;
  contains: Contents;
  /** How far each journal is contained now: what `safe` may rise to. */
  heads: Map<string, Head>;
  foldsElse: number;
};

/** Makes the next file of the chain in `to`; null when there is nothing new. */
export async function copyOnce(options: CopyOptions): Promise<Copied | null> {
  const { to, workDir, seen, world } = options;
  try {
    await mkdir(to, { recursive: true });
    await removePartial(to);
    await removeWork(workDir);
    await mkdir(workFolder(workDir), { mode: 0o700 });
    const memory = options.mode === 'full' ? null : await readMemory(to);
    const isDue = world.clock.now() - (memory?.fullAt ?? 0) >= options.fullEveryMs;
    return memory === null || isDue ? await copyFull(options) : await copyNext(options, memory);
  } catch (error) {
    // What was seen on the way did not arrive.
    seen.clear();
    throw (error instanceof BackupTrouble ? null : troubleWith(to, error)) ?? error;
  } finally {
    await removeWork(workDir);
  }
}

async function copyNext(options: CopyOptions, memory: Memory): Promise<Copied | null> {
  try {
    // A chain that lost a file leads nowhere.
    chooseChain(options.to, await listFiles(options.to), null);
    return await copySegment(options, memory);
  } catch (error) {
    const mayBegin = ['unsound', 'missing', 'damaged'];
    if (!(error instanceof BackupTrouble) || !mayBegin.includes(error.kind)) throw error;
    // Another office, epoch or schema than was copied: what is there now is copied whole and examined.
    options.seen.clear();
    return copyFull(options);
  }
}

async function copyFull(options: CopyOptions): Promise<Copied | null> {
  const files = await listFiles(options.to);
  const madeAtMs = options.world.clock.now();
  const at = { chain: (files.at(-1)?.chain ?? 0) + 1, nth: 0, previous: null, madeAtMs };
  if (options.file !== null) return copySqlite(options, options.file, at);
  options.seen.clear();
  return copyRows(options, at, NOTHING, null);
}

async function copySegment(options: CopyOptions, memory: Memory): Promise<Copied | null> {
  const { last, heads, officeActs, answeredAt } = memory;
  const madeAtMs = options.world.clock.now();
  const at = { chain: last.chain, nth: last.nth + 1, previous: last.sha256, madeAtMs };
  const since = { heads: new Map(Object.entries(heads)), officeActs, answeredAt };
  return copyRows(options, at, since, memory);
}

/** `madeAtMs`: when the moment was that is copied, as near as can be told: not later than it. */
type Place = { chain: number; nth: number; previous: string | null; madeAtMs: number };

async function copySqlite(options: CopyOptions, file: string, at: Place): Promise<Copied> {
  const { world, workDir } = options;
  const work = join(workFolder(workDir), 'office.sqlite');
  await copyDatabase(file, work);
  const found = await readWhole(work, async (db) => ({
    ...(await readOffice(db)),
    ...(await examine(db, world.random)),
  }));
  const { epoch, schema, contains, heads, officeActs, foldsElse } = found;
  const sum = createHash('sha256');
  for await (const bytes of createReadStream(work)) sum.update(bytes as Buffer);
  const { size } = await stat(work);
  async function* plain() {
    const about = { bytes: size, sha256: sum.digest('hex'), contains };
    yield encodeManifest({ schema, file: about });
    yield* createReadStream(work, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>;
  }
  const sealed = await seal(options, { ...at, epoch, payload: 'sqlite' }, plain());
  // Answers of this moment count as new: one is rather copied twice than missed.
  const reach = { heads, officeActs, answeredAt: at.madeAtMs };
  const put = await keep(options, { ...at, epoch, schema, fullAt: at.madeAtMs }, sealed, reach);
  return { ...put, kind: 'full', contains, heads, foldsElse };
}

async function copyRows(
  options: CopyOptions,
  at: Place,
  since: Reach,
  memory: Memory | null,
): Promise<Copied | null> {
  const read = await options.snapshot(async (db) => {
    const { epoch, schema } = await readOffice(db);
    const isOther = memory !== null && (epoch !== memory.epoch || schema !== memory.schema);
    if (isOther) throw otherHistory();
    const delta = deltaOf(db, since, options.seen);
    const first = await delta.lines.next();
    if (first.done === true && memory !== null) return null;
    async function* plain() {
      yield encodeManifest({ schema });
      if (first.done !== true) yield* encodeLines([first.value]);
      yield* encodeLines(delta.lines);
    }
    const sealed = await seal(options, { ...at, epoch, payload: 'rows' }, plain());
    return { epoch, schema, sealed, reach: delta.reach, contains: delta.contents };
  });
  if (read === null) return null;
  const { epoch, schema, sealed, reach, contains } = read;
  const fullAt = memory?.fullAt ?? at.madeAtMs;
  const put = await keep(options, { ...at, epoch, schema, fullAt }, sealed, reach);
  const moved = [...reach.heads].filter(([id, [seq]]) => since.heads.get(id)?.[0] !== seq);
  const kind = at.nth === 0 ? 'full' : 'segment';
  return { ...put, kind, contains, heads: new Map(moved), foldsElse: 0 };
}

/**
 * Seals beside the office first: its moment is not held on to while a slow or lost folder is waited
 * for, or the database's log would grow all the while.
 */
function seal(
  { world, workDir, keys }: CopyOptions,
  { madeAtMs, ...at }: Place & { epoch: string; payload: 'sqlite' | 'rows' },
  plain: AsyncIterable<Buffer>,
): Promise<SealedHere> {
  const kind = at.nth === 0 ? ('full' as const) : ('segment' as const);
  const about = { ...at, kind, madeAt: toInstant(madeAtMs) };
  return sealFile(join(workFolder(workDir), 'sealed'), about, plain, keys, world.random);
}

/** Brings the sealed file to the folder, proves it there, and remembers how far the chain reaches. */
async function keep(
  { to }: CopyOptions,
  at: Place & { epoch: string; schema: string; fullAt: number },
  sealed: SealedHere,
  { heads, officeActs, answeredAt }: Reach,
): Promise<{ name: string; bytes: number }> {
  const { chain, nth, epoch, schema, fullAt } = at;
  const name = nameOf({ chain, nth, epoch, madeAt: toInstant(at.madeAtMs) });
  const { sha256, bytes } = await deliver(sealed, join(to, name));
  await writeMemory(to, {
    schema,
    epoch,
    fullAt,
    last: { name, chain, nth, sha256 },
    heads: Object.fromEntries(heads),
    officeActs,
    answeredAt,
  });
  return { name, bytes };
}

function workFolder(workDir: string): string {
  return join(workDir, 'backup-work');
}

/** The copy of a full backup before it is sealed, which a copier that was killed leaves behind. */
export async function removeWork(workDir: string): Promise<void> {
  await rm(workFolder(workDir), { recursive: true, force: true });
}

async function readOffice(db: Kysely<Tables>): Promise<{ epoch: string; schema: string }> {
  const { epoch } = await db
    .selectFrom('office')
    .select('epoch')
    .orderBy('nth', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { epoch, schema: await readSchema(db) };
}

/** What a copy that was killed left behind. */
async function removePartial(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith('.khop.partial')) await rm(join(folder, name), { force: true });
  }
}
