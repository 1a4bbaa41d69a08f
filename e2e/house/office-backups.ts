import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOnce } from '@khop/server/backup/copy';
import { makeKeys, readPrivateKey, readPublicKeys } from '@khop/server/backup/key';
import { beginNewEpoch, restoreFolder } from '@khop/server/backup/restore';
import { raiseSafe } from '@khop/server/backup/safe';
import { sqliteSnapshot } from '@khop/server/backup/snapshot';
import { openStore } from '@khop/server/store/open-store';
import type { Store, World } from '@khop/server/store/store';
import Database from 'better-sqlite3';

/** `chain`: by `khop restore`. `image`: a copy of the file, as some other tool would keep it. */
export type RestoreFrom = 'chain' | 'image';

export type OfficeBackups = {
  /** The office's own backup: the next file of the chain, proved, and the journals' `safe` raised. */
  copy(store: Store): Promise<void>;
  /** The file as it is now. */
  takeImage(): void;
  has(from: RestoreFrom): boolean;
  /**
   * Nothing so far is worth going back to: a tablet or an account has come since, which an earlier
   * office would not know.
   */
  forget(): void;
  /**
   * Puts the office of then into the data folder; nobody may have it open. `isSilent`: as somebody
   * would who tells it nothing, so that it must find out by itself.
   */
  restore(from: RestoreFrom, isSilent: boolean): Promise<void>;
};

const MOST_IMAGES = 3;

/** What an office on SQLite can be brought back from. */
export function openBackups(folder: string, file: string, world: World): OfficeBackups {
  const keys = makeKeys(world.random);
  const to = join(folder, 'copies');
  const data = join(folder, 'data');
  const seen = new Map<string, string>();
  let images: Buffer[] = [];
  let hasChain = false;

  return {
    async copy(store) {
      const copied = await copyOnce({
        world,
        snapshot: sqliteSnapshot(file),
        file,
        workDir: data,
        to,
        keys: readPublicKeys(keys.public),
        mode: 'next',
        fullEveryMs: 86_400_000,
        seen,
      });
      if (copied === null) return;
      await raiseSafe(store, copied.heads);
      hasChain = true;
      // Tablets may free what is safe: nobody goes back to before it.
      images = [];
    },
    takeImage() {
      const reader = new Database(file, { readonly: true });
      images = [...images, reader.serialize()].slice(-MOST_IMAGES);
      reader.close();
    },
    has: (from) => (from === 'chain' ? hasChain : images.length > 0),
    forget() {
      images = [];
      hasChain = false;
    },
    async restore(from, isSilent) {
      if (from === 'chain') {
        const key = readPrivateKey(keys.private);
        const restored = await restoreFolder({
          world,
          from: to,
          key,
          until: null,
          data,
          mayReplace: true,
        });
        if (restored.aside !== null) rmSync(restored.aside, { recursive: true });
        // Images of the history that ended with this restore may be older than what is safe.
        images = [];
        return;
      }
      const [oldest] = images;
      if (oldest === undefined) throw new Error('the house has no image of its office');
      for (const each of [file, `${file}-wal`, `${file}-shm`]) rmSync(each, { force: true });
      writeFileSync(file, oldest);
      if (isSilent) return;
      const back = await openStore(file, world);
      await beginNewEpoch(back);
      await back.close();
    },
  };
}
