import { randomBytes } from 'node:crypto';
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
