import type { Random } from '@khop/shared/ids';

/** A file of no meaning that holds room on the disk. Fails as the browser's storage fails. */
export type Reserve = {
  /** Bytes it holds now; 0 when there is none. */
  size(): Promise<number>;
  fill(bytes: number): Promise<void>;
  drop(): Promise<void>;
  /** Writes as much beside it and takes it away again: fails where the disk takes no more. */
  probe(bytes: number): Promise<void>;
};

const NAME = 'khop-reserve';
const PROBE = 'khop-probe';
const BLOCK = 65_536;

/** In the browser's own file system (OPFS): removing a file there gives its room back at once. */
export function reserveFile(storage: StorageManager, random: Random): Reserve {
  async function write(name: string, bytes: number): Promise<FileSystemDirectoryHandle> {
    const root = await storage.getDirectory();
    const file = await root.getFileHandle(name, { create: true });
    // Random, since some disks compress.
    const block = new Uint8Array(random(BLOCK));
    const writing = await file.createWritable();
    await writing.write(new Blob(Array.from({ length: Math.ceil(bytes / BLOCK) }, () => block)));
    await writing.close();
    return root;
  }
  return {
    async size() {
      const root = await storage.getDirectory();
      const found = await root.getFileHandle(NAME).catch(() => null);
      return found === null ? 0 : (await found.getFile()).size;
    },
    async fill(bytes) {
      await write(NAME, bytes);
    },
    async drop() {
      const root = await storage.getDirectory();
      await root.removeEntry(NAME).catch(() => undefined);
    },
    async probe(bytes) {
      const root = await write(PROBE, bytes);
      await root.removeEntry(PROBE);
    },
  };
}
