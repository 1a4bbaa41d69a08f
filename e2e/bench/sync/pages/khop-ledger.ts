import { placeOf } from '@khop/client/data/bodies';
import { toBytes } from '@khop/client/data/bytes';
import { advanced, findJournal, keep } from '@khop/client/data/entries';
import { derive } from '@khop/client/data/kdf';
import { openLedger } from '@khop/client/data/ledger';
import { makePeople } from '@khop/client/data/people';
import type { World } from '@khop/client/world';
import { factsOf } from '../journal.ts';
import { OPERATOR_ID, PIN } from './khop-tablet.ts';

const AT_ONCE = 1000;

/**
 * Writes facts into the ledger as `record` would, byte for byte and sealed, but many in a
 * transaction: what a tablet holds after days without a signal.
 */
export async function fillLedger(
  world: World,
  facts: { seed: number; from: number; count: number },
): Promise<void> {
  const ledger = openLedger(world);
  const people = makePeople(world, ledger, derive);
  const opened = await people.unlock(OPERATOR_ID, PIN);
  if ('waitMs' in opened) throw new Error('the ledger did not open');
  const { sealer } = opened.keys;
  let journal = await ledger.run(findJournal);
  if (journal === null) throw new Error('no journal');
  let kept: ReturnType<typeof keep>[] = [];
  const write = async () => {
    const sealed = await Promise.all(
      kept.map(({ row, text }) =>
        sealer.seal('bodies', placeOf(row.journal, row.seq), toBytes(text)),
      ),
    );
    const rows = kept.map(({ row }) => row);
    const bodies = rows.map(({ journal: id, seq }, nth) => ({
      journal: id,
      seq,
      sealed: sealed[nth] ?? new Uint8Array(),
    }));
    const head = journal;
    await ledger.run((db) =>
      db.transaction('rw', db.journals, db.entries, db.bodies, async () => {
        await db.entries.bulkAdd(rows);
        await db.bodies.bulkAdd(bodies);
        if (head !== null) await db.journals.put(head);
      }),
    );
    kept = [];
  };
  for (const fact of factsOf(facts)) {
    const one = keep(fact, journal.journal, journal.head + 1, journal.headHash);
    journal = advanced(journal, one);
    kept.push(one);
    if (kept.length === AT_ONCE) await write();
  }
  if (kept.length > 0) await write();
  ledger.close();
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
