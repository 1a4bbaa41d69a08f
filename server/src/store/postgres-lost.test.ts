import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStore } from './open-store.ts';
import { handClock } from './sample-store.ts';
import type { Store } from './store.ts';
import { startTestPostgres, type TestPostgres } from './test-postgres.ts';

// A server that dies, or is switched over, ends its connections; the office must live on and find it.

let cluster: TestPostgres;
let store: Store;
let hand: pg.Client;
beforeAll(async () => {
  cluster = await startTestPostgres();
  const url = await cluster.freshUrl();
  store = await openStore(url, { clock: handClock(), random: (length) => new Uint8Array(length) });
  hand = new pg.Client({ connectionString: url });
  await hand.connect();
});
afterAll(async () => {
  await store.close();
  await hand.end();
  await cluster.stop();
});

/** Ends what the office holds open, as a dying server does; answers how many those were. */
async function cutConnections(name: string): Promise<number> {
  const { rows } = await hand.query(
    'select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = $1',
    [name],
  );
  return rows.length;
}

function move(by: Store, head: number): Promise<void> {
  return by.write(async (tx) => {
    await tx.db.selectFrom('office').select('nth').execute();
    tx.moved.set('national', head);
  });
}

test('[I2] a connection that ends within a transaction is trouble of the store, and the next write works', async () => {
  const cut = store.write(async (tx) => {
    await tx.db.selectFrom('office').select('nth').execute();
    await cutConnections('khop');
    await tx.db.selectFrom('office').select('nth').execute();
  });
  await expect(cut).rejects.toMatchObject({ name: 'StoreTrouble', kind: 'lost' });
  await move(store, 1);
});

test('[I2] a connection that ends while a statement runs is trouble of the store', async () => {
  await hand.query('begin');
  await hand.query('lock table office');
  const waiting = store.read(({ db }) => db.selectFrom('office').select('nth').execute());
  const cut = expect(waiting).rejects.toMatchObject({ name: 'StoreTrouble', kind: 'lost' });
  await vi.waitFor(async () => {
    const { rows } = await hand.query('select 1 from pg_locks where not granted');
    expect(rows.length).toBe(1);
  });
  await cutConnections('khop');
  await cut;
  await hand.query('rollback');
});

test('[I2] another process that holds a lock for ever makes the office busy, not dumb', async () => {
  await hand.query('begin');
  await hand.query('lock table office');
  const waiting = store.read(({ db }) => db.selectFrom('office').select('nth').execute());
  await expect(waiting).rejects.toMatchObject({ name: 'StoreTrouble', kind: 'busy' });
  await hand.query('rollback');
  await move(store, 2);
}, 30_000);

test('an office that vanishes within a transaction does not keep its locks', async () => {
  const limit = await store.read(({ db }) =>
    sql<{
      limit: string;
    }>`select current_setting('idle_in_transaction_session_timeout') as limit`.execute(db),
  );
  expect(limit.rows).toEqual([{ limit: '1min' }]);
});

test('a lost ear is found again: the office hears what other processes write', async () => {
  const heard = vi.fn();
  store.listen(heard);
  expect(await cutConnections('khop-ear')).toBe(1);
  await vi.waitFor(
    async () => {
      await move(store, 7);
      expect(heard).toHaveBeenCalledWith(new Map([['national', 7]]));
    },
    { timeout: 20_000, interval: 100 },
  );
});
