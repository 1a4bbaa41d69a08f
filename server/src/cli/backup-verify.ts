import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { examineFiles } from '../backup/chain.ts';
import { rehearse } from '../backup/restore.ts';
import { instantOf, readKeyFile, tellTrouble } from './backup-say.ts';
import type { Io } from './json-lines.ts';
import { machine } from './machine.ts';

const options = {
  from: { type: 'string' },
  identity: { type: 'string' },
  until: { type: 'string' },
  work: { type: 'string' },
} as const;

/**
 * `khop backup verify --from DIR [--identity FILE] [--until TIME] [--work DIR]`: with the private key rehearses the
 * whole restore in a folder that is removed afterwards; without it looks whether the files are all
 * there and each is the one its successor was written after.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { from, identity } = values;
  const isTime = values.until === undefined || !Number.isNaN(Date.parse(values.until));
  if (from === undefined || !isTime) {
    await io.stdout.write(
      'khop backup verify --from DIR [--identity FILE] [--until TIME] [--work DIR]\n',
    );
    return 2;
  }
  const until = instantOf(values.until);
  return tellTrouble(io, from, async () => {
    if (identity === undefined) return examineFiles(from, until);
    const key = await readKeyFile(identity);
    const work = await mkdtemp(join(values.work ?? tmpdir(), 'khop-rehearsal-'));
    try {
      const {
        heads: _,
        aside: __,
        ...told
      } = await rehearse({ world: machine, from, key, until, work });
      return told;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}
