import { startEpoch } from './epochs.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store, World } from './store.ts';

/**
 * Opens the office's database, brings its schema up to date and begins its first epoch if need be.
 * @param location `postgres://…`, the path of an SQLite file, or `:memory:`
 */
export async function openStore(location: string, world: World): Promise<Store> {
  const store = /^postgres(ql)?:\/\//.test(location)
    ? await openPostgres(location, world)
    : await openSqlite(location, world);
  await store.write(async (tx) => {
    const office = await tx.db.selectFrom('office').select('nth').limit(1).executeTakeFirst();
    if (office === undefined) await startEpoch(tx, 'first start');
  });
  return store;
}
