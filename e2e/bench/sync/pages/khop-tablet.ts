import { USUAL_COST } from '@khop/client/data/kdf';
import { makeLive } from '@khop/client/data/live';
import { makeRegisterInThread } from '@khop/client/data/register/in-thread';
import { openTablet } from '@khop/client/open-tablet';
import type { Tablet } from '@khop/client/tablet';
import { browserWorld, type RegisterPort, type World } from '@khop/client/world';
import type { Where } from './peer-page.ts';

export const PIN = '73915402';
export const OPERATOR_ID = 'op-1';

/** Which roads are open: a closed one fails like a tablet without a signal. */
export const roads = { push: true, pull: true, hints: true };

/** Whether the line of hints is open. */
export const hears = makeLive(false);

let port: RegisterPort | null = null;

/** One worker for the page's life, so that a second tablet in it finds the worker's code warm. */
function keptRegister(real: World): RegisterPort {
  // The browser throttles a page's own thread and no worker: `?register=page` is for that.
  const isInPage = location.search === '?register=page';
  port ??= isInPage ? makeRegisterInThread(real.subtle, real.random) : real.makeRegister();
  return { ...port, close: () => undefined };
}

/** The browser's own world, with roads that can be closed and a PIN that need not be slow. */
export function benchWorld({ isSlowPin }: Pick<Where, 'isSlowPin'>): World {
  const real = browserWorld();
  return {
    ...real,
    kdf: isSlowPin ? USUAL_COST : { memoryKiB: 8, passes: 1 },
    makeRegister: () => keptRegister(real),
    async fetch(url, init) {
      const isPush = url.includes('/api/journals/');
      const isPull = url.includes('/api/scopes/');
      const isHints = url.includes('/api/events');
      const isClosed =
        (isPush && !roads.push) || (isPull && !roads.pull) || (isHints && !roads.hints);
      if (isClosed) throw new TypeError('closed');
      const response = await real.fetch(url, init);
      if (isHints) hears.set(true);
      return response;
    },
  };
}

export async function enrolled(world: World, where: Where): Promise<Tablet> {
  const tablet = await openTablet(world);
  const answer = await tablet.enrol(where.code, 'bench');
  if (answer !== 'enrolled') throw new Error(`enrol: ${answer}`);
  const added = await tablet.addOperator(where.user, where.password, PIN);
  if (added !== 'added') throw new Error(`sign in: ${added}`);
  await tablet.settled();
  return tablet;
}

/** Until what the tablet knows says so. */
export function until(
  live: { get(): unknown; subscribe(heard: () => void): () => void },
  isSo: () => boolean,
): Promise<void> {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = live.subscribe(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
  });
}

export const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
