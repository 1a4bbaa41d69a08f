import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tx } from '../store/store.ts';
import { BackupTrouble, beforeThat, damaged, troubleWith } from './backup-trouble.ts';
import { type ChainFile, chooseChain, listFiles } from './folder.ts';
import type { PrivateKey } from './key.ts';
import { decodeLines, type Line, type Manifest, readManifest } from './lines.ts';
import { OutOfPlace, replayLine } from './replay.ts';
import { readSealed, readTop, type SealedFile } from './sealed-file.ts';
import { readSchema } from './snapshot.ts';

/** A chain that is read with a private key, file after file. */
export type Chain = {
  folder: string;
  files: ChainFile[];
  key: PrivateKey;
  /** Of the file read last: each names the hash of the one before it. */
  previous: string | null;
};

export async function findChain(folder: string, until: string | null): Promise<ChainFile[]> {
  const files = await listFiles(folder).catch((error: unknown) => {
    throw troubleWith(folder, error) ?? error;
  });
  return chooseChain(folder, files, until);
}

/**
 * What can be told without the private key: the files are all there, and each is, byte by byte, the
 * one its successor was written after. The last one has no successor yet.
 */
export async function examineFiles(folder: string, until: string | null) {
  const files = await findChain(folder, until);
  let previous: string | null = null;
  let keys: string[] = [];
  for (const file of files) {
    const { header } = await readTop(join(folder, file.name));
    if (header.chain !== file.chain || header.previous !== previous) throw misplaced(file.name);
    const sum = createHash('sha256');
    for await (const bytes of createReadStream(join(folder, file.name)))
      sum.update(bytes as Buffer);
    previous = sum.digest('hex');
    keys = header.keys.map(({ to }) => to);
  }
  return { files: files.map(({ name }) => name), until: files.at(-1)?.madeAt ?? '', keys };
}

function misplaced(name: string): BackupTrouble {
  return new BackupTrouble(
    'damaged',
    `${name} or the file before it is another than was written: fetch both anew, or restore what came before${beforeThat(name)}.`,
  );
}

type Opened = SealedFile & { manifest: Manifest; rest: AsyncGenerator<Buffer> };

async function openFile(chain: Chain, file: ChainFile): Promise<Opened> {
  const sealed = await readSealed(join(chain.folder, file.name), chain.key);
  const { header } = sealed;
  const isHere = header.chain === file.chain && header.nth === file.nth;
  if (!isHere || header.previous !== chain.previous) {
    await sealed.plain[Symbol.asyncIterator]().return?.(undefined);
    throw misplaced(file.name);
  }
  return { ...sealed, ...(await readManifest(sealed, file.name)) };
}

/** Writes the database of a full copy; false where the copy holds rows instead. */
export async function writeDatabase(chain: Chain, full: ChainFile, to: string): Promise<boolean> {
  const file = await openFile(chain, full);
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
  chain.previous = file.sha256();
  return true;
}

/** Rows written in one transaction, at the least. */
const BATCH = 2000;

/** Writes the rows of one file into an office that holds what the files before it said. */
export async function replayFile(
  chain: Chain,
  each: ChainFile,
  db: Tx['db'],
  inTx: (work: (tx: Tx) => Promise<void>) => Promise<void>,
): Promise<void> {
  const file = await openFile(chain, each);
  await mustFit(file, each.name, db);
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
    throw error instanceof OutOfPlace ? damaged(each.name, 0, error) : error;
  }
  chain.previous = file.sha256();
}

async function mustFit({ manifest, rest }: Opened, name: string, db: Tx['db']): Promise<void> {
  const isDatabase = manifest.file !== undefined;
  if (!isDatabase && manifest.schema === (await readSchema(db))) return;
  await rest.return(undefined);
  throw new BackupTrouble(
    'version',
    isDatabase
      ? `${name} is an embedded office: restore it into a data folder with --data.`
      : `${name} was made by another version of Khớp (${manifest.schema}): restore with that version, then update.`,
  );
}
