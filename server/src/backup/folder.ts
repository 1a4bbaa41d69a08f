import { open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { BackupTrouble, beforeThat } from './backup-trouble.ts';
import { syncFolder } from './sealed-file.ts';

/** A file of a backup folder as its name tells it; `madeAt` in whole seconds, rounded down. */
export type ChainFile = { name: string; chain: number; nth: number; madeAt: string };

const NAME = /^(?:full-(\d{6})|segment-(\d{6})-(\d{6}))-(\d{8}T\d{6}Z)-[0-9a-f]{8}\.khop$/;

/** `full-000001-20261121T010000Z-1a2b3c4d.khop`: chain, place, time (UTC), epoch. */
export function nameOf(file: { chain: number; nth: number; madeAt: string; epoch: string }) {
  const pad = (number: number) => String(number).padStart(6, '0');
  const time = file.madeAt.replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  const place =
    file.nth === 0 ? `full-${pad(file.chain)}` : `segment-${pad(file.chain)}-${pad(file.nth)}`;
  return `${place}-${time}-${file.epoch.slice(0, 8)}.khop`;
}

export function readName(name: string): ChainFile | null {
  const [, full, chain, nth = '0', time = ''] = NAME.exec(name) ?? [];
  if (time === '') return null;
  const digits = time.replaceAll(/\D/g, '');
  const [day, hour] = [digits.slice(0, 8), digits.slice(8)];
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const madeAt = `${date}T${hour.slice(0, 2)}:${hour.slice(2, 4)}:${hour.slice(4)}.000Z`;
  return { name, chain: Number(full ?? chain), nth: Number(nth), madeAt };
}

/** The backup files of a folder in the order in which they were made. */
export async function listFiles(folder: string): Promise<ChainFile[]> {
  const names = await readdir(folder);
  const files = names.map(readName).filter((file) => file !== null);
  return files.sort((a, b) => a.chain - b.chain || a.nth - b.nth || (a.name < b.name ? -1 : 1));
}

const Memory = z.object({
  schema: z.string(),
  epoch: z.string(),
  fullAt: z.number(),
  last: z.object({ name: z.string(), chain: z.number(), nth: z.number(), sha256: z.string() }),
  /** How far each journal is contained: its last copied seq and the chain's hash there. */
  heads: z.record(z.string(), z.tuple([z.number(), z.string()])),
  officeActs: z.number(),
  answeredAt: z.number(),
});

/** What the office must know to go on with a chain it cannot open itself. Ids and hashes only. */
export type Memory = z.infer<typeof Memory>;

const MEMORY = 'chain.json';

/** Null where there is none, or one that does not belong to the folder's last file. */
export async function readMemory(folder: string): Promise<Memory | null> {
  const text = await readFile(join(folder, MEMORY), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const memory = Memory.parse(JSON.parse(text));
    const files = await listFiles(folder);
    return files.at(-1)?.name === memory.last.name ? memory : null;
  } catch (error) {
    // Cut or foreign: a new chain begins with a full copy, which needs no memory.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

export async function writeMemory(folder: string, memory: Memory): Promise<void> {
  const file = join(folder, MEMORY);
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(memory));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
  await syncFolder(folder);
}

/**
 * The files to restore from, in order: the latest full one and what follows it, all not later than
 * `until`. Throws where one is missing or stands twice.
 */
export function chooseChain(folder: string, files: readonly ChainFile[], until: string | null) {
  const known = files.filter(({ madeAt }) => until === null || madeAt <= until);
  const full = known.findLast(({ nth }) => nth === 0);
  if (full === undefined) {
    const of = until === null ? '' : ` of ${until} or before`;
    throw new BackupTrouble(
      'missing',
      `${folder} holds no full backup${of}: name the folder that does.`,
    );
  }
  const chain = known.filter((file) => file.chain === full.chain);
  for (const [index, file] of chain.entries()) {
    const before = chain[index - 1]?.name ?? '';
    if (file.nth < index) {
      throw new BackupTrouble(
        'damaged',
        `${before} and ${file.name} claim one place: leave the one that belongs there.`,
      );
    }
    if (file.nth > index) {
      throw new BackupTrouble(
        'missing',
        `Segment ${index} of chain ${full.chain} is missing, after ${before}: fetch that file, or restore what came before it${beforeThat(file.name)}.`,
      );
    }
  }
  return chain;
}
