import { IDBFactory } from 'fake-indexeddb';

/** What outlives a page: its databases, and the few clear words outside of them. */
export type Disk = { factory: IDBFactory; marks: Map<string, string> };

export function makeDisk(): Disk {
  return { factory: new IDBFactory(), marks: new Map() };
}

/** A disk image of everything that was written completely. */
export async function copyDisk(disk: Disk): Promise<Disk> {
  const copy: Disk = { factory: new IDBFactory(), marks: new Map(disk.marks) };
  for (const { name } of await disk.factory.databases()) {
    if (name !== undefined) await copyDatabase(disk.factory, copy.factory, name);
  }
  return copy;
}

/** Takes one database out of a disk and puts the one of another disk, or nothing, in its place. */
export async function putDatabase(disk: Disk, name: string, from: Disk | null): Promise<void> {
  await done(disk.factory.deleteDatabase(name));
  const has = (await from?.factory.databases())?.some((each) => each.name === name) ?? false;
  if (from !== null && has) await copyDatabase(from.factory, disk.factory, name);
}

/** Every row of a store, read beside whatever page has it open. */
export async function readRows<T>(disk: Disk, database: string, store: string): Promise<T[]> {
  const isThere = (await disk.factory.databases()).some(({ name }) => name === database);
  if (!isThere) return [];
  const db = await done(disk.factory.open(database));
  try {
    return (await done(db.transaction(store).objectStore(store).getAll())) as T[];
  } finally {
    db.close();
  }
}

/** Every row of some stores, as they stand at one moment. */
export async function readAtOnce(
  disk: Disk,
  database: string,
  stores: readonly string[],
): Promise<unknown[][]> {
  const isThere = (await disk.factory.databases()).some(({ name }) => name === database);
  if (!isThere) return stores.map(() => []);
  const db = await done(disk.factory.open(database));
  try {
    const reading = db.transaction([...stores]);
    return await Promise.all(stores.map((store) => done(reading.objectStore(store).getAll())));
  } finally {
    db.close();
  }
}

async function copyDatabase(from: IDBFactory, to: IDBFactory, name: string): Promise<void> {
  const source = await done(from.open(name));
  const opening = to.open(name, source.version);
  const names = [...source.objectStoreNames];
  // Read at once: a transaction that waits for nothing is over in the next turn.
  const shapes = names.map((each) => shapeOf(source.transaction(each).objectStore(each)));
  opening.onupgradeneeded = () => {
    for (const { name: store, keyPath, autoIncrement, ...rest } of shapes) {
      const made = opening.result.createObjectStore(store, { keyPath, autoIncrement });
      for (const index of rest.indexes) made.createIndex(index.name, index.keyPath, index);
    }
  };
  const target = await done(opening);
  // All in one transaction: whoever is copied goes on working.
  const reading = source.transaction(names);
  const held = await Promise.all(
    names.map(async (each) => {
      const read = reading.objectStore(each);
      const keys = read.keyPath === null ? done(read.getAllKeys()) : null;
      return { each, rows: await done(read.getAll()), keys: await keys };
    }),
  );
  for (const { each, rows, keys } of held) {
    const writing = target.transaction(each, 'readwrite');
    const put = writing.objectStore(each);
    for (const [at, row] of rows.entries()) put.put(row, ...(keys === null ? [] : [keys[at]]));
    await new Promise((resolve) => writing.addEventListener('complete', resolve));
  }
  source.close();
  target.close();
}

function shapeOf(store: IDBObjectStore) {
  const indexes = [...store.indexNames].map((name) => {
    const { keyPath, unique, multiEntry } = store.index(name);
    return { name, keyPath, unique, multiEntry };
  });
  return { name: store.name, keyPath: store.keyPath, autoIncrement: store.autoIncrement, indexes };
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
