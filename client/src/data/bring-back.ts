import Dexie, { type Table } from 'dexie';
import type { JournalRow, LedgerDb } from './ledger.ts';

type Place = [string, number];

/**
 * Gives a ledger what a replica of it holds and it does not: everything, where the store was deleted;
 * the end of its journals, where the store was read up to a torn record only. No row of an entry is
 * ever deleted, so one that the replica has and the ledger has not was lost. What the ledger has stays
 * as it is. Answers how many entries came back.
 */
export async function bringBack(replica: LedgerDb, ledger: LedgerDb): Promise<number> {
  // One that was never filled: the browser was closed before, or its store was lost too.
  if ((await replica.meta.get('device')) === undefined) return 0;
  const theirs = await replica.journals.toArray();
  const lost = await lostPlaces(replica, ledger, theirs);
  if (lost.length === 0 && !(await isGone(ledger)) && (await aheadOf(ledger, theirs)).length === 0)
    return 0;

  const [meta, keys, drafts, carried, rows, bodies] = await Promise.all([
    replica.meta.toArray(),
    replica.entryKeys.toArray(),
    replica.drafts.toArray(),
    replica.carried.toArray(),
    replica.entries.bulkGet(lost),
    replica.bodies.bulkGet(lost),
  ]);
  // A transaction that waits for another database is over: all of that is read before.
  await ledger.transaction('rw', ledger.tables, async () => {
    if (await isGone(ledger)) await ledger.meta.bulkPut(meta);
    const open = await openOnes(ledger);
    await ledger.journals.bulkPut(await aheadOf(ledger, theirs));
    await closeAllButOne(ledger, open);
    await putAbsent(ledger.entries, present(rows));
    await putAbsent(ledger.bodies, present(bodies));
    await putAbsent(ledger.entryKeys, keys);
    await putAbsent(ledger.carried, carried);
    await putAbsent(ledger.drafts, drafts);
  });
  return lost.length;
}

const present = <T>(rows: (T | undefined)[]): T[] => rows.filter((row) => row !== undefined);

async function putAbsent<T, K>(table: Table<T, K>, rows: readonly T[]): Promise<void> {
  const { extractKey } = table.core.schema.primaryKey;
  const there = await table.bulkGet(rows.map((row) => extractKey?.(row) as K));
  await table.bulkPut(rows.filter((_, nth) => there[nth] === undefined));
}

async function isGone(ledger: LedgerDb): Promise<boolean> {
  return (await ledger.meta.get('device')) === undefined;
}

/** The replica's journals that go further than the ledger's, or are closed where the ledger's is not. */
async function aheadOf(ledger: LedgerDb, theirs: readonly JournalRow[]): Promise<JournalRow[]> {
  const mine = await ledger.journals.bulkGet(theirs.map(({ journal }) => journal));
  return theirs.filter((row, nth) => isAhead(row, mine[nth]));
}

function isAhead(theirs: JournalRow, mine: JournalRow | undefined): boolean {
  if (mine === undefined || theirs.head > mine.head) return true;
  return theirs.forkedAt !== null && mine.forkedAt === null;
}

function openOnes(ledger: LedgerDb): Promise<JournalRow[]> {
  return ledger.journals.filter(({ forkedAt }) => forkedAt === null).toArray();
}

/** Exactly one journal is open: the one that was, unless it is known by now to be closed. */
async function closeAllButOne(ledger: LedgerDb, before: readonly JournalRow[]): Promise<void> {
  const open = await openOnes(ledger);
  const wasOpen = (row: JournalRow) => before.some(({ journal }) => journal === row.journal);
  const kept = open.find(wasOpen) ?? open.at(-1);
  const closed = open.filter((row) => row !== kept);
  await ledger.journals.bulkPut(closed.map((row) => ({ ...row, forkedAt: row.head + 1 })));
}

async function lostPlaces(
  replica: LedgerDb,
  ledger: LedgerDb,
  journals: readonly JournalRow[],
): Promise<Place[]> {
  const lost: Place[] = [];
  for (const { journal } of journals) {
    const theirs = (await replica.entries
      .where('[journal+seq]')
      .between([journal, Dexie.minKey], [journal, Dexie.maxKey])
      .primaryKeys()) as Place[];
    const [first, last] = [theirs[0], theirs.at(-1)];
    if (first === undefined || last === undefined) continue;
    const there = () => ledger.entries.where('[journal+seq]').between(first, last, true, true);
    // Nearly always: nothing is missing, and 10,000 keys need not be compared to know it.
    if ((await there().count()) === last[1] - first[1] + 1) continue;
    const mine = new Set(((await there().primaryKeys()) as Place[]).map(([, seq]) => seq));
    lost.push(...theirs.filter(([, seq]) => !mine.has(seq)));
  }
  return lost;
}
