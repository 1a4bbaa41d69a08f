import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toInstant } from '@khop/shared/time';
import { listFiles } from './folder.ts';

/** However old they are, so many chains stay: the last may turn out to be damaged. */
const ALWAYS_KEPT = 2;

/**
 * Removes chains whose last file is older than `keptMs`. From the end to the beginning, so that what
 * is left after an interruption is still a chain. Answers the names of what was removed.
 */
export async function thinFolder(folder: string, nowMs: number, keptMs: number): Promise<string[]> {
  const files = await listFiles(folder);
  const chains = [...new Set(files.map(({ chain }) => chain))].slice(0, -ALWAYS_KEPT);
  const oldest = toInstant(nowMs - keptMs);
  const removed: string[] = [];
  for (const chain of chains) {
    const own = files.filter((file) => file.chain === chain).reverse();
    if ((own[0]?.madeAt ?? '') >= oldest) continue;
    for (const { name } of own) {
      await rm(join(folder, name));
      removed.push(name);
    }
  }
  return removed;
}
