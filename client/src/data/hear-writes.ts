import type { DBCoreMutateRequest, Dexie } from 'dexie';

/** One change, as a database was asked for it. */
export type Write = { table: string; request: DBCoreMutateRequest };

/** Hears what each transaction changed, before whoever asked for it hears that it is complete. */
export function hearWrites(db: Dexie, hear: (writes: readonly Write[]) => void): void {
  const changed = new WeakMap<object, Write[]>();
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
  await new Promise<void>((resolve, reject) => {
    doing.oncomplete = () => resolve();
    doing.onabort = () => reject(doing.error);
  });
}

// Dexie's DBCoreRangeType, which exists in its types only.
const [ANY, NEVER] = [3, 4];

function repeat(rows: IDBObjectStore, range: typeof IDBKeyRange, request: DBCoreMutateRequest) {
  if (request.type === 'delete') for (const key of request.keys) rows.delete(key);
  else if (request.type === 'deleteRange') {
    const { type, lower, upper, lowerOpen, upperOpen } = request.range;
    if (type === ANY) rows.clear();
    else if (type !== NEVER) rows.delete(range.bound(lower, upper, lowerOpen, upperOpen));
  }
  // What is added may be there already, with what was copied first.
  else for (const row of request.values) rows.put(row);
}
