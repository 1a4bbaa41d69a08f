import { join } from 'node:path';
import { toInstant } from '@khop/shared/time';
import { recordAct } from '../store/audit.ts';
import { startEpoch } from '../store/epochs.ts';
import { openStore } from '../store/open-store.ts';
import { type Store, StoreTrouble, type Tx, type World } from '../store/store.ts';
import { BackupTrouble, troubleWith } from './backup-trouble.ts';
import { type Chain, findChain, replayFile, writeDatabase } from './chain.ts';
import { openStage } from './data-folder.ts';
import { type Examined, examine } from './examine.ts';
import type { PrivateKey } from './key.ts';
import { closeWhole, readWhole } from './snapshot.ts';

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
  const chain = await openChain(options);
  const at = toInstant(world.clock.now());
  const stage = await openStage(data, options.mayReplace, at).catch((error: unknown) => {
    throw troubleWith(data, error) ?? error;
  });
  try {
    const built = await rebuild(world, chain, stage.file);
    const aside = await stage.settle();
    return { ...built, aside };
  } catch (error) {
    await stage.abandon();
    throw troubleWith(`${data} or ${from}`, error) ?? error;
  }
}

/** Opens every file with the private key and rebuilds the office in `work`, only to look at it. */
export async function rehearse(options: RestoreOptions & { work: string }): Promise<Restored> {
  const chain = await openChain(options);
  return rebuild(options.world, chain, join(options.work, 'rehearsal.sqlite'));
}

/** A chain of rows into an empty PostgreSQL database, in one transaction. */
export async function restorePostgres(
  options: RestoreOptions & { database: string },
): Promise<Restored> {
  const { clock, random } = options.world;
  const store = await openStore(options.database, options.world);
  try {
    const begun = clock.mono();
    return await store.write(async (tx) => {
      const some = await tx.db.selectFrom('journal').select('id').limit(1).execute();
      if (some.length > 0) {
        const sentence = 'The PostgreSQL database holds an office: name an empty one.';
        throw new BackupTrouble('occupied', sentence);
      }
      const chain = await openChain(options);
      for (const file of chain.files) await replayFile(chain, file, tx.db, (work) => work(tx));
      await recordRestore(tx);
      const replayed = clock.mono();
      const found = await examine(tx.db, random);
      const ms = { open: 0, replay: replayed - begun, examine: clock.mono() - replayed };
      return resultOf(chain, found, ms);
    });
  } finally {
    await store.close();
  }
}

/** For an office that another tool brought back (pg_basebackup, pgBackRest, a copied disk). */
export async function beginNewEpoch(store: Store): Promise<string> {
  return store.write(async (tx) => {
    const { epoch } = await startEpoch(tx, 'restored by another tool');
    await recordRestore(tx);
    return epoch;
  });
}

async function recordRestore(tx: Tx): Promise<void> {
  await recordAct(tx, { who: 'restore', act: 'restored', object: 'backup' });
}

async function openChain({ from, until, key }: RestoreOptions): Promise<Chain> {
  return { folder: from, files: await findChain(from, until), key, previous: null };
}

async function rebuild(world: World, chain: Chain, file: string): Promise<Restored> {
  const { clock, random } = world;
  const begun = clock.mono();
  const [full, ...segments] = chain.files;
  if (full === undefined) throw new Error('a chain without a file');
  const isWhole = await writeDatabase(chain, full, file);
  const opened = clock.mono();
  const store = await openStore(file, world).catch((error: unknown) => {
    throw error instanceof StoreTrouble ? tooNew(full.name, error) : error;
  });
  try {
    // Before anything is replayed: the places that follow in the feeds are new ones, so what tablets
    // were told of the old epoch holds only as far as the full copy.
    if (isWhole) await store.write((tx) => startEpoch(tx, 'restored'));
    const db = await store.read(async (reads) => reads.db);
    for (const each of isWhole ? segments : chain.files) {
      await replayFile(chain, each, db, (work) => store.write(work));
    }
    await store.write(recordRestore);
  } finally {
    await store.close();
  }
  // What was replayed lies in the file itself from here on, not in a log beside it.
  closeWhole(file);
  const replayed = clock.mono();
  const found = await readWhole(file, (db) => examine(db, random));
  const ms = { open: opened - begun, replay: replayed - opened, examine: clock.mono() - replayed };
  return resultOf(chain, found, ms);
}

function tooNew(name: string, cause: unknown): BackupTrouble {
  const sentence = `${name} cannot be opened by this version of Khớp: restore with the version that made it.`;
  return new BackupTrouble('version', sentence, cause);
}

function resultOf({ files }: Chain, found: Examined, ms: Restored['ms']): Restored {
  const { contains, heads } = found;
  const { open, replay, examine: looked } = ms;
  return {
    files: files.map(({ name }) => name),
    until: files.at(-1)?.madeAt ?? '',
    contains,
    heads,
    aside: null,
    ms: { open: Math.round(open), replay: Math.round(replay), examine: Math.round(looked) },
  };
}
