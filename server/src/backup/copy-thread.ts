import { parentPort } from 'node:worker_threads';
import { machine } from '../cli/machine.ts';
import { BackupTrouble } from './backup-trouble.ts';
import { type CopyRequest, openCopier } from './copier.ts';
import type { CopyReply } from './thread-copier.ts';

// The copier in a thread of its own: looking through millions of entries and sealing them would hold
// up the tablets otherwise.

const copier = openCopier(machine);

async function answer(request: CopyRequest): Promise<CopyReply> {
  try {
    return { copied: await copier.copy(request) };
  } catch (error) {
    if (error instanceof BackupTrouble) return { trouble: error.kind, say: error.message };
    // Its text may hold a row; its name and place do not.
    const at =
      error instanceof Error ? (error.stack?.match(/^ {4}at .*$/gm) ?? []).slice(0, 5) : [];
    return { bug: error instanceof Error ? error.name : typeof error, at };
  }
}

parentPort?.on('message', (request: CopyRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});
