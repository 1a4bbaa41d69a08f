import { readDevice } from '@khop/client/data/device';
import { advanced, findJournal, nextPlace, outlineOf } from '@khop/client/data/entries';
import { derive } from '@khop/client/data/kdf';
import { type EntryRow, type Ledger, openLedger } from '@khop/client/data/ledger';
import type { Pen } from '@khop/client/data/pen';
import { makePeople } from '@khop/client/data/people';
import type { World } from '@khop/client/world';
import { digestOf, entryText, type Fact } from '@khop/shared/entry';
import { type FactOptions, factsOf } from '../journal.ts';
import { OPERATOR_ID, PIN } from './khop-tablet.ts';

const AT_ONCE = 1000;

/**
 * Writes facts into the ledger as `append` would, byte for byte, signed and sealed, but many in a
 * transaction: what a tablet holds after days without a signal.
 */
export async function fillLedger(world: World, facts: FactOptions): Promise<void> {
  const ledger = openLedger(world);
  const device = await readDevice(ledger);
  const opened = await makePeople(world, ledger, derive, () => device).unlock(OPERATOR_ID, PIN);
  if ('waitMs' in opened) throw new Error('the ledger did not open');
  let some: Fact[] = [];
  for (const fact of factsOf(facts)) {
    some.push(fact);
    if (some.length < AT_ONCE) continue;
    await appendAll(ledger, opened.pen, some);
    some = [];
  }
  await appendAll(ledger, opened.pen, some);
  ledger.close();
}

async function appendAll(ledger: Ledger, pen: Pen, facts: readonly Fact[]): Promise<void> {
  const [first, ...others] = facts;
  if (first === undefined) return;
  // The first alone: it may have to make the day's key, and two would make two.
  const made = [await write(pen, first)];
  made.push(...(await Promise.all(others.map((fact) => write(pen, fact)))));
  let journal = await ledger.run(findJournal);
  if (journal === null) throw new Error('no journal');
  const rows: EntryRow[] = [];
  for (const { outline, madeMs } of made) {
    const row = { ...outline, ...nextPlace(journal, outline) };
    journal = advanced(journal, row, madeMs);
    rows.push(row);
  }
  const bodies = rows.map(({ journal: id, seq }, nth) => {
    const body = made[nth];
    if (body === undefined) throw new Error('a row without its body');
    return { journal: id, seq, id: body.outline.id, ...body.sealed };
  });
  const head = journal;
  await ledger.run((db) =>
    db.transaction('rw', db.journals, db.entries, db.bodies, async () => {
      await db.entries.bulkAdd(rows);
      await db.bodies.bulkAdd(bodies);
      await db.journals.put(head);
    }),
  );
}

async function write(pen: Pen, fact: Fact) {
  const text = entryText(fact);
  const digest = digestOf(text);
  const [by, sealed] = await Promise.all([pen.sign(digest), pen.seal(fact.id, text)]);
  const outline = outlineOf(fact, digest, by);
  return { outline, sealed, madeMs: outline.recordedAtMs - (fact.recordedAt.skewMs ?? 0) };
}

/** Whether the ledger's rows show any of these texts in clear: they must not. */
export async function showsInClear(world: World, texts: readonly string[]): Promise<boolean> {
  const ledger = openLedger(world);
  const rows = await ledger.run((db) => db.bodies.limit(500).toArray());
  ledger.close();
  const decoder = new TextDecoder();
  return rows.some(({ sealed }) => {
    const shown = decoder.decode(sealed);
    return texts.some((text) => shown.includes(text));
  });
}

export async function countLedger(world: World): Promise<number> {
  const ledger = openLedger(world);
  const [entries, bodies] = await ledger.run((db) =>
    Promise.all([db.entries.count(), db.bodies.count()]),
  );
  ledger.close();
  if (entries !== bodies) throw new Error(`${entries} entries and ${bodies} bodies`);
  return entries;
}
