import { existsSync } from 'node:fs';
import { openStore } from '../store/open-store.ts';
import type { Store, World } from '../store/store.ts';
import { BackupTrouble } from './backup-trouble.ts';
import { type Copied, type CopyOptions, copyOnce } from './copy.ts';
import { readPublicKeys } from './key.ts';
import { postgresSnapshot, sqliteSnapshot } from './snapshot.ts';

/** What to copy and where to, in plain words that can be sent to another thread. */
export type CopyRequest = Pick<CopyOptions, 'workDir' | 'to' | 'mode' | 'fullEveryMs'> & {
  /** `postgres://…` or the path of the SQLite file. */
  location: string;
  /** The text of the file of public keys. */
  publicKeys: string;
};

export type Copier = {
  copy(request: CopyRequest): Promise<Copied | null>;
  close(): Promise<void>;
};

/** Copies in this thread, by connections of its own; remembers between copies what it has seen. */
export function openCopier(world: World): Copier {
  const seen = new Map<string, string>();
  let store: Store | null = null;
  return {
    async copy({ location, publicKeys, ...request }) {
      const keys = readPublicKeys(publicKeys);
      const isPostgres = /^postgres(ql)?:\/\//.test(location);
      if (!isPostgres && !existsSync(location)) throw noOffice(location);
      if (isPostgres && store === null) store = await openStore(location, world);
      const snapshot = store === null ? sqliteSnapshot(location) : postgresSnapshot(store);
      const file = isPostgres ? null : location;
      return copyOnce({ ...request, world, keys, snapshot, file, seen });
    },
    async close() {
      await store?.close();
    },
  };
}

/** Opening a path that holds nothing would make an empty office there. */
export function noOffice(location: string): BackupTrouble {
  return new BackupTrouble('no-office', `There is no office at ${location}: name its data folder.`);
}
