import type { JournalId } from '@khop/shared/ids';
import { toText } from './bytes.ts';
import type { BodyRow } from './ledger.ts';
import type { Sealer } from './vault.ts';

// Apart from entries.ts, so that the register's worker does not carry Dexie.

/** Where an entry's bytes lie: part of what they are sealed with. */
export function placeOf(journal: JournalId, seq: number): string {
  return `${journal}/${seq}`;
}

export async function openBody(sealer: Sealer, row: BodyRow): Promise<string> {
  return toText(await sealer.open('bodies', placeOf(row.journal, row.seq), row.sealed));
}
