import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store, World } from './store.ts';

/**
 * Opens the office's database and brings its schema up to date.
 * @param location `postgres://…`, the path of an SQLite file, or `:memory:`
 */
export async function openStore(location: string, world: World): Promise<Store> {
  return /^postgres(ql)?:\/\//.test(location)
    ? openPostgres(location, world)
    : openSqlite(location, world);
}
