import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { keepListeners } from './listeners.ts';
import { migrate } from './migrate.ts';
import { openEar } from './postgres-ear.ts';
import { type Moved, type Reads, type Store, StoreTrouble, type Tx, type World } from './store.ts';
import type { Tables } from './tables.ts';

const CHANNEL = 'khop_moved';
const TRIES = 5;

/** Nobody waits for ever: a tablet that is told "busy" comes again. */
const PATIENCE = {
  lock_timeout: 10_000,
  connectionTimeoutMillis: 30_000,
  // An office whose machine is gone would keep its locks until the network finds out.
  idle_in_transaction_session_timeout: 60_000,
};

/** 64-bit integers come as text from the wire; ours are milliseconds and counts, safe as numbers. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

export async function openPostgres(url: string, world: World): Promise<Store> {
  await prepare(url);
  const db = connect(url, PATIENCE);
  const listeners = keepListeners();
  const ear = await openEar(url, CHANNEL, listeners.tell);
  const reads: Reads = { ...world, engine: 'postgres', db };

  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const moved = new Map<string, number>();
      try {
        const value = await db
          .transaction()
          .execute((trx) => work({ ...world, engine: 'postgres', db: trx, moved }));
        // Not waited for: the write is durable, and a missed hint costs only time.
        void nudge(db, moved);
        return value;
      } catch (error) {
        if (attempt < TRIES && isCollision(error)) continue;
        throw troubleOf(error) ?? error;
      }
    }
  }

  return {
    engine: 'postgres',
    write,
    async read(work) {
      try {
        return await work(reads);
      } catch (error) {
        throw troubleOf(error) ?? error;
      }
    },
    listen: listeners.listen,
    // Its server decides by itself when it must not go on.
    failed: new Promise(() => undefined),
    async close() {
      await ear.close();
      await db.destroy();
    },
  };
}

function connect(url: string, limits: pg.PoolConfig): Kysely<Tables> {
  const pool = new pg.Pool({
    ...limits,
    ...{ connectionString: url, types, max: 8, application_name: 'khop' },
  });
  // A connection that breaks must not end the process, neither an idle one nor one between two
  // statements of a transaction: the next statement meets the trouble.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** With all patience: a large table may be changed, by another process that started with this one. */
async function prepare(url: string): Promise<void> {
  const db = connect(url, {});
  try {
    await assertDurable(db);
    await migrate(db, 'postgres');
  } finally {
    await db.destroy();
  }
}

async function assertDurable(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ commit: string; fsync: string }>`
    select current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync
  `.execute(db);
  if (rows[0]?.commit === 'off' || rows[0]?.fsync === 'off') {
    throw new StoreTrouble('broken', new Error('PostgreSQL runs without fsync on commit'));
  }
}

// After the commit and outside it: NOTIFY inside a transaction takes a lock on the whole database.
async function nudge(db: Kysely<Tables>, moved: Moved): Promise<void> {
  const all = [...moved];
  for (let from = 0; from < all.length; from += 50) {
    const payload = JSON.stringify(all.slice(from, from + 50));
    await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(db).catch(() => undefined);
  }
}

function codeOf(error: unknown): string {
  return error instanceof pg.DatabaseError ? (error.code ?? '') : '';
}

/** Deadlock or serialization: the engine undid all of it, so it may simply be done again. */
function isCollision(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

/** What pg itself says of a connection that is no more; it gives no code. */
const ENDED =
  /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

function troubleOf(error: unknown): StoreTrouble | null {
  const code = codeOf(error);
  if (isCollision(error) || code === '55P03') return new StoreTrouble('busy', error);
  if (code === '53100') return new StoreTrouble('full', error);
  if (code.startsWith('57') || code.startsWith('53') || code.startsWith('08')) {
    return new StoreTrouble('lost', error);
  }
  if (code.startsWith('58') || code.startsWith('XX')) return new StoreTrouble('broken', error);
  if (!(error instanceof Error)) return null;
  if (error.message.startsWith('timeout exceeded when trying to connect')) {
    return new StoreTrouble('busy', error);
  }
  const system = 'code' in error ? String(error.code) : '';
  const isLost = /^E(CONN|PIPE|HOST|NET|TIMEDOUT)/.test(system) || ENDED.test(error.message);
  return isLost ? new StoreTrouble('lost', error) : null;
}
