import { type EntryBody, entryText, type Fact, genesisHash } from '@khop/shared/entry';
import { type Id, newId, toHex } from '@khop/shared/ids';
import { toInstant } from '@khop/shared/time';
import { getOffice } from '../store/epochs.ts';
import { lockJournals, saveJournals } from '../store/journals.ts';
import type { Tx } from '../store/store.ts';
import { type Arrival, readArrivals } from './arrival.ts';

/** A fact the office states itself. */
export type OfficeFact =
  | { kind: 'identity-checked'; subject: Id; body: EntryBody<'identity-checked'> }
  | { kind: 'persons-linked'; subject: Id; body: EntryBody<'persons-linked'> };

/** The account id under which the office's own entries stand. */
export const OFFICE = 'office';

/** Takes the next places of the office's journal for these facts; the caller applies them. */
export async function writeOfficeArrivals(
  tx: Tx,
  facts: readonly OfficeFact[],
): Promise<Arrival[]> {
  if (facts.length === 0) return [];
  const { journal } = await getOffice(tx);
  const now = tx.clock.now();
  const held = await lockJournals(tx, [newJournalRow(journal, null, now)]);
  const row = held.get(journal);
  if (row === undefined) throw new Error('the office has no journal');
  const texts = facts.map((fact) =>
    entryText({
      v: 1,
      id: newId(now, tx.random),
      kind: fact.kind,
      recordedAt: { at: toInstant(now), zone: 420, skewMs: 0, mono: Math.round(tx.clock.mono()) },
      operator: OFFICE,
      grant: OFFICE,
      subject: fact.subject,
      replaces: null,
      salt: toHex(tx.random(16)),
      body: fact.body,
    } as Fact),
  );
  const at = { journal, device: null, receivedAt: now, mayBeOffice: true };
  const said = texts.map((text) => ({ text, key: null, sig: null }));
  const arrivals = readArrivals(at, row.head + 1, row.head_hash, said);
  row.head += arrivals.length;
  row.head_hash = arrivals.at(-1)?.row.hash ?? row.head_hash;
  row.seen_at = now;
  await saveJournals(tx, [row]);
  return arrivals;
}

/** How a journal begins: empty, its chain bound to its id. */
export function newJournalRow(id: string, device: string | null, now: number) {
  return {
    id,
    device,
    head: 0,
    head_hash: genesisHash(id),
    safe: 0,
    state: 'open' as const,
    fork_at: null,
    receipts: 0,
    receipt_hash: '',
    created_at: now,
    seen_at: now,
  };
}
