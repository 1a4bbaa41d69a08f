import Database from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startTestPostgres } from '../test-postgres.ts';
import { accessTables } from './access.ts';
import { appointmentTable } from './appointments.ts';
import type { Schema } from './dialect.ts';
import { siteKinds } from './sites.ts';

async function fill(db: Schema): Promise<void> {
  const rows: [string, string, string | null, string | null][] = [
    ['nurse', 'vaccinator', 'site-1', null],
    ['head', 'head-of-site', 'site-1', 'commune:2026-04:00004'],
    ['chair', 'commune-chairman', null, 'commune:2025-06:00007'],
    ['admin', 'administrator', null, null],
    ['lost', 'vaccinator', null, null],
  ];
  for (const [id, role, site, commune] of rows) {
    await sql`insert into account
      values (${id}, ${id}, ${id}, ${role}, ${site}, ${commune}, 'x', 5, null)`.execute(db);
  }
  await sql`insert into site values ('site-1', 'Trạm', '2026-04', '00004', 'Xã',
    ${JSON.stringify(['Chợ', 'Trường'])})`.execute(db);
}

async function moved(db: Schema) {
  const appointments = await sql<Record<string, unknown>>`select account, role, site, unit_edition,
    unit_code, until_at from appointment order by id`.execute(db);
  const sites = await sql<Record<string, unknown>>`select id, name, kind, parent, commune_code
    from site order by id`.execute(db);
  return {
    appointments: appointments.rows.map((row) => Object.values(row)),
    sites: sites.rows.map((row) => Object.values(row)),
  };
}

const kept = {
  appointments: [
    ['admin', 'administrator', null, null, null, null],
    ['chair', 'commune-chairman', null, '2025-06', '00007', null],
    ['head', 'head-of-site', null, '2026-04', '00004', null],
    ['head', 'head-of-site', 'site-1', null, null, null],
    ['nurse', 'vaccinator', 'site-1', null, null, null],
  ],
  sites: [
    ['site-1', 'Trạm', 'public', null, '00004'],
    ['site-1.1', 'Chợ', 'mobile', 'site-1', '00004'],
    ['site-1.2', 'Trường', 'mobile', 'site-1', '00004'],
  ],
};

test('an office of before keeps its rights and points: each becomes a row of its own (SQLite)', async () => {
  const dialect = new SqliteDialect({ database: new Database(':memory:') });
  const db: Schema = new Kysely({ dialect });
  await accessTables(db, 'sqlite');
  await fill(db);
  await appointmentTable(db, 'sqlite');
  await siteKinds(db, 'sqlite');
  expect(await moved(db)).toEqual(kept);
  await db.destroy();
});

test('an office of before keeps its rights and points: each becomes a row of its own (PostgreSQL)', async () => {
  const cluster = await startTestPostgres();
  const pool = new pg.Pool({ connectionString: await cluster.freshUrl() });
  const db: Schema = new Kysely({ dialect: new PostgresDialect({ pool }) });
  await accessTables(db, 'postgres');
  await fill(db);
  await appointmentTable(db, 'postgres');
  await siteKinds(db, 'postgres');
  expect(await moved(db)).toEqual(kept);
  await db.destroy();
  await cluster.stop();
});
