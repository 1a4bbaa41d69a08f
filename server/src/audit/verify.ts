import type { Kysely } from 'kysely';
import { type AuditRow, auditPage, type ChainHead, nextAuditRow } from '../store/audit.ts';
import type { Tables } from '../store/tables.ts';
import type { AnchorPoints } from './anchor-points.ts';

type Db = Kysely<Tables>;

/**
 * What does not hold. `changed`: the row is not what was written after the one before it. `missing`:
 * rows before it are gone. `cut`: the chain ends before `seq`, which a journal or an anchor knows.
 * `rewritten`: the chain holds together and yet is another than the one that was anchored.
 * `other-entry`: the receipt names other bytes than the journal holds now.
 */
export type Finding = {
  chain: string;
  seq: number;
  kind: 'changed' | 'missing' | 'cut' | 'rewritten' | 'other-entry';
};

export type Verified = {
  rows: number;
  chains: number;
  findings: Finding[];
  /** Anchored places of epochs that were named as ended by a restore, and that are gone. */
  restoredAway: number;
};

const PAGE = 1000;

/** [I19] Walks through every audit chain and tells all that does not hold. */
export async function verifyAudit(
  db: Db,
  points: AnchorPoints | null,
  restoredEpochs: ReadonlySet<string> = new Set(),
): Promise<Verified> {
  // First, because an office at work goes on writing: what comes later than these is no fault.
  const expected = await expectedEnds(db);
  const verified: Verified = { rows: 0, chains: 0, findings: [], restoredAway: 0 };
  const found = (chain: string, seq: number, kind: Finding['kind']) =>
    verified.findings.push({ chain, seq, kind });
  const ends = new Map<string, ChainHead>();

  function checkAnchors(chain: string, seq: number, hash: string | null): void {
    for (const point of points?.at(chain, seq) ?? []) {
      if (point.hash === hash) continue;
      if (restoredEpochs.has(point.epoch)) verified.restoredAway += 1;
      else found(chain, seq, hash === null ? 'cut' : 'rewritten');
    }
  }

  let last: AuditRow | null = null;
  for (;;) {
    const page: AuditRow[] = await auditPage(db, last ?? { chain: '', seq: 0 }, PAGE);
    for (const row of page) {
      const before: ChainHead = last?.chain === row.chain ? last : { seq: 0, hash: '' };
      if (row.seq !== before.seq + 1) found(row.chain, row.seq, 'missing');
      else if (nextAuditRow(row.chain, before, row).hash !== row.hash) {
        found(row.chain, row.seq, 'changed');
      }
      if (expected.get(row.chain)?.seq === row.seq) {
        if (expected.get(row.chain)?.hash !== row.hash) found(row.chain, row.seq, 'rewritten');
      }
      checkAnchors(row.chain, row.seq, row.hash);
      ends.set(row.chain, row);
      last = row;
    }
    for (const { chain, seq } of await otherEntries(db, page)) found(chain, seq, 'other-entry');
    verified.rows += page.length;
    if (page.length < PAGE) break;
  }
  verified.chains = ends.size;
  for (const [chain, head] of expected) {
    if ((ends.get(chain)?.seq ?? 0) < head.seq) found(chain, head.seq, 'cut');
  }
  for (const [chain, seq] of points?.all() ?? []) {
    if ((ends.get(chain)?.seq ?? 0) < seq) checkAnchors(chain, seq, null);
  }
  return verified;
}

/** A journal counts its receipts itself: who cuts its chain must change it there as well. */
async function expectedEnds(db: Db): Promise<Map<string, ChainHead>> {
  const rows = await db
    .selectFrom('journal')
    .select(['id', 'receipts', 'receipt_hash'])
    .where('receipts', '>', 0)
    .execute();
  return new Map(
    rows.map((row) => [`journal:${row.id}`, { seq: row.receipts, hash: row.receipt_hash }]),
  );
}

/** Receipts whose last entry is not in the journal with the hash that was received. */
async function otherEntries(db: Db, page: readonly AuditRow[]): Promise<AuditRow[]> {
  const receipts = page.flatMap((row) => {
    const said = /^\d+-(\d+):([0-9a-f]{64})$/.exec(row.object);
    return row.act === 'push' && said !== null
      ? [{ row, journal: row.chain.replace(/^journal:/, ''), seq: Number(said[1]), hash: said[2] }]
      : [];
  });
  const wrong: AuditRow[] = [];
  for (const [journal, its] of Map.groupBy(receipts, (each) => each.journal)) {
    const entries = await db
      .selectFrom('entry')
      .select(['seq', 'hash'])
      .where('journal', '=', journal)
      .where(
        'seq',
        'in',
        its.map((each) => each.seq),
      )
      .execute();
    const hashBySeq = new Map(entries.map(({ seq, hash }) => [seq, hash]));
    wrong.push(
      ...its.filter((each) => hashBySeq.get(each.seq) !== each.hash).map(({ row }) => row),
    );
  }
  return wrong;
}
