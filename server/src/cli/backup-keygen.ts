import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { BackupTrouble } from '../backup/backup-trouble.ts';
import { makeKeys } from '../backup/key.ts';
import { tellTrouble } from './backup-say.ts';
import type { Io } from './json-lines.ts';
import { machine } from './machine.ts';

const options = { out: { type: 'string' } } as const;

/**
 * `khop backup keygen --out FILE`: makes a pair of keys, on a machine that is not the server. FILE is
 * the private half (print it, keep it in a safe, twice); FILE.pub goes to the server.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { out } = values;
  if (out === undefined) {
    await io.stdout.write('khop backup keygen --out FILE\n');
    return 2;
  }
  return tellTrouble(io, out, async () => {
    const keys = makeKeys(machine.random);
    // Never over another key: what it sealed could not be opened any more.
    if (existsSync(out) || existsSync(`${out}.pub`)) {
      throw new BackupTrouble(
        'occupied',
        `${out} or ${out}.pub is there already: name another file.`,
      );
    }
    await writeFile(out, `${keys.private}\n`, { flag: 'wx', mode: 0o600 });
    await writeFile(`${out}.pub`, `${keys.public}\n`, { flag: 'wx' });
    return { private: out, public: `${out}.pub`, fingerprint: keys.fingerprint };
  });
}
