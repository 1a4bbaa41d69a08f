import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { World } from '../store/store.ts';

/** The machine's own clock and chance, for commands: a command line is a main. */
export const machine: World = {
  clock: {
    // biome-ignore lint/plugin: here the clock enters
    now: () => Date.now(),
    // biome-ignore lint/plugin: here the clock enters
    mono: () => performance.now(),
  },
  random: (length) => new Uint8Array(randomBytes(length)),
};

/** Waits on the machine's timer; an abort ends the wait early and is no error. */
export async function machineSleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

/** Where a command finds the office: the settings of `serve`, else the folder `data`. */
export function databaseOf(environment: NodeJS.ProcessEnv): string {
  const folder = environment.KHOP_DATA_DIR ?? 'data';
  return environment.KHOP_DATABASE_URL ?? join(folder, 'office.sqlite');
}
