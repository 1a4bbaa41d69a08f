import { MAX_PUSH_ENTRIES } from '@khop/shared/protocol/push';
import { type Store, StoreTrouble } from '../store/store.ts';
import { acceptPushes, type Push, type PushOutcome } from './push.ts';

// A commit costs one fsync whatever it holds; beyond this its own work would be what others wait for.
const MAX_BATCH_ENTRIES = 4 * MAX_PUSH_ENTRIES;

type Waiting = {
  push: Push;
  resolve(outcome: PushOutcome): void;
  reject(error: unknown): void;
};

/** Pushes that arrive while another transaction runs share the next one, and its fsync. */
export type Committer = {
  push(push: Push): Promise<PushOutcome>;
  /** Entries that wait for a transaction. */
  backlog(): number;
};

export function groupCommit(store: Store): Committer {
  const queue: Waiting[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    try {
      while (queue.length > 0) await commit(store, takeBatch(queue));
    } finally {
      isRunning = false;
    }
  }

  return {
    backlog: () => queue.reduce((sum, { push }) => sum + push.arrivals.length, 0),
    push(push) {
      return new Promise((resolve, reject) => {
        queue.push({ push, resolve, reject });
        // After this turn of the event loop: whatever lies ready in other sockets comes along. A
        // microtask would run before the next socket is read, and commit each push alone.
        if (!isRunning) {
          isRunning = true;
          setImmediate(() => void run());
        }
      });
    },
  };
}

function takeBatch(queue: Waiting[]): Waiting[] {
  let entries = 0;
  let count = 0;
  for (const { push } of queue) {
    entries += push.arrivals.length;
    if (count > 0 && entries > MAX_BATCH_ENTRIES) break;
    count += 1;
  }
  return queue.splice(0, count);
}

/**
 * One transaction for all. If something in it is wrong, each push gets one of its own: what is wrong
 * with one never fails its neighbours (I7). Outcomes are told only after the commit (I2).
 */
async function commit(store: Store, batch: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await accept(store, batch);
    for (const [index, { resolve }] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome !== undefined) resolve(outcome);
    }
  } catch (error) {
    // A full disk or a lost server is nobody's fault and would only fail each of them again.
    if (batch.length === 1 || error instanceof StoreTrouble) {
      for (const { reject } of batch) reject(error);
    } else {
      for (const each of batch) await commit(store, [each]);
    }
  }
}

function accept(store: Store, batch: readonly Waiting[]): Promise<PushOutcome[]> {
  const pushes = batch.map(({ push }) => push);
  return store.write((tx) => acceptPushes(tx, pushes));
}
