import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { handClock } from '../store/sample-store.ts';
import { KEYS, NOT_COPIED } from './lines.ts';

test('[I2] every table of the store is copied, or it is said why an office is whole without it', async () => {
  const random = (length: number) => new Uint8Array(length);
  const store = await openStore(':memory:', { clock: handClock(), random });
  const { rows } = await store.read(({ db }) =>
    sql<{ name: string }>`select name from sqlite_master where type = 'table'
      and name not like 'sqlite_%' and name not like 'kysely_%'`.execute(db),
  );
  const told = new Set([...Object.keys(KEYS), ...Object.keys(NOT_COPIED)]);
  expect(rows.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([]);
  expect(Object.keys(KEYS).filter((name) => name in NOT_COPIED)).toEqual([]);
  await store.close();
});
