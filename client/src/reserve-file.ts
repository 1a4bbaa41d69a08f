import type { Random } from '@khop/shared/ids';
import type { ProbeAsked, ProbeSaid } from './probe.worker.ts';

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
const BLOCK = 65_536;

/** In the browser's own file system (OPFS): removing a file there gives its room back at once. */
export function reserveFile(
  storage: StorageManager,
  random: Random,
  startProbe: () => Worker,
): Reserve {
  // Random, since some disks compress.
  const block = new Uint8Array(random(BLOCK));
  const prober = keepProber(startProbe);
  return {
    async size() {
      const root = await storage.getDirectory();
      const found = await root.getFileHandle(NAME).catch(() => null);
      return found === null ? 0 : (await found.getFile()).size;
    },
    async fill(bytes) {
      const root = await storage.getDirectory();
      const file = await root.getFileHandle(NAME, { create: true });
      const writing = await file.createWritable();
      await writing.write(new Blob(Array.from({ length: Math.ceil(bytes / BLOCK) }, () => block)));
      await writing.close();
    },
    async drop() {
      const root = await storage.getDirectory();
      await root.removeEntry(NAME).catch(() => undefined);
    },
    async probe(bytes) {
      const said = await prober({ bytes, block });
      if (said === 'full') throw new DOMException('no room', 'QuotaExceededError');
    },
  };
}

/** Asks the worker that looks; one that cannot be loaded says nothing about room, and is begun anew. */
function keepProber(start: () => Worker): (asked: ProbeAsked) => Promise<ProbeSaid> {
  let kept: { worker: Worker; failed: Promise<ProbeSaid> } | null = null;
  function begin() {
    const worker = start();
    const failed = new Promise<ProbeSaid>((resolve) => {
      worker.addEventListener('error', () => {
        kept = null;
        resolve('unknown');
      });
    });
    return { worker, failed };
  }
  return async (asked) => {
    kept ??= begin();
    const { worker, failed } = kept;
    const { port1, port2 } = new MessageChannel();
    const said = new Promise<ProbeSaid>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    worker.postMessage(asked, [port2]);
    try {
      return await Promise.race([said, failed]);
    } finally {
      port1.close();
    }
  };
}
