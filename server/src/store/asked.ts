import { sql } from 'kysely';
import { type DeskFilter, listedIds } from './desk.ts';
import { lockNames } from './locks.ts';
import type { OracleAlertTable, OracleAskedTable } from './oracle-tables.ts';
import type { Reads, Tx } from './store.ts';

/** What was asked about citizens and persons, by either; locks them until the end of the transaction. */
export async function readAsked(
  tx: Tx,
  about: { citizens: readonly string[]; subjects: readonly string[]; officers: readonly string[] },
): Promise<OracleAskedTable[]> {
  const names = [...about.citizens, ...about.subjects, ...about.officers];
  // Two workers that ask about one citizen at once must see one another's questions.
  await lockNames(
    tx,
    'number',
    names.map((name) => `oracle:${name}`),
  );
  if (about.citizens.length === 0) return [];
  return tx.db
    .selectFrom('oracle_asked')
    .selectAll()
    .where((each) =>
      each.or([
        each('citizen', 'in', [...about.citizens]),
        each('subject', 'in', [...about.subjects]),
      ]),
    )
    .execute();
}

/** New questions of a day in each officer's name that no second person let through. */
export async function countAskedBy(
  { db }: Pick<Tx, 'db'>,
  officers: readonly string[],
  day: string,
): Promise<Map<string, number>> {
  if (officers.length === 0) return new Map();
  const rows = await db
    .selectFrom('oracle_asked')
    .select(({ fn }) => ['officer', fn.countAll<number>().as('count')])
    .where('officer', 'in', [...officers])
    .where('asked_on', '=', day)
    .where('released_by', 'is', null)
    .groupBy('officer')
    .execute();
  return new Map(rows.map(({ officer, count }) => [officer, Number(count)]));
}

export async function insertAsked(tx: Tx, rows: readonly OracleAskedTable[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.db
    .insertInto('oracle_asked')
    .values([...rows])
    .onConflict((conflict) => conflict.columns(['citizen', 'variant']).doNothing())
    .execute();
}

/** Answers which of the alerts are new. */
export async function insertAlerts(
  tx: Tx,
  rows: readonly OracleAlertTable[],
): Promise<OracleAlertTable[]> {
  if (rows.length === 0) return [];
  return tx.db
    .insertInto('oracle_alert')
    .values([...rows])
    .onConflict((conflict) => conflict.columns(['citizen', 'field']).doNothing())
    .returningAll()
    .execute();
}

/** The latest alerts about whom the asker may see, and their questions that wait, the oldest first. */
export async function listHeld(
  reads: Reads,
  asker: Pick<DeskFilter, 'scopes' | 'sites'>,
  limit: number,
) {
  if (asker.scopes.length === 0) return { held: [], alerts: [] };
  const { db } = reads;
  const held = await db
    .selectFrom('job')
    .select(['id', 'subject', 'payload', 'last_problem', 'run_at'])
    .where('state', '=', 'held')
    .where('subject', 'in', listedIds(reads, asker))
    .orderBy('id')
    .limit(limit)
    .execute();
  const alerts = await db
    .selectFrom('oracle_alert')
    .selectAll()
    .where('subject', 'in', listedIds(reads, asker))
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return { held, alerts };
}

/** Everybody in whose name something was asked about the person, or about their number. */
export async function officersAbout(
  { db }: Pick<Tx, 'db'>,
  about: { citizen: string; subject: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('oracle_asked')
    .select('officer')
    .distinct()
    .where((each) =>
      each.or([each('citizen', '=', about.citizen), each('subject', '=', about.subject)]),
    )
    .execute();
  return rows.map(({ officer }) => officer);
}

/** Questions whose day has come wait no more; one that is asked again meanwhile is not asked twice. */
export async function wakeHeld(tx: Tx, now: number): Promise<void> {
  await sql`update job set state = 'waiting'
    where state = 'held' and run_at <= ${now} and not exists (
      select 1 from job as live
      where live.dedupe_key = job.dedupe_key and live.state in ('waiting', 'leased')
    )`.execute(tx.db);
}

/** Puts a question aside. One that waits already for the same content gives way to it. */
export async function holdCheck(
  tx: Tx,
  worker: string,
  hold: { id: string; why: string; until: number },
): Promise<void> {
  await sql`update job set state = 'done', last_problem = 'superseded'
    where state = 'held' and dedupe_key = (select dedupe_key from job where id = ${hold.id})`.execute(
    tx.db,
  );
  await tx.db
    .updateTable('job')
    .set({
      state: 'held',
      last_problem: hold.why,
      run_at: hold.until,
      lease_until: null,
      lease_by: null,
    })
    .where('id', '=', hold.id)
    .where('state', '=', 'leased')
    .where('lease_by', '=', worker)
    .execute();
}
