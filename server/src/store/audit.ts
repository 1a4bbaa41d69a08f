import { hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { prepared } from './prepared.ts';
import type { Reads, Tx } from './store.ts';
import type { Tables } from './tables.ts';

/** One act: who did what to which thing. Ids only, never personal data. */
export type Act = { at: number; who: string; act: string; object: string };
export type AuditRow = Act & { chain: string; seq: number; hash: string };

export type ChainHead = { seq: number; hash: string };

export const OFFICE_CHAIN = 'office';

/** The row that follows `previous` in its chain; each hash covers the whole row and the one before. */
export function nextAuditRow(chain: string, previous: ChainHead, act: Act): AuditRow {
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
  await recordActs(tx, [{ ...act, at: tx.clock.now() }]);
}

/** Writes down several acts, in their order, as one piece of the office's chain. */
export async function recordActs(tx: Tx, acts: readonly Act[]): Promise<void> {
  // One chain for the whole office: its writers wait for one another, which these rare acts bear.
  if (tx.engine === 'postgres')
    await sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`.execute(tx.db);
  const last = await findOfficeHead(tx.db);
  let previous = last ?? { seq: 0, hash: '' };
  const rows = acts.map((act) => {
    const row = nextAuditRow(OFFICE_CHAIN, previous, act);
    previous = row;
    return row;
  });
  await insertAuditRows(tx, rows);
}

/** The last acts done to one thing, the latest first. */
export async function findActs(
  { db }: Reads,
  object: string,
  act: string,
  limit: number,
): Promise<{ at: number; who: string }[]> {
  return db
    .selectFrom('audit')
    .select(['at', 'who'])
    .where('object', '=', object)
    .where('act', '=', act)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
}

/** Where the office's own chain ends. */
export function findOfficeHead(db: Kysely<Tables>): Promise<ChainHead | undefined> {
  return db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .where('chain', '=', OFFICE_CHAIN)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Where each chain ends: the office's, and one for the receipts of each journal. */
export async function readHeads({ db }: Reads): Promise<Map<string, ChainHead>> {
  const office = await findOfficeHead(db);
  const journals = await db
    .selectFrom('journal')
    .select(['id', 'receipts', 'receipt_hash'])
    .where('receipts', '>', 0)
    .orderBy('id')
    .execute();
  return new Map([
    ...(office === undefined ? [] : [[OFFICE_CHAIN, office] as const]),
    ...journals.map(
      (row) => [`journal:${row.id}`, { seq: row.receipts, hash: row.receipt_hash }] as const,
    ),
  ]);
}

/** Rows of all chains in order, from beyond `after`. */
export async function auditPage(
  db: Kysely<Tables>,
  after: { chain: string; seq: number },
  limit: number,
): Promise<AuditRow[]> {
  return (
    db
      .selectFrom('audit')
      .selectAll()
      // As one value, or SQLite walks through the whole table for each page.
      .where(sql<boolean>`(chain, seq) > (${after.chain}, ${after.seq})`)
      .orderBy('chain')
      .orderBy('seq')
      .limit(limit)
      .execute()
  );
}

const AUDIT_LOCK = 0x6b686f71;
