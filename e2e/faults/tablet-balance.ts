import Database from 'better-sqlite3';
import type { Held } from './tablet-page.ts';

/** What does not balance between what was called saved and what is there; empty when all does. */
export type Balance = { saved: number; held: number; unsaid: number; broken: string[] };

/**
 * Every entry that was called saved lies in the ledger once, with its body; places have no gap and
 * nothing is half written. `unsaid`: entries that are there and were not yet called saved when the
 * page died; at most `inFlight` may be.
 */
export function balanceLedger(
  saved: ReadonlySet<string>,
  held: readonly Held[],
  inFlight: number,
): Balance {
  const broken: string[] = [];
  const times = new Map<string, number>();
  const heads = new Map<string, number>();
  for (const { journal, seq, id, hasBody } of held) {
    times.set(id, (times.get(id) ?? 0) + 1);
    if (!hasBody) broken.push(`${journal}/${seq} has no body`);
    const head = heads.get(journal) ?? 0;
    if (seq !== head + 1) broken.push(`${journal} has a gap before ${seq}`);
    heads.set(journal, seq);
  }
  for (const id of saved) {
    const count = times.get(id) ?? 0;
    if (count !== 1) broken.push(`${id} was called saved and is there ${count} times`);
  }
  const unsaid = [...times.keys()].filter((id) => !saved.has(id)).length;
  if (unsaid > inFlight) broken.push(`${unsaid} entries are there of which nobody heard`);
  return { saved: saved.size, held: held.length, unsaid, broken };
}

/** How often the office holds each entry, read from its database, past everything it says. */
export function countAtOffice(data: string): Map<string, number> {
  const database = new Database(`${data}/office.sqlite`, { readonly: true });
  try {
    const rows = database
      .prepare('select id, count(*) as times from entry where id is not null group by id')
      .all() as { id: string; times: number }[];
    return new Map(rows.map(({ id, times }) => [id, times]));
  } finally {
    database.close();
  }
}

/** Entries that the office does not hold exactly once. */
export function missingAtOffice(data: string, saved: Iterable<string>): string[] {
  const there = countAtOffice(data);
  return [...saved]
    .filter((id) => there.get(id) !== 1)
    .map((id) => `${id} reached the office ${there.get(id) ?? 0} times`);
}
