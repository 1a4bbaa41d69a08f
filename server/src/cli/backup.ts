import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { recordAct } from '../store/audit.ts';
import { markSafe, verifyBackup, writeBackup } from '../store/backup.ts';
import { openStore } from '../store/open-store.ts';
import type { Io } from './json-lines.ts';
import { machine } from './machine.ts';

const options = { out: { type: 'string' } } as const;

/**
 * `khop backup --out FILE`: a copy of the embedded office, written while it runs, verified, and then
 * vouched for: the tablets learn how far their entries are safe. PostgreSQL has its own backups.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { database } = readConfig(process.env);
  if (values.out === undefined || database.startsWith('postgres')) {
    await io.stdout.write('khop backup --out FILE (PostgreSQL: use its own backups)\n');
    return 2;
  }
  writeBackup(database, values.out);
  const verified = verifyBackup(values.out);
  if ('problem' in verified) {
    await io.stdout.write(`${JSON.stringify({ out: values.out, ...verified })}\n`);
    return 1;
  }
  const { journals } = verified;
  const store = await openStore(database, machine);
  await store.write(async (tx) => {
    await markSafe(tx, journals);
    await recordAct(tx, { who: 'backup', act: 'backed-up', object: `${journals.length} journals` });
  });
  await store.close();
  const entries = journals.reduce((sum, { head }) => sum + head, 0);
  await io.stdout.write(
    `${JSON.stringify({ out: values.out, journals: journals.length, entries })}\n`,
  );
  return 0;
}
