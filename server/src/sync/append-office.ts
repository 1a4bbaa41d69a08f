import type { Tx } from '../store/store.ts';
import { applyEntries } from './apply.ts';
import { type OfficeFact, writeOfficeArrivals } from './office-journal.ts';

/** States facts in the office's own journal and folds them into their records. */
export async function appendOfficeEntries(tx: Tx, facts: readonly OfficeFact[]): Promise<void> {
  await applyEntries(tx, await writeOfficeArrivals(tx, facts));
}
