import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { recordAct } from '../store/audit.ts';
import { isInUse, placeBackup, verifyBackup } from '../store/backup.ts';
import { startEpoch } from '../store/epochs.ts';
import { openStore } from '../store/open-store.ts';
import type { Io } from './json-lines.ts';
import { machine } from './machine.ts';

const USAGE = `khop restore FILE    puts a backup in the place of the embedded office
khop restore --done  after PostgreSQL was restored by its own means
`;

/**
 * Begins a new epoch on restored data: from then on every tablet offers again what this office lacks.
 * The office must not run meanwhile; what stood in its place is kept beside it.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { done: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const { database } = readConfig(process.env);
  const [file] = positionals;
  const isPostgres = database.startsWith('postgres');
  if (isPostgres !== values.done || (file === undefined) !== values.done) {
    await io.stdout.write(USAGE);
    return 2;
  }
  if (file !== undefined) {
    const verified = verifyBackup(file);
    const problem = 'problem' in verified ? verified.problem : isInUse(database) ? 'in-use' : null;
    if (problem !== null) {
      await io.stdout.write(`${JSON.stringify({ file, problem })}\n`);
      return 1;
    }
    placeBackup(file, database, `${database}.before-${machine.clock.now()}`);
  }
  const store = await openStore(database, machine);
  const { epoch } = await store.write(async (tx) => {
    await recordAct(tx, { who: 'restore', act: 'restored', object: 'office' });
    return startEpoch(tx, 'restored');
  });
  await store.close();
  await io.stdout.write(`${JSON.stringify({ epoch })}\n`);
  return 0;
}
