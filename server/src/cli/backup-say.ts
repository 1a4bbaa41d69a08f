import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toInstant } from '@khop/shared/time';
import { BackupTrouble, troubleWith } from '../backup/backup-trouble.ts';
import { type PrivateKey, readPrivateKey } from '../backup/key.ts';
import type { Io } from './json-lines.ts';

/** Prints what `work` answers as one JSON line, or its trouble as one with a sentence: exit code 1. */
export async function tellTrouble(
  io: Io,
  folder: string,
  work: () => Promise<object>,
): Promise<number> {
  try {
    await io.stdout.write(`${JSON.stringify(await work())}\n`);
    return 0;
  } catch (error) {
    const trouble = error instanceof BackupTrouble ? error : troubleWith(folder, error);
    if (trouble === null) throw error;
    await io.stdout.write(`${JSON.stringify({ problem: trouble.kind, say: trouble.message })}\n`);
    return 1;
  }
}

/** Where the office's database is, as the office itself finds it. */
export function placeOf(
  given: { data?: string | undefined; database?: string | undefined },
  environment: NodeJS.ProcessEnv,
): { location: string; dataDir: string } {
  const dataDir = given.data ?? environment.KHOP_DATA_DIR ?? 'data';
  const named =
    given.database ?? (given.data === undefined ? environment.KHOP_DATABASE_URL : undefined);
  return { location: named ?? join(dataDir, 'office.sqlite'), dataDir };
}

export async function readKeyFile(file: string): Promise<PrivateKey> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new BackupTrouble(
      'bad-key',
      `The key file ${file} cannot be read: name the one that can.`,
      error,
    );
  });
  return readPrivateKey(text);
}

/** A time as it was typed, in the form in which the files' times are compared. */
export function instantOf(until: string | undefined): string | null {
  return until === undefined ? null : toInstant(Date.parse(until));
}
