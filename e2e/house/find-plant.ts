import type { Plant } from './planted.ts';
import { NoEnd, simulate } from './simulate-process.ts';

export type Found = { name: string; seed: number; act: number; promise: string };

/** Ten times what a house of this size takes; some bugs make tablets ask for ever, or grow without end. */
const MOST_MS = 150_000;
/** As the witness says it (witness.ts). */
const ENDLESS = '[I10] asked and asked';

/** Plants the bug and lives with it, seed after seed, until its promise is seen broken. */
export async function findPlant(
  { name, breaks }: Plant,
  seeds: readonly number[],
  ops: number,
): Promise<Found | null> {
  for (const seed of seeds) {
    const args = ['--seed', String(seed), '--ops', String(ops)];
    const broken = await simulate(args, name, MOST_MS).then(
      (report) => report.broken,
      (error: unknown) => {
        // A house with its bug that does not come to rest in ten times its time asks without an end.
        if (error instanceof NoEnd) return [`step 0: ${ENDLESS}`];
        throw error;
      },
    );
    const promise = broken.find((each) => breaks.test(each) || each.includes(ENDLESS));
    if (promise === undefined) continue;
    return { name, seed, act: Number(/^step (\d+)/.exec(promise)?.[1]), promise };
  }
  return null;
}

/** At most so many at once: each is a process that fills a core. */
export function inTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
