import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { prepared } from './prepared.ts';
import type { Tx } from './store.ts';

/** One act: who did what to which thing. Ids only, never personal data. */
export type Act = { at: number; who: string; act: string; object: string };
export type AuditRow = Act & { chain: string; seq: number; hash: string };

export const OFFICE_CHAIN = 'office';

/** The row that follows `previous` in its chain; each hash covers the whole row and the one before. */
export function nextAuditRow(
  chain: string,
  previous: { seq: number; hash: string },
  act: Act,
): AuditRow {
  const seq = previous.seq + 1;
  const text = JSON.stringify([previous.hash, chain, seq, act.at, act.who, act.act, act.object]);
  return { ...act, chain, seq, hash: hash('sha256', text) };
}

const INSERT_SQLITE =
  'insert into audit (chain, seq, at, who, act, object, hash) values (?,?,?,?,?,?,?)';

export async function insertAuditRows(tx: Tx, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length === 0) return;
  if (tx.engine === 'sqlite') {
    const insert = prepared(tx.raw, INSERT_SQLITE);
    for (const { chain, seq, at, who, act, object, hash: sum } of rows) {
      insert.run(chain, seq, at, who, act, object, sum);
    }
    return;
  }
  await sql`insert into audit (chain, seq, at, who, act, object, hash)
    select chain, seq, at, who, act, object, hash
    from json_populate_recordset(null::audit, ${JSON.stringify(rows)})`.execute(tx.db);
}

/** Writes down an act of the office: sign-in, enrolment, fork, epoch. */
export async function recordAct(tx: Tx, act: Omit<Act, 'at'>): Promise<void> {
  // One chain for the whole office: its writers wait for one another, which these rare acts bear.
  if (tx.engine === 'postgres')
    await sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`.execute(tx.db);
  const last = await tx.db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .where('chain', '=', OFFICE_CHAIN)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const previous = last ?? { seq: 0, hash: '' };
  await insertAuditRows(tx, [nextAuditRow(OFFICE_CHAIN, previous, { ...act, at: tx.clock.now() })]);
}

const AUDIT_LOCK = 0x6b686f71;
