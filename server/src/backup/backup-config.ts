import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { StartTrouble } from '../start-trouble.ts';
import { BackupTrouble } from './backup-trouble.ts';
import type { CopyRequest } from './copier.ts';
import { readPublicKeys } from './key.ts';

const Setting = z.object({
  /** A folder on another machine or disk; without it no copies are made and nothing becomes safe. */
  KHOP_BACKUP_DIR: z.string().optional(),
  /** The file with the public keys; the private ones never come here. */
  KHOP_BACKUP_KEY: z.string().optional(),
  /** Seconds from one segment to the next. */
  KHOP_BACKUP_EVERY: z.coerce.number().int().min(1).max(3600).default(60),
  /** Hours from one full copy to the next. */
  KHOP_BACKUP_FULL_EVERY: z.coerce.number().min(0.25).max(168).default(24),
  /** Days for which chains are kept. */
  KHOP_BACKUP_KEEP: z.coerce.number().min(7).max(3650).default(35),
});

const SAYS: Record<string, string> = {
  KHOP_BACKUP_EVERY: 'must be seconds from 1 to 3600',
  KHOP_BACKUP_FULL_EVERY: 'must be hours from 0.25 to 168',
  KHOP_BACKUP_KEEP: 'must be days from 7 to 3650',
};

export type BackupConfig = {
  request: Omit<CopyRequest, 'mode'>;
  everyMs: number;
  keptMs: number;
};

/** Null where no backup is asked for. Throws StartTrouble, one sentence. */
export function readBackupConfig(
  environment: Record<string, string | undefined>,
  office: { database: string; dataDir: string },
): BackupConfig | null {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const read = Setting.safeParse(Object.fromEntries(given));
  if (!read.success) {
    const name = String(read.error.issues[0]?.path[0] ?? 'KHOP_BACKUP_DIR');
    throw new StartTrouble(`${name} ${SAYS[name] ?? 'is not understood'}.`);
  }
  const { KHOP_BACKUP_DIR: dir, KHOP_BACKUP_KEY: keyFile } = read.data;
  if (dir === undefined) return null;
  const to = resolve(dir);
  if (to === office.dataDir || dirname(to) === office.dataDir) {
    throw new StartTrouble(
      'KHOP_BACKUP_DIR lies in the data folder: name a folder on another disk or machine.',
    );
  }
  return {
    request: {
      location: office.database,
      workDir: office.dataDir,
      to,
      publicKeys: readKeys(keyFile),
      fullEveryMs: read.data.KHOP_BACKUP_FULL_EVERY * 3_600_000,
    },
    everyMs: read.data.KHOP_BACKUP_EVERY * 1000,
    keptMs: read.data.KHOP_BACKUP_KEEP * 86_400_000,
  };
}

function readKeys(file: string | undefined): string {
  if (file === undefined) {
    throw new StartTrouble(
      'KHOP_BACKUP_KEY is missing: make a pair with `khop backup keygen` and name its public file.',
    );
  }
  try {
    const text = readFileSync(file, 'utf8');
    readPublicKeys(text);
    return text;
  } catch (error) {
    const why = error instanceof BackupTrouble ? error.message : 'The file cannot be read.';
    throw new StartTrouble(`KHOP_BACKUP_KEY: ${why}`, error);
  }
}
