import type { Random } from '@khop/shared/ids';

/** A file of no meaning that holds room on the disk. Fails as the browser's storage fails. */
export type Reserve = {
  /** Bytes it holds now; 0 when there is none. */
  size(): Promise<number>;
  fill(bytes: number): Promise<void>;
  drop(): Promise<void>;
};

const NAME = 'khop-reserve';
const BLOCK = 65_536;

/** In the browser's own file system (OPFS): removing a file there gives its room back at once. */
export function reserveFile(storage: StorageManager, random: Random): Reserve {
  return {
    async size() {
      const root = await storage.getDirectory();
      const found = await root.getFileHandle(NAME).catch(() => null);
      return found === null ? 0 : (await found.getFile()).size;
    },
    async fill(bytes) {
      const root = await storage.getDirectory();
      const file = await root.getFileHandle(NAME, { create: true });
      // Random, since some disks compress.
      const block = new Uint8Array(random(BLOCK));
      const writing = await file.createWritable();
      await writing.write(new Blob(Array.from({ length: Math.ceil(bytes / BLOCK) }, () => block)));
      await writing.close();
    },
    async drop() {
      const root = await storage.getDirectory();
      await root.removeEntry(NAME).catch(() => undefined);
    },
  };
}
