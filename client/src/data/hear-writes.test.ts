import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { hearWrites, repeatWrites, type Write, writeLast } from './hear-writes.ts';
import { makeLedgerDb } from './ledger.ts';

test('[I1] every kind of change is repeated: put, changed, deleted by key, by range and all at once', async () => {
  const [ledger, replica] = [0, 1].map(() =>
    makeLedgerDb({ indexedDB: new IDBFactory(), IDBKeyRange }),
  );
  if (ledger === undefined || replica === undefined) throw new Error('no databases');
  const heard: Write[] = [];
  hearWrites(ledger, (writes) => heard.push(...writes));
  await Promise.all([ledger.open(), replica.open()]);
  const sealed = new Uint8Array([1]);
  const keys = ['device', 'operator:a', 'operator:b', 'sync'];
  await ledger.meta.bulkAdd(keys.map((key) => ({ key, value: 1 })));
  await ledger.drafts.bulkAdd(['a', 'b'].map((key) => ({ key, sealed })));
  const both = async () => {
    await repeatWrites(replica, IDBKeyRange, heard.splice(0));
    for (const { name } of ledger.tables)
      expect(await replica.table(name).toArray(), name).toEqual(await ledger.table(name).toArray());
  };
  await both();
  await ledger.meta.toCollection().modify({ value: 2 });
  await ledger.drafts.delete('a');
  await both();
  await ledger.meta.where('key').startsWith('operator:').delete();
  await ledger.drafts.clear();
  await both();
  expect(await replica.meta.toCollection().primaryKeys()).toEqual(['device', 'sync']);
  await ledger
    .transaction('rw', ledger.meta, async (transaction) => {
      await ledger.meta.put({ key: 'device', value: 3 });
      transaction.abort();
    })
    .catch(() => undefined);
  expect(heard).toEqual([]);
});

test('[I1] the last writes of a transaction are all there and heard, or none is', async () => {
  const ledger = makeLedgerDb({ indexedDB: new IDBFactory(), IDBKeyRange });
  const heard: Write[] = [];
  hearWrites(ledger, (writes) => heard.push(...writes));
  await ledger.open();
  const write = (key: string, value: number) =>
    ledger.transaction('rw', ledger.meta, ledger.drafts, async (transaction) => {
      const held = await ledger.meta.count();
      writeLast(transaction, [
        { table: 'meta', type: 'put', row: { key: `n${value}`, value: held } },
        { table: 'meta', type: 'add', row: { key, value } },
      ]);
      return held;
    });
  expect(await write('a', 1)).toBe(0);
  const written = ['a', 'n1'];
  expect(await ledger.meta.toCollection().primaryKeys()).toEqual(written);
  expect(heard.map(({ table, request }) => [table, request.type])).toEqual([
    ['meta', 'put'],
    ['meta', 'add'],
  ]);
  // In the place of another, what must be new ends the whole.
  await expect(write('a', 2)).rejects.toThrow();
  expect(await ledger.meta.toCollection().primaryKeys()).toEqual(written);
  expect(heard.length).toBe(2);
});
