import type { Entry } from '@khop/shared/entry';
import { readEntry } from '@khop/shared/entry';
import { foldEntry } from '@khop/shared/record';
import {
  findWaiting,
  insertEntries,
  markReplaced,
  releaseEntries,
  settleEntries,
  textOfColumn,
} from '../store/entries.ts';
import { advanceFeeds } from '../store/feeds.ts';
import { upsertRecords } from '../store/records.ts';
import type { Tx } from '../store/store.ts';
import type { Arrival } from './arrival.ts';
import { type Held, type Holding, hold } from './holding.ts';
import { queueNewChecks } from './new-checks.ts';
import { rowOf, scopesOf } from './record-row.ts';
import { linkSamePersons } from './same-person.ts';

/**
 * Decides and writes entries, of any number of journals, in the order given: each is stored, folded
 * into its record or quarantined with a problem (written into its row), never dropped. Then the
 * records, their feeds and the checks they ask for follow. The caller holds the journals' rows.
 */
export function applyEntries(tx: Tx, arrivals: readonly Arrival[]): Promise<void> {
  return foldAndKeep(tx, arrivals, (said) => insertEntries(tx, rowsOf([...arrivals, ...said])));
}

/** The same for entries the office holds in quarantine already and decides anew. */
export function applyStored(tx: Tx, stored: readonly Arrival[]): Promise<void> {
  return foldAndKeep(tx, stored, async (said) => {
    await settleEntries(tx, rowsOf(stored));
    await insertEntries(tx, rowsOf(said));
  });
}

/** `keep`: writes the entries down, with those the office says itself about what they make known. */
async function foldAndKeep(
  tx: Tx,
  arrivals: readonly Arrival[],
  keep: (said: readonly Arrival[]) => Promise<void>,
): Promise<void> {
  if (arrivals.length === 0) return;
  const holding: Holding = new Map();
  await hold(tx, holding, subjectsOf(arrivals));
  for (const arrival of arrivals) foldArrival(holding, arrival);
  await foldWaiting(tx, holding, arrivals);
  const said = await linkSamePersons(tx, holding);
  for (const arrival of said) foldArrival(holding, arrival);
  await keep(said);
  await markReplaced(tx, replacementsOf(arrivals));
  await saveHolding(tx, holding);
  await queueNewChecks(tx, holding);
}

function rowsOf(arrivals: readonly Arrival[]) {
  return arrivals.map(({ row }) => row);
}

function* subjectsOf(arrivals: readonly Arrival[]): Iterable<string> {
  for (const { entry } of arrivals) if (entry !== null) yield entry.subject;
}

function foldArrival(holding: Holding, { row, entry }: Arrival): void {
  if (entry === null) return;
  const problem = fold(holding, entry);
  row.state = problem === null ? 'applied' : 'quarantined';
  row.problem = problem;
}

/** [R2] An entry that came before by another journal (re-published after a fork) changes nothing. */
function fold(holding: Holding, entry: Entry): string | null {
  const held = holding.get(entry.subject);
  if (held === undefined) throw new Error('an entry was folded before its record was held');
  const folded = foldEntry(held.now, entry);
  if ('problem' in folded) return folded.problem;
  held.now = folded.record;
  return null;
}

function isWaiting(problem: string | null): boolean {
  return problem === 'subject-unknown' || problem === 'dose-unknown';
}

/**
 * Two tablets may hand over a fact and the fact it builds on in either order, as after a restore.
 * What waited for what has now come is folded, without anybody's help, until nothing more fits.
 */
async function foldWaiting(tx: Tx, holding: Holding, arrivals: readonly Arrival[]): Promise<void> {
  const grown = [...holding].filter(([, held]) => isGrown(held)).map(([id]) => id);
  const stored = await findWaiting(tx, grown);
  const waiting = stored.flatMap(({ journal, seq, text }) => {
    const read = readEntry(textOfColumn(text), { journal, seq });
    return 'entry' in read ? [{ journal, seq, entry: read.entry }] : [];
  });
  let here = arrivals.filter(({ row, entry }) => entry !== null && isWaiting(row.problem));
  const released: { journal: string; seq: number }[] = [];
  for (let hasMoved = true; hasMoved; ) {
    hasMoved = false;
    for (const each of [...waiting]) {
      if (fold(holding, each.entry) !== null) continue;
      released.push(each);
      waiting.splice(waiting.indexOf(each), 1);
      hasMoved = true;
    }
    for (const arrival of here) foldArrival(holding, arrival);
    const still = here.filter(({ row }) => isWaiting(row.problem));
    if (still.length < here.length) hasMoved = true;
    here = still;
  }
  await releaseEntries(tx, released);
}

/** Only a new record or a new dose is something an earlier fact can have waited for. */
function isGrown({ before, now }: Held): boolean {
  if (now === null || now === before) return false;
  if (before === null) return true;
  return (
    now.type === 'person' && before.type === 'person' && now.doses.length > before.doses.length
  );
}

function replacementsOf(arrivals: readonly Arrival[]): { id: string; by: string }[] {
  return arrivals.flatMap(({ row, entry }) =>
    entry !== null && entry.replaces !== null && row.state === 'applied'
      ? [{ id: entry.replaces, by: entry.id }]
      : [],
  );
}

async function saveHolding(tx: Tx, holding: Holding): Promise<void> {
  const rows = [];
  const moves = new Map<string, Map<string, boolean>>();
  const move = (scope: string, id: string, isGone: boolean) => {
    const records = moves.get(scope);
    if (records === undefined) moves.set(scope, new Map([[id, isGone]]));
    else records.set(id, isGone);
  };
  for (const [id, { before, now }] of holding) {
    if (now === null || now === before) continue;
    rows.push(rowOf(now));
    const scopes = scopesOf(now);
    for (const scope of scopes) move(scope, id, false);
    if (before === null) continue;
    for (const scope of scopesOf(before)) if (!scopes.includes(scope)) move(scope, id, true);
  }
  await upsertRecords(tx, rows);
  await advanceFeeds(tx, moves);
}
