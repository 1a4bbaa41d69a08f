import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { BackupTrouble } from '../backup/backup-trouble.ts';
import { openCopier } from '../backup/copier.ts';
import { raiseSafe } from '../backup/safe.ts';
import { openStore } from '../store/open-store.ts';
import { placeOf, tellTrouble } from './backup-say.ts';
import type { Io } from './json-lines.ts';
import { machine } from './machine.ts';

const options = {
  to: { type: 'string' },
  recipient: { type: 'string' },
  data: { type: 'string' },
  database: { type: 'string' },
  next: { type: 'boolean', default: false },
} as const;

/**
 * `khop backup --to DIR [--recipient FILE.pub] [--data DIR | --database URL] [--next]`: copies the
 * office, which goes on working, into DIR: one moment of it, looked through, sealed, read back.
 * `--next` adds only what came since the last copy there. What is in it then counts as safe.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { to } = values;
  const recipient = values.recipient ?? process.env.KHOP_BACKUP_KEY;
  if (to === undefined || recipient === undefined) {
    await io.stdout.write(
      'khop backup --to DIR --recipient FILE.pub [--data DIR | --database URL] [--next]\n',
    );
    return 2;
  }
  return tellTrouble(io, to, async () => {
    const { location, dataDir } = placeOf(values, process.env);
    const publicKeys = await readFile(recipient, 'utf8').catch((error: unknown) => {
      throw new BackupTrouble('bad-key', `The key file ${recipient} cannot be read.`, error);
    });
    const copier = openCopier(machine);
    const begun = machine.clock.mono();
    try {
      const mode = values.next ? 'next' : 'full';
      const fullEveryMs = Number.POSITIVE_INFINITY;
      const request = { location, workDir: dataDir, to, publicKeys, mode, fullEveryMs } as const;
      const copied = await copier.copy(request);
      if (copied === null) return { copied: false };
      const store = await openStore(location, machine);
      await raiseSafe(store, copied.heads);
      await store.close();
      const { heads: _, ...told } = copied;
      return { copied: true, ...told, ms: Math.round(machine.clock.mono() - begun) };
    } finally {
      await copier.close();
    }
  });
}
