import type { World } from '../world.ts';
import { type Wire, WireTrouble } from './wire.ts';

const PATH = '/api/events';
const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * Listens for "something moved" while somebody is unlocked. A missed hint costs only time, so a
 * broken line is opened again without hurry and nobody is told.
 */
export function listenForHints(
  world: Pick<World, 'after' | 'random'>,
  wire: Wire,
  onHint: () => void,
) {
  let stop: AbortController | null = null;
  let token: string | null = null;
  let cancel = () => {};
  let failures = 0;

  async function open(as: string) {
    const mine = new AbortController();
    stop = mine;
    try {
      await wire.hints(
        PATH,
        as,
        () => {
          failures = 0;
          onHint();
        },
        mine.signal,
      );
    } catch (error) {
      if (!(error instanceof WireTrouble)) throw error;
    }
    if (mine.signal.aborted) return;
    failures += 1;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
    cancel = world.after(wait * (0.5 + (world.random(1)[0] ?? 0) / 510), () => void open(as));
  }

  return {
    /** Listens as this operator; null stops. */
    listen(as: string | null) {
      if (as === token) return;
      token = as;
      cancel();
      stop?.abort();
      failures = 0;
      if (as !== null) void open(as);
    },
  };
}
