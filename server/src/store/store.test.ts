import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeStores, type StoreMaker } from './sample-store.ts';
import type { Store, Tx } from './store.ts';

const row = {
  journal: 'j',
  id: 'e',
  kind: 'lot-received',
  subject: 's',
  operator: 'op-1',
  text: '{}',
  hash: 'h',
  device: null,
  received_at: 1_800_000_000_000,
  state: 'applied' as const,
  problem: null,
  replaced_by: null,
  key: null,
  sig: null,
  flag: null,
};

async function countEntries(store: Store): Promise<number> {
  return store.read(async ({ db }) => {
    const { count } = await db
      .selectFrom('entry')
      .select((each) => each.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  });
}

function insert(tx: Tx, seq: number) {
  return tx.db
    .insertInto('entry')
    .values({ ...row, seq })
    .execute();
}

describe.each(['sqlite', 'postgres'] as const)('a store on %s', (engine) => {
  let stores: StoreMaker;
  beforeAll(async () => {
    stores = await makeStores(engine);
  });
  afterAll(() => stores.stop());

  test('[I8] a write that throws leaves nothing behind, and the next one works', async () => {
    const store = await stores.open();
    const failing = store.write(async (tx) => {
      await insert(tx, 1);
      throw new Error('planned');
    });
    await expect(failing).rejects.toThrow('planned');
    expect(await countEntries(store)).toBe(0);
    await store.write((tx) => insert(tx, 1));
    expect(await countEntries(store)).toBe(1);
  });

  test('[I5] entries cannot be changed or removed, by whatever statement', async () => {
    const store = await stores.open();
    await store.write((tx) => insert(tx, 1));
    const changed = store.write((tx) => tx.db.updateTable('entry').set({ text: 'x' }).execute());
    await expect(changed).rejects.toThrow('append-only');
    const moved = store.write((tx) => tx.db.updateTable('entry').set({ seq: 2 }).execute());
    await expect(moved).rejects.toThrow('append-only');
    const removed = store.write((tx) => tx.db.deleteFrom('entry').execute());
    await expect(removed).rejects.toThrow('append-only');
    await store.write((tx) => tx.db.updateTable('entry').set({ state: 'quarantined' }).execute());
    expect(await countEntries(store)).toBe(1);
  });

  test('[I19] audit rows cannot be changed or removed', async () => {
    const store = await stores.open();
    const audit = { chain: 'office', seq: 1, at: 1, who: 'a', act: 'b', object: 'c', hash: 'd' };
    await store.write((tx) => tx.db.insertInto('audit').values(audit).execute());
    const changed = store.write((tx) => tx.db.updateTable('audit').set({ who: 'x' }).execute());
    await expect(changed).rejects.toThrow('append-only');
    const removed = store.write((tx) => tx.db.deleteFrom('audit').execute());
    await expect(removed).rejects.toThrow('append-only');
  });

  test('instants and positions come back as numbers, bytes order as in JavaScript', async () => {
    const store = await stores.open();
    await store.write((tx) => insert(tx, 1));
    const found = await store.read(({ db }) => db.selectFrom('entry').selectAll().execute());
    expect(found).toEqual([{ ...row, seq: 1 }]);
    const keys = ['a-b', 'ab', 'B', 'đ', 'e', 'a', '-'];
    await store.write(async (tx) => {
      for (const scope of keys)
        await tx.db.insertInto('scope_head').values({ scope, head: 1 }).execute();
    });
    const heads = await store.read(({ db }) =>
      db.selectFrom('scope_head').select('scope').orderBy('scope').execute(),
    );
    expect(heads.map(({ scope }) => scope)).toEqual(keys.toSorted());
  });

  test('opening again runs no migration twice and keeps the rows', async () => {
    const store = await stores.open();
    await store.write((tx) => insert(tx, 1));
    const again = await stores.open(undefined, store);
    const migrations = await again.read(({ db }) =>
      sql<{ name: string }>`select name from kysely_migration order by name`.execute(db),
    );
    expect(migrations.rows.length).toBeGreaterThanOrEqual(6);
    expect(await countEntries(again)).toBe(1);
  });

  test('a listener hears of a move only after the commit', async () => {
    const store = await stores.open();
    const heard: [string, number, number][] = [];
    const hasHeard = new Promise<void>((resolve) => {
      store.listen(async (moved) => {
        for (const [scope, head] of moved) heard.push([scope, head, await countEntries(store)]);
        resolve();
      });
    });
    await store.write(async (tx) => {
      tx.moved.set('site:1', 7);
      await insert(tx, 1);
    });
    await hasHeard;
    expect(heard).toEqual([['site:1', 7, 1]]);
  });
});

describe('the write queue of SQLite', () => {
  let stores: StoreMaker;
  beforeAll(async () => {
    stores = await makeStores('sqlite');
  });
  afterAll(() => stores.stop());

  test('[I2] WAL with synchronous=FULL on the connection that writes', async () => {
    const store = await stores.open();
    const pragmas = await store.write(async (tx) =>
      tx.engine === 'sqlite'
        ? [
            tx.raw.pragma('synchronous', { simple: true }),
            tx.raw.pragma('journal_mode', { simple: true }),
          ]
        : [],
    );
    expect(pragmas).toEqual([2, 'wal']);
  });

  test('writes started together run one after another', async () => {
    const store = await stores.open();
    const order: string[] = [];
    const work = (name: string) => async (tx: Tx) => {
      order.push(`${name}+`);
      await insert(tx, order.length);
      order.push(`${name}-`);
    };
    await Promise.all([store.write(work('a')), store.write(work('b')), store.write(work('c'))]);
    expect(order).toEqual(['a+', 'a-', 'b+', 'b-', 'c+', 'c-']);
  });

  test('a write that waits for the outside world is undone and called a bug', async () => {
    const store = await stores.open();
    const waiting = store.write(async (tx) => {
      await insert(tx, 1);
      await setImmediate();
      await setImmediate();
    });
    await expect(waiting).rejects.toThrow('awaited something other');
    expect(await countEntries(store)).toBe(0);
  });

  test('the reading connection refuses to write', async () => {
    const store = await stores.open();
    const writing = store.read(({ db }) =>
      db.insertInto('scope_head').values({ scope: 'x', head: 1 }).execute(),
    );
    await expect(writing).rejects.toMatchObject({ name: 'StoreTrouble' });
    const heads = await store.read(({ db }) => db.selectFrom('scope_head').selectAll().execute());
    expect(heads).toEqual([]);
  });
});
