const NAME = 'khop-turn';
const ROUNDS = 3;
const ROWS = 100;
// Below 64 KiB, so that Chromium writes them into its log and not into files of their own.
const ROW_BYTES = 32_000;
/** What the turning writes, and may need on the disk for a moment. */
export const TURNING_BYTES = ROUNDS * ROWS * ROW_BYTES + 2_000_000;

/**
 * Has the browser begin a new log for its databases. Chromium's IndexedDB (LevelDB) goes on writing
 * behind a record that was torn by a full disk; what it writes there is reported as stored, and at the
 * next start the log is unreadable and the whole store is deleted (seen in Chromium 156,
 * e2e/faults/results/tablet.md). A log is left when about 4 MB were written, and thrown away when
 * 4 MB more were; so rows of no meaning are written, in a database of their own, and deleted.
 */
export async function turnLog(indexedDB: IDBFactory): Promise<void> {
  const db = await openJunk(indexedDB);
  try {
    const row = new Uint8Array(ROW_BYTES);
    for (let round = 0; round < ROUNDS; round++) {
      await new Promise<void>((resolve, reject) => {
        const write = db.transaction('junk', 'readwrite');
        for (let nth = 0; nth < ROWS; nth++) write.objectStore('junk').put(row, nth);
        write.oncomplete = () => resolve();
        write.onabort = () => reject(write.error);
      });
    }
  } finally {
    db.close();
  }
  indexedDB.deleteDatabase(NAME);
}

function openJunk(indexedDB: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('junk');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
