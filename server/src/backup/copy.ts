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
import { writeSealed } from './sealed-file.ts';
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
  try {
    await mkdir(options.to, { recursive: true });
    await removePartial(options.to);
    const memory = options.mode === 'full' ? null : await readMemory(options.to);
    const isDue = options.world.clock.now() - (memory?.fullAt ?? 0) >= options.fullEveryMs;
    return memory === null || isDue ? await copyFull(options) : await copyNext(options, memory);
  } catch (error) {
    // What was seen on the way did not arrive.
    options.seen.clear();
    throw (error instanceof BackupTrouble ? null : troubleWith(options.to, error)) ?? error;
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

async function copySegment(options: CopyOptions, memory: Memory): Promise<Copied | null> {
  const { last } = memory;
  const since: Reach = {
    heads: new Map(Object.entries(memory.heads)),
    officeActs: memory.officeActs,
    answeredAt: memory.answeredAt,
  };
  return options.snapshot(async (db) => {
    const { epoch, schema } = await readOffice(db);
    if (epoch !== memory.epoch || schema !== memory.schema) throw otherHistory();
    const delta = deltaOf(db, since, options.seen);
    const first = await delta.lines.next();
    if (first.done === true) return null;
    async function* rest() {
      if (first.done !== true) yield first.value;
      yield* delta.lines;
    }
    async function* plain() {
      yield encodeManifest({ schema });
      yield* encodeLines(rest());
    }
    const at = { chain: last.chain, nth: last.nth + 1, previous: last.sha256 };
    const file = await put(options, { ...at, epoch, payload: 'rows' }, plain());
    await remember(options, memory, file, delta.reach);
    const moved = [...delta.reach.heads].filter(([id, [seq]]) => since.heads.get(id)?.[0] !== seq);
    const { contents: contains } = delta;
    return { ...file, kind: 'segment', contains, heads: new Map(moved), foldsElse: 0 };
  });
}

async function copyFull(options: CopyOptions): Promise<Copied> {
  const files = await listFiles(options.to);
  const at = { chain: (files.at(-1)?.chain ?? 0) + 1, nth: 0, previous: null };
  return options.file === null ? copyRows(options, at) : copySqlite(options, options.file, at);
}

type Place = { chain: number; nth: number; previous: string | null };

async function copySqlite(options: CopyOptions, file: string, at: Place): Promise<Copied> {
  const { world, workDir } = options;
  const fullAt = world.clock.now();
  await removeWork(workDir);
  await mkdir(workFolder(workDir), { mode: 0o700 });
  const work = join(workFolder(workDir), 'office.sqlite');
  try {
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
    const sealed = await put(options, { ...at, epoch, payload: 'sqlite' }, plain());
    // Answers of this moment count as new: one is rather copied twice than missed.
    const reach = { heads, officeActs, answeredAt: fullAt };
    await remember(options, { schema, epoch, fullAt }, sealed, reach);
    return { ...sealed, kind: 'full', contains, heads, foldsElse };
  } finally {
    await removeWork(workDir);
  }
}

function workFolder(workDir: string): string {
  return join(workDir, 'backup-work');
}

/** The unsealed copy of a full backup, which a copier that was killed leaves behind. */
export async function removeWork(workDir: string): Promise<void> {
  await rm(workFolder(workDir), { recursive: true, force: true });
}

async function copyRows(options: CopyOptions, at: Place): Promise<Copied> {
  options.seen.clear();
  const fullAt = options.world.clock.now();
  return options.snapshot(async (db) => {
    const { epoch, schema } = await readOffice(db);
    const delta = deltaOf(db, NOTHING, options.seen);
    async function* plain() {
      yield encodeManifest({ schema });
      yield* encodeLines(delta.lines);
    }
    const file = await put(options, { ...at, epoch, payload: 'rows' }, plain());
    await remember(options, { schema, epoch, fullAt }, file, delta.reach);
    return {
      ...file,
      kind: 'full',
      contains: delta.contents,
      heads: delta.reach.heads,
      foldsElse: 0,
    };
  });
}

type Put = { name: string; bytes: number; sha256: string; chain: number; nth: number };

async function put(
  { world, to, keys }: CopyOptions,
  at: Place & { epoch: string; payload: 'sqlite' | 'rows' },
  plain: AsyncIterable<Buffer>,
): Promise<Put> {
  const madeAt = toInstant(world.clock.now());
  const name = nameOf({ ...at, madeAt });
  const kind = at.nth === 0 ? ('full' as const) : ('segment' as const);
  const { chain, nth } = at;
  const sealed = await writeSealed(
    join(to, name),
    { ...at, kind, madeAt },
    plain,
    keys,
    world.random,
  );
  return { name, chain, nth, ...sealed };
}

async function remember(
  { to }: CopyOptions,
  about: Pick<Memory, 'schema' | 'epoch' | 'fullAt'>,
  { name, chain, nth, sha256 }: Put,
  { heads, officeActs, answeredAt }: Reach,
): Promise<void> {
  const { schema, epoch, fullAt } = about;
  await writeMemory(to, {
    schema,
    epoch,
    fullAt,
    last: { name, chain, nth, sha256 },
    heads: Object.fromEntries(heads),
    officeActs,
    answeredAt,
  });
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
