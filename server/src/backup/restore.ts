import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toInstant } from '@khop/shared/time';
import { recordAct } from '../store/audit.ts';
import { startEpoch } from '../store/epochs.ts';
import { openStore } from '../store/open-store.ts';
import { type Store, StoreTrouble, type Tx, type World } from '../store/store.ts';
import { BackupTrouble, beforeThat, damaged, troubleWith } from './backup-trouble.ts';
import { openStage } from './data-folder.ts';
import { type Examined, examine } from './examine.ts';
import { type ChainFile, chooseChain, listFiles } from './folder.ts';
import type { PrivateKey } from './key.ts';
import { decodeLines, type Line, type Manifest, readManifest } from './lines.ts';
import { OutOfPlace, replayLine } from './replay.ts';
import { readSealed, readTop, type SealedFile } from './sealed-file.ts';
import { readSchema, readWhole } from './snapshot.ts';

export type RestoreOptions = {
  world: World;
  from: string;
  key: PrivateKey;
  /** Take only files made until then, ISO 8601. */
  until: string | null;
};

export type Restored = {
  files: string[];
  /** When the last file was made: what the office held then is restored. */
  until: string;
  contains: Examined['contains'];
  heads: Examined['heads'];
  /** Where the office that lay there before was put; null when there was none. */
  aside: string | null;
  ms: { open: number; replay: number; examine: number };
};

/** The whole chain into a data folder: all of it, or the folder stays as it was. */
export async function restoreFolder(
  options: RestoreOptions & { data: string; mayReplace: boolean },
): Promise<Restored> {
  const { world, from, data } = options;
  const files = await chosen(options);
  const at = toInstant(world.clock.now());
  const stage = await openStage(data, options.mayReplace, at).catch((error: unknown) => {
    throw troubleWith(data, error) ?? error;
  });
  try {
    const built = await rebuild(options, files, stage.file);
    const aside = await stage.settle();
    return { ...built, aside };
  } catch (error) {
    await stage.abandon();
    throw troubleWith(`${data} or ${from}`, error) ?? error;
  }
}

/** Opens every file with the private key and rebuilds the office in `work`, only to look at it. */
export async function rehearse(options: RestoreOptions & { work: string }): Promise<Restored> {
  const file = join(options.work, 'rehearsal.sqlite');
  return { ...(await rebuild(options, await chosen(options), file)), aside: null };
}

/** A chain of rows into an empty PostgreSQL database, in one transaction. */
export async function restorePostgres(
  options: RestoreOptions & { database: string },
): Promise<Restored> {
  const files = await chosen(options);
  const store = await openStore(options.database, options.world);
  try {
    const some = await store.read(({ db }) =>
      db.selectFrom('journal').select('id').limit(1).execute(),
    );
    if (some.length > 0) {
      throw new BackupTrouble(
        'occupied',
        'The PostgreSQL database holds an office: name an empty one.',
      );
    }
    const begun = options.world.clock.mono();
    const previous = { sha256: null as string | null };
    await store.write(async (tx) => {
      previous.sha256 = null;
      for (const file of files)
        await replayFile(options, file, previous, tx.db, (work) => work(tx));
      await finish(tx);
    });
    const replayed = options.world.clock.mono();
    const found = await store.read(({ db }) => examine(db, options.world.random));
    const ms = {
      open: 0,
      replay: replayed - begun,
      examine: options.world.clock.mono() - replayed,
    };
    return { ...resultOf(files, found, ms), aside: null };
  } finally {
    await store.close();
  }
}

/** For an office that another tool brought back (pg_basebackup, pgBackRest, a copied disk). */
export async function beginNewEpoch(store: Store): Promise<string> {
  return store.write(async (tx) => {
    const { epoch } = await startEpoch(tx, 'restored by another tool');
    await recordAct(tx, { who: 'restore', act: 'epoch', object: epoch });
    return epoch;
  });
}

async function chosen({ from, until }: RestoreOptions): Promise<ChainFile[]> {
  const files = await listFiles(from).catch((error: unknown) => {
    throw troubleWith(from, error) ?? error;
  });
  return chooseChain(from, files, until);
}

/**
 * What can be told without the private key: the files are all there, and each is, byte by byte, the
 * one its successor was written after. The last one has no successor yet.
 */
export async function examineFiles(from: string, until: string | null) {
  const chain = chooseChain(from, await listFiles(from), until);
  let previous: Previous['sha256'] = null;
  for (const { name, chain: nth } of chain) {
    const { header } = await readTop(join(from, name));
    if (header.chain !== nth || header.previous !== previous) throw misplaced(name);
    const sum = createHash('sha256');
    for await (const bytes of createReadStream(join(from, name))) sum.update(bytes as Buffer);
    previous = sum.digest('hex');
  }
  const keys = (await readTop(join(from, chain.at(-1)?.name ?? ''))).header.keys;
  return {
    files: chain.map(({ name }) => name),
    until: chain.at(-1)?.madeAt ?? '',
    keys: keys.map(({ to }) => to),
  };
}

type Previous = { sha256: string | null };

async function rebuild(options: RestoreOptions, files: readonly ChainFile[], file: string) {
  const { world } = options;
  const clock = world.clock;
  const begun = clock.mono();
  const [full, ...segments] = files;
  if (full === undefined) throw new Error('a chain without a file');
  const previous: Previous = { sha256: null };
  const isWhole = await writeDatabase(options, full, previous, file);
  const opened = clock.mono();
  const store = await openStore(file, world).catch((error: unknown) => {
    throw error instanceof StoreTrouble ? tooNew(full.name, error) : error;
  });
  try {
    // Before anything is replayed: the places that follow in the feeds are new ones, so what tablets
    // were told of the old epoch holds only as far as the full copy.
    if (isWhole) await store.write((tx) => startEpoch(tx, 'restored'));
    const inTurn: InTx = (work) => store.write(work);
    const db = await store.read(async (reads) => reads.db);
    for (const each of isWhole ? segments : files) {
      await replayFile(options, each, previous, db, inTurn);
    }
    await store.write(finish);
  } finally {
    await store.close();
  }
  const replayed = clock.mono();
  const found = await readWhole(file, (db) => examine(db, world.random));
  const ms = { open: opened - begun, replay: replayed - opened, examine: clock.mono() - replayed };
  return resultOf(files, found, ms);
}

function tooNew(name: string, cause: unknown): BackupTrouble {
  return new BackupTrouble(
    'version',
    `${name} cannot be opened by this version of Khớp: restore with the version that made it.`,
    cause,
  );
}

function resultOf(files: readonly ChainFile[], found: Examined, ms: Restored['ms']) {
  const { contains, heads } = found;
  const round = (each: number) => Math.round(each);
  return {
    files: files.map(({ name }) => name),
    until: files.at(-1)?.madeAt ?? '',
    contains,
    heads,
    ms: { open: round(ms.open), replay: round(ms.replay), examine: round(ms.examine) },
  };
}

async function finish(tx: Tx): Promise<void> {
  await recordAct(tx, { who: 'restore', act: 'restored', object: 'backup' });
}

function misplaced(name: string): BackupTrouble {
  return new BackupTrouble(
    'damaged',
    `${name} or the file before it is another than was written: fetch both anew, or restore what came before${beforeThat(name)}.`,
  );
}

async function openFile(
  { from, key }: RestoreOptions,
  file: ChainFile,
  previous: Previous,
): Promise<SealedFile & { manifest: Manifest; rest: AsyncGenerator<Buffer> }> {
  const sealed = await readSealed(join(from, file.name), key);
  const { header } = sealed;
  const isHere = header.chain === file.chain && header.nth === file.nth;
  if (!isHere || header.previous !== previous.sha256) {
    await sealed.plain[Symbol.asyncIterator]().return?.(undefined);
    throw misplaced(file.name);
  }
  return { ...sealed, ...(await readManifest(sealed, file.name)) };
}

/** Writes the database of a full copy; false where the copy holds rows instead. */
async function writeDatabase(
  options: RestoreOptions,
  full: ChainFile,
  previous: Previous,
  to: string,
): Promise<boolean> {
  const file = await openFile(options, full, previous);
  if (file.manifest.file === undefined) {
    await file.rest.return(undefined);
    return false;
  }
  const sum = createHash('sha256');
  const handle = await open(to, 'wx', 0o600);
  try {
    for await (const bytes of file.rest) {
      sum.update(bytes);
      await handle.writeFile(bytes);
    }
  } finally {
    await handle.close();
  }
  if (sum.digest('hex') !== file.manifest.file.sha256) throw damaged(full.name, 0);
  previous.sha256 = file.sha256();
  return true;
}

type InTx = (work: (tx: Tx) => Promise<void>) => Promise<void>;

/** Rows written in one transaction, at the least. */
const BATCH = 2000;

async function replayFile(
  options: RestoreOptions,
  each: ChainFile,
  previous: Previous,
  db: Tx['db'],
  inTx: InTx,
): Promise<void> {
  const file = await openFile(options, each, previous);
  if (file.manifest.schema !== (await readSchema(db))) {
    throw new BackupTrouble(
      'version',
      `${each.name} was made by another version of Khớp (${file.manifest.schema}): restore with that version, then update.`,
    );
  }
  let batch: Line[] = [];
  let rows = 0;
  const write = () =>
    inTx(async (tx) => {
      for (const line of batch) await replayLine(tx, line);
    });
  try {
    for await (const line of decodeLines(file.rest)) {
      batch.push(line);
      rows += line.rows.length;
      if (rows < BATCH) continue;
      await write();
      batch = [];
      rows = 0;
    }
    await write();
  } catch (error) {
    throw error instanceof OutOfPlace ? damaged(basename(each.name), 0, error) : error;
  }
  previous.sha256 = file.sha256();
}
