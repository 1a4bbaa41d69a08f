import { parseArgs } from 'node:util';
import { toInstant } from '@khop/shared/time';
import { noOffice } from '../backup/copier.ts';
import { beginNewEpoch, type Restored, restoreFolder, restorePostgres } from '../backup/restore.ts';
import { openStore } from '../store/open-store.ts';
import { instantOf, placeOf, readKeyFile, tellTrouble } from './backup-say.ts';
import type { Io } from './json-lines.ts';
import { machine } from './machine.ts';

const options = {
  from: { type: 'string' },
  identity: { type: 'string' },
  data: { type: 'string' },
  database: { type: 'string' },
  until: { type: 'string' },
  replace: { type: 'boolean', default: false },
  'only-epoch': { type: 'boolean', default: false },
} as const;

const USAGE = `khop restore --from DIR --identity FILE --data DIR [--replace] [--until 2026-11-21T03:00:00Z]
khop restore --from DIR --identity FILE --database postgres://… [--until …]   (an empty database)
khop restore --only-epoch --database postgres://…   (after pgBackRest or pg_basebackup brought it back)
`;

/** Brings an office back from a backup folder, whole or not at all, in a new epoch. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const { from, identity, data, database, until } = values;
  if (values['only-epoch']) return onlyEpoch(database, io);
  const isTime = until === undefined || !Number.isNaN(Date.parse(until));
  const hasPlace = (data === undefined) !== (database === undefined);
  if (from === undefined || identity === undefined || !hasPlace || !isTime) {
    await io.stdout.write(USAGE);
    return 2;
  }
  return tellTrouble(io, from, async () => {
    const key = await readKeyFile(identity);
    const asked = { world: machine, from, key, until: instantOf(until) };
    if (database !== undefined) return told(await restorePostgres({ ...asked, database }));
    return told(await restoreFolder({ ...asked, data: data ?? '', mayReplace: values.replace }));
  });
}

function told({ heads: _, contains, ...restored }: Restored): object {
  const { entries, records, until } = contains;
  const last = until === 0 ? 'none' : toInstant(until);
  const say = `The office as it was copied at ${restored.until}: ${entries} entries, ${records} records; last entry received ${last}. Tablets hand over what came later by themselves.`;
  return { ...restored, contains, say };
}

async function onlyEpoch(database: string | undefined, io: Io): Promise<number> {
  const { location } = placeOf({ database }, process.env);
  return tellTrouble(io, location, async () => {
    // An SQLite office is brought back by this command alone, which begins the epoch by itself.
    if (!location.startsWith('postgres')) throw noOffice(location);
    const store = await openStore(location, machine);
    try {
      return { epoch: await beginNewEpoch(store) };
    } finally {
      await store.close();
    }
  });
}
