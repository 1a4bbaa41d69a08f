/** Storage beside the one that all of the page's databases share: each bucket is a store of its own. */
export type Buckets = {
  names(): Promise<string[]>;
  /** Makes it where it is not there. */
  open(name: string): Promise<IDBFactory>;
  drop(name: string): Promise<void>;
};

/** The Storage Buckets API (WICG), of which TypeScript knows nothing yet. */
type StorageBucket = { readonly indexedDB: IDBFactory };
type StorageBucketManager = {
  keys(): Promise<string[]>;
  open(name: string, options: { persisted: boolean }): Promise<StorageBucket>;
  delete(name: string): Promise<void>;
};

/** Chromium's, from 122 on; undefined in a browser that has none. */
export function browserBuckets(): Buckets | undefined {
  const { storageBuckets } = navigator as { storageBuckets?: StorageBucketManager };
  if (storageBuckets === undefined) return;
  const held = new Map<string, StorageBucket>();
  return {
    names: () => storageBuckets.keys(),
    async open(name) {
      const bucket = await storageBuckets.open(name, { persisted: true });
      // A bucket that nobody holds may be closed with its databases.
      held.set(name, bucket);
      return bucket.indexedDB;
    },
    async drop(name) {
      held.delete(name);
      await storageBuckets.delete(name);
    },
  };
}
