import type { DBCoreMutateRequest, Dexie, Transaction } from 'dexie';

type Change<R = DBCoreMutateRequest> = R extends { trans: unknown } ? Omit<R, 'trans'> : never;
/** One change, as a database was asked for it. */
export type Write = { table: string; request: Change };

/** A row for a table: `add` where there must be none in its place. */
export type LastRow = { table: string; type: 'add' | 'put'; row: object };

/** By transaction of IndexedDB, for those that are heard. */
const changed = new WeakMap<object, Write[]>();

/** Hears what each transaction changed, before whoever asked for it hears that it is complete. */
export function hearWrites(db: Dexie, hear: (writes: readonly Write[]) => void): void {
  db.use({
    stack: 'dbcore',
    name: 'hear-writes',
    create: (core) => ({
      ...core,
      transaction(stores, mode, options) {
        const made = core.transaction(stores, mode, options);
        const writes: Write[] = [];
        changed.set(made, writes);
        // In the browser it is IndexedDB's own. Now: Dexie listens from when it has it, and who comes
        // first hears it first.
        (made as unknown as IDBTransaction).addEventListener('complete', () => {
          if (writes.length > 0) hear(writes);
        });
        return made;
      },
      table(name) {
        const table = core.table(name);
        return {
          ...table,
          mutate: (request) =>
            table.mutate(request).then((said) => {
              if (said.numFailures === 0)
                changed.get(request.trans)?.push({ table: name, request });
              return said;
            }),
        };
      },
    }),
  });
}

/**
 * The last writes of a transaction, and its end: asked for at once, and told when all is on the disk.
 * A nurse waits for a save, and Dexie takes longer between two requests than the browser for both.
 */
export function writeLast({ idbtrans }: Transaction, rows: readonly LastRow[]): void {
  for (const { table, type, row } of rows) {
    const asked = idbtrans.objectStore(table)[type](row);
    // Dexie takes an error it hears of to be dealt with; this one ends the transaction.
    asked.onerror = (event) => event.stopPropagation();
    changed.get(idbtrans)?.push({ table, request: { type, values: [row] } });
  }
  idbtrans.commit();
}

/**
 * Asks a database of the same shape for the same changes: all of them or none, strictly. Without Dexie,
 * which looks at each row before it changes it; a save waits for this.
 */
export async function repeatWrites(
  db: Dexie,
  range: typeof IDBKeyRange,
  writes: readonly Write[],
): Promise<void> {
  const names = [...new Set(writes.map(({ table }) => table))];
  const doing = db.backendDB().transaction(names, 'readwrite', { durability: 'strict' });
  for (const { table, request } of writes) repeat(doing.objectStore(table), range, request);
  doing.commit();
  await new Promise<void>((resolve, reject) => {
    doing.oncomplete = () => resolve();
    doing.onabort = () => reject(doing.error);
  });
}

// Dexie's DBCoreRangeType, which exists in its types only.
const [ANY, NEVER] = [3, 4];

function repeat(rows: IDBObjectStore, range: typeof IDBKeyRange, request: Change) {
  if (request.type === 'delete') for (const key of request.keys) rows.delete(key);
  else if (request.type === 'deleteRange') {
    const { type, lower, upper, lowerOpen, upperOpen } = request.range;
    if (type === ANY) rows.clear();
    else if (type !== NEVER) rows.delete(range.bound(lower, upper, lowerOpen, upperOpen));
  }
  // What is added may be there already, with what was copied first.
  else for (const row of request.values) rows.put(row);
}
