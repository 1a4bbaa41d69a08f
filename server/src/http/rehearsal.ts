import type { Store, Tx } from '../store/store.ts';

/** A store in which nothing lasts: every transaction is run for real, counted, and rolled back. */
export type Rehearsal = {
  store: Store;
  /** Rows that transactions changed since this was asked last, after all that are under way. */
  changedRows(): Promise<number>;
};

/** Leaves nothing of a transaction behind. */
class Undo extends Error {}

/** For one question after another about the same office, however many of them change it. */
export function rehearse(store: Store): Rehearsal {
  let changed = 0;

  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let done: { value: T } | null = null;
    try {
      await store.write(async (tx) => {
        const before = rowsChanged(tx);
        done = { value: await work(tx) };
        changed += rowsChanged(tx) - before;
        throw new Undo();
      });
    } catch (error) {
      const kept = done as { value: T } | null;
      if (error instanceof Undo && kept !== null) return kept.value;
      throw error;
    }
    throw new Error('a rehearsed transaction was kept');
  }

  return {
    store: { ...store, write },
    async changedRows() {
      await store.read(async () => undefined);
      const count = changed;
      changed = 0;
      return count;
    },
  };
}

function rowsChanged(tx: Tx): number {
  if (tx.engine !== 'sqlite') throw new Error('rehearsals count the rows of SQLite');
  return tx.raw.prepare<[], { count: number }>('select total_changes() as count').get()?.count ?? 0;
}
