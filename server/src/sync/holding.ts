import type { PersonRecord, StoredRecord } from '@khop/shared/record';
import { lockNames } from '../store/locks.ts';
import { readRecords } from '../store/records.ts';
import type { Tx } from '../store/store.ts';

/** A record as it was found and as it is now, within one transaction. */
export type Held = { before: StoredRecord | null; now: StoredRecord | null };
export type Holding = Map<string, Held>;

/** Takes records into the transaction: locked, then read. */
export async function hold(tx: Tx, holding: Holding, ids: Iterable<string>): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !holding.has(id));
  if (missing.length === 0) return;
  await lockNames(tx, 'subject', missing);
  const records = await readRecords(tx, missing);
  for (const id of missing) {
    const record = records.get(id) ?? null;
    holding.set(id, { before: record, now: record });
  }
}

/** The persons whose identity is new or was amended in this transaction. */
export function personsWithNewIdentity(holding: Holding): PersonRecord[] {
  return [...holding.values()].flatMap(({ before, now }) => {
    if (now?.type !== 'person') return [];
    const isNew = before?.type !== 'person' || before.versions.length !== now.versions.length;
    return isNew ? [now] : [];
  });
}
