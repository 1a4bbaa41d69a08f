import type { Tx } from '../store/store.ts';
import type { JournalTable } from '../store/tables.ts';

/**
 * A journal belongs to the tablet that began it. A tablet that was enrolled anew at the same site
 * keeps its storage, and so its journal: it takes it over. Nobody else may write into it.
 */
export async function mayWriteInto(tx: Tx, row: JournalTable, device: string): Promise<boolean> {
  if (row.device === device) return true;
  if (row.device === null) return false;
  const sites = await tx.db
    .selectFrom('device')
    .select(['id', 'site'])
    .where('id', 'in', [row.device, device])
    .execute();
  const [first, second] = sites;
  if (first === undefined || second === undefined || first.site !== second.site) return false;
  row.device = device;
  return true;
}
