import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { BackupTrouble } from './backup-trouble.ts';
import type { Copier, CopyRequest } from './copier.ts';
import type { Copied } from './copy.ts';

export type CopyReply =
  | { copied: Copied | null }
  | { trouble: BackupTrouble['kind']; say: string }
  | { bug: string; at: string[] };

/** A copier in a thread of its own; one that died is begun anew at the next copy. */
export function openThreadCopier(): Copier {
  let thread: Worker | null = null;

  function begin(): Worker {
    const begun = new Worker(new URL('./copy-thread.ts', import.meta.url));
    // The office ends when its door closes, not when a thread has nothing more to do.
    begun.unref();
    begun.on('exit', () => {
      if (thread === begun) thread = null;
    });
    return begun;
  }

  return {
    async copy(request: CopyRequest) {
      thread ??= begin();
      const worker = thread;
      const gone = new AbortController();
      worker.once('exit', () => gone.abort());
      worker.postMessage(request);
      const [reply] = (await once(worker, 'message', { signal: gone.signal })) as [CopyReply];
      if ('copied' in reply) return reply.copied;
      if ('trouble' in reply) throw new BackupTrouble(reply.trouble, reply.say);
      throw new Error(`the copier failed: ${reply.bug} ${reply.at.join(' ')}`);
    },
    async close() {
      await thread?.terminate();
    },
  };
}
