import { sql } from 'kysely';
import { prepared } from './prepared.ts';
import type { Tx } from './store.ts';
import type { JournalTable } from './tables.ts';

const COLUMNS = `id, device, head, head_hash, safe, state, fork_at, receipts, receipt_hash,
  created_at, seen_at`;

const INSERT_SQLITE = `insert into journal (${COLUMNS}) values (?,?,?,?,?,?,?,?,?,?,?)
  on conflict (id) do nothing`;
const SELECT_SQLITE = `select ${COLUMNS} from journal where id = ?`;
const UPDATE_SQLITE = `update journal set device = ?, head = ?, head_hash = ?, state = ?,
  fork_at = ?, receipts = ?, receipt_hash = ?, seen_at = ? where id = ?`;

/**
 * The journals' rows, held until the end of the transaction; those that are new begin as given.
 * Answered in no particular order.
 */
export async function lockJournals(
  tx: Tx,
  beginnings: readonly JournalTable[],
): Promise<Map<string, JournalTable>> {
  const found = new Map<string, JournalTable>();
  if (tx.engine === 'sqlite') {
    const select = prepared<JournalTable>(tx.raw, SELECT_SQLITE);
    for (const row of beginnings) {
      let held = select.get(row.id);
      if (held === undefined) {
        insertSqlite(tx, row);
        held = { ...row };
      }
      found.set(row.id, held);
    }
    return found;
  }
  const sorted = beginnings.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  await sql`insert into journal (${sql.raw(COLUMNS)})
    select ${sql.raw(COLUMNS)} from json_populate_recordset(null::journal, ${JSON.stringify(sorted)})
    on conflict (id) do nothing`.execute(tx.db);
  const { rows } = await sql<JournalTable>`select ${sql.raw(COLUMNS)} from journal
    where id = any(${sorted.map(({ id }) => id)}) order by id for update`.execute(tx.db);
  for (const row of rows) found.set(row.id, row);
  return found;
}

function insertSqlite(tx: Tx & { engine: 'sqlite' }, row: JournalTable): void {
  prepared(tx.raw, INSERT_SQLITE).run(
    row.id,
    row.device,
    row.head,
    row.head_hash,
    row.safe,
    row.state,
    row.fork_at,
    row.receipts,
    row.receipt_hash,
    row.created_at,
    row.seen_at,
  );
}

/** Writes back rows that `lockJournals` gave. `safe` belongs to the backup and is left alone. */
export async function saveJournals(tx: Tx, rows: readonly JournalTable[]): Promise<void> {
  if (tx.engine === 'sqlite') {
    const update = prepared(tx.raw, UPDATE_SQLITE);
    for (const row of rows) {
      update.run(
        row.device,
        row.head,
        row.head_hash,
        row.state,
        row.fork_at,
        row.receipts,
        row.receipt_hash,
        row.seen_at,
        row.id,
      );
    }
    return;
  }
  await sql`update journal set device = x.device, head = x.head, head_hash = x.head_hash,
      state = x.state, fork_at = x.fork_at, receipts = x.receipts,
      receipt_hash = x.receipt_hash, seen_at = x.seen_at
    from json_populate_recordset(null::journal, ${JSON.stringify(rows)}) as x
    where journal.id = x.id`.execute(tx.db);
}
