import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { storageTroubleOf } from './storage-trouble.ts';

test('a disk that fails under many rows at once is trouble with the storage, not a bug', async () => {
  const db = new Dexie('rows', { indexedDB: new IDBFactory(), IDBKeyRange });
  db.version(1).stores({ rows: 'id' });
  const failed = await db
    .transaction('rw', 'rows', async (tx) => {
      const adding = tx.table('rows').bulkAdd([{ id: 1 }, { id: 2 }]);
      tx.idbtrans.abort();
      await adding;
    })
    .catch((error: unknown) => error);
  expect(storageTroubleOf(failed)?.kind).toBe('unknown');
});
