import { readEntry } from '@khop/shared/entry';
import { LATE_REASONS, type LateDecision, type LateReason } from '@khop/shared/protocol/desk-late';
import { recordAct } from '../store/audit.ts';
import { textOfColumn } from '../store/entries.ts';
import type { Reads, Tx } from '../store/store.ts';
import { applyStored } from './apply.ts';
import type { Arrival } from './arrival.ts';
import { flagRights } from './authority.ts';

const LATE = 'after-revocation';
const ACTS = { accept: 'late-accepted', reject: 'late-rejected' } as const;

/** `own`: somebody else decides about what one recorded oneself. */
export type LateOutcome = { decided: number } | { refused: 'absent' | 'own' };

/**
 * [L7] Decides about entries of a journal that were recorded after their tablet was revoked. Accepted
 * ones are folded as if they had just come: what they still lack they wait for. Rejected ones stay in
 * quarantine, and may be accepted after all. What is decided already is left alone.
 */
export async function decideLate(
  tx: Tx,
  { journal, seqs, decision, reason }: LateDecision,
  { by, sites }: { by: string; sites: readonly string[] },
): Promise<LateOutcome> {
  const owner = await tx.db
    .selectFrom('journal')
    .innerJoin('device', 'device.id', 'journal.device')
    .select('device.site')
    .where('journal.id', '=', journal)
    .executeTakeFirst();
  if (owner === undefined || !sites.includes(owner.site)) return { refused: 'absent' };
  // Held as a push holds it: two who decide at once do so one after the other.
  await tx.db
    .updateTable('journal')
    .set((each) => ({ seen_at: each.ref('seen_at') }))
    .where('id', '=', journal)
    .execute();
  const rows = await tx.db
    .selectFrom('entry')
    .selectAll()
    .where('journal', '=', journal)
    .where('seq', 'in', [...seqs])
    .where('state', '=', 'quarantined')
    .where('problem', '=', LATE)
    .orderBy('seq')
    .execute();
  if (rows.some(({ operator }) => operator === by)) return { refused: 'own' };
  const decided = await rejectedOf(tx, rows);
  const open = rows.filter((row) => decision === 'accept' || !decided.has(placeOf(row)));
  if (decision === 'accept') {
    const arrivals = open.map((row): Arrival => {
      const { seq } = row;
      const read = readEntry(textOfColumn(row.text), { journal, seq });
      // It was read when it came, by this office or one before it: it is an entry.
      if (!('entry' in read)) throw new Error('a late entry is no entry');
      return { row: { ...row, state: 'applied', problem: null }, entry: read.entry };
    });
    await flagRights(tx, arrivals);
    await applyStored(tx, arrivals);
  }
  for (const row of open) {
    await recordAct(tx, { who: by, act: ACTS[decision], object: objectOf(row, reason) });
  }
  return { decided: open.length };
}

type Placed = { journal: string; seq: number };

function placeOf({ journal, seq }: Placed): string {
  return `${journal}:${seq}`;
}

/** Reasons are words of a list, so that the audit holds nobody's name. */
function objectOf(row: Placed, reason: LateReason): string {
  return `${placeOf(row)} ${reason}`;
}

/** Which of these entries were rejected, as `journal:seq`. */
export async function rejectedOf(reads: Reads, rows: readonly Placed[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const found = await reads.db
    .selectFrom('audit')
    .select('object')
    .where('act', '=', ACTS.reject)
    .where(
      'object',
      'in',
      rows.flatMap((row) => LATE_REASONS.map((reason) => objectOf(row, reason))),
    )
    .execute();
  return new Set(found.map(({ object }) => object.split(' ')[0] ?? ''));
}

/** The journal and seq of an entry that was accepted late, out of its row of the audit. */
export function acceptedPlace(act: string, object: string): Placed | null {
  if (act !== ACTS.accept) return null;
  const [place = ''] = object.split(' ');
  const colon = place.lastIndexOf(':');
  return { journal: place.slice(0, colon), seq: Number(place.slice(colon + 1)) };
}
