import { sql } from 'kysely';
import type { Engine } from '../store.ts';
import { type Schema, textOn } from './dialect.ts';

/** Rights become dated appointments; the one role, site and commune an account had move over. */
export async function appointmentTable(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  await db.schema
    .createTable('appointment')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('account', text, (column) => column.notNull())
    .addColumn('role', text, (column) => column.notNull())
    .addColumn('site', text)
    .addColumn('unit_edition', text)
    .addColumn('unit_code', text)
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('until_at', 'bigint')
    .addColumn('made_by', text, (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_by', text)
    .execute();
  await db.schema.createIndex('appointment_account').on('appointment').column('account').execute();
  await db.schema.createIndex('appointment_site').on('appointment').column('site').execute();
  const into = sql`insert into appointment (id, account, role, site, unit_edition, unit_code, from_at,
    until_at, made_by, made_at, ended_by)`;
  const dates = sql`created_at, ended_at, 'migration', created_at, null from account`;
  await sql`${into} select id || ':site', id, role, site, null, null, ${dates}
    where site is not null`.execute(db);
  // `commune:<edition>:<code>`, and no edition has a colon in it.
  const rest = sql`substr(commune, 9)`;
  const colon = engine === 'postgres' ? sql`strpos(${rest}, ':')` : sql`instr(${rest}, ':')`;
  await sql`${into} select id || ':commune', id, role, null, substr(${rest}, 1, ${colon} - 1),
    substr(${rest}, ${colon} + 1), ${dates} where commune is not null`.execute(db);
  await sql`${into} select id || ':country', id, role, null, null, null, ${dates}
    where role in ('ministry', 'administrator') and site is null and commune is null`.execute(db);
  await db.schema.dropIndex('account_site').execute();
  for (const column of ['role', 'site', 'commune']) {
    await db.schema.alterTable('account').dropColumn(column).execute();
  }
}
