import type { ProfileFile } from './profile-file.ts';

// Both run in a page as well as in Node, so each stands alone.

type Databases = ProfileFile['databases'];

/** Everything the origin keeps in IndexedDB; keys must have been made extractable (export-profile.ts). */
export async function takeDatabases(factory: IDBFactory, subtle: SubtleCrypto): Promise<Databases> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const base64 = (bytes: Uint8Array) => {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  };
  async function carry(value: unknown): Promise<unknown> {
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Uint8Array) return { $bytes: base64(value) };
    if (value instanceof CryptoKey) {
      const { algorithm, usages } = value;
      const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', value));
      return { $key: base64(pkcs8), algorithm, usages };
    }
    if (Array.isArray(value)) return Promise.all(value.map(carry));
    const parts = await Promise.all(
      Object.entries(value).map(async ([name, part]) => [name, await carry(part)] as const),
    );
    return Object.fromEntries(parts);
  }
  const databases: Databases = [];
  for (const { name = '', version = 1 } of await factory.databases()) {
    const database = await done(factory.open(name));
    const stores: Databases[number]['stores'] = [];
    for (const each of [...database.objectStoreNames]) {
      const store = database.transaction(each).objectStore(each);
      const indexes = [...store.indexNames].map((index) => {
        const { keyPath, unique, multiEntry } = store.index(index);
        return { name: index, keyPath, unique, multiEntry };
      });
      const { keyPath, autoIncrement } = store;
      const rows = await done(store.getAll());
      stores.push({ name: each, keyPath, autoIncrement, indexes, rows: [] });
      for (const row of rows) stores.at(-1)?.rows.push(await carry(row));
    }
    database.close();
    databases.push({ name, version, stores });
  }
  return databases;
}

/** Puts them where there are none; keys come back as they were made, closed to scripts. */
export async function putDatabases(
  databases: Databases,
  factory: IDBFactory,
  subtle: SubtleCrypto,
): Promise<void> {
  const bytesOf = (text: string) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  async function open(value: unknown): Promise<unknown> {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Promise.all(value.map(open));
    const known = value as {
      $bytes?: string;
      $key?: string;
      algorithm?: string;
      usages?: string[];
    };
    if (known.$bytes !== undefined) return bytesOf(known.$bytes);
    if (known.$key !== undefined) {
      const { algorithm = '', usages = [] } = known;
      return subtle.importKey('pkcs8', bytesOf(known.$key), algorithm, false, usages as KeyUsage[]);
    }
    const parts = await Promise.all(
      Object.entries(value).map(async ([name, part]) => [name, await open(part)] as const),
    );
    return Object.fromEntries(parts);
  }
  for (const { name, version, stores } of databases) {
    const opened = new Map<string, unknown[]>();
    for (const { name: store, rows } of stores) {
      const values: unknown[] = [];
      for (const row of rows) values.push(await open(row));
      opened.set(store, values);
    }
    await new Promise<void>((resolve, reject) => {
      const asked = factory.open(name, version);
      asked.onupgradeneeded = () => {
        for (const { name: store, keyPath, autoIncrement, indexes } of stores) {
          const made = asked.result.createObjectStore(store, { keyPath, autoIncrement });
          for (const index of indexes) made.createIndex(index.name, index.keyPath, index);
          for (const row of opened.get(store) ?? []) made.put(row);
        }
      };
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        asked.result.close();
        resolve();
      };
    });
  }
}
