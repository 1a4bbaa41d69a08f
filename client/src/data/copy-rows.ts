import Dexie from 'dexie';
import type { BodyRow, EntryRow, LedgerDb } from './ledger.ts';

type Small = Awaited<ReturnType<typeof readSmall>>;

/** All that is small, as it stands at one moment. */
export function readSmall(db: LedgerDb) {
  return db.transaction('r', db.meta, db.journals, db.entryKeys, db.drafts, db.carried, () =>
    Dexie.Promise.all([
      db.meta.toArray(),
      db.journals.toArray(),
      db.entryKeys.toArray(),
      db.drafts.toArray(),
      db.carried.toArray(),
    ]),
  );
}

export function putSmall(db: LedgerDb, [meta, journals, entryKeys, drafts, carried]: Small) {
  return db.transaction('rw', db.tables, async () => {
    await db.meta.bulkPut(meta);
    await db.journals.bulkPut(journals);
    await db.entryKeys.bulkPut(entryKeys);
    await db.drafts.bulkPut(drafts);
    await db.carried.bulkPut(carried);
  });
}

type Chunk = { rows: EntryRow[]; bodies: BodyRow[] };

export function readChunk(
  db: LedgerDb,
  journal: string,
  from: number,
  upTo: number,
): Promise<Chunk> {
  return db.transaction('r', db.entries, db.bodies, async () => {
    const places = [[journal, from], [journal, upTo], true, true] as const;
    const rows = await db.entries
      .where('[journal+seq]')
      .between(...places)
      .toArray();
    const bodies = await db.bodies
      .where('[journal+seq]')
      .between(...places)
      .toArray();
    return { rows, bodies };
  });
}

/** What the nurse has still to mend. */
export function readProblems(db: LedgerDb): Promise<Chunk> {
  return db.transaction('r', db.entries, db.bodies, async () => {
    const rows = await db.entries.where('problem').above('').toArray();
    const bodies = await db.bodies.bulkGet(
      rows.map(({ journal, seq }): [string, number] => [journal, seq]),
    );
    return { rows, bodies: bodies.filter((body) => body !== undefined) };
  });
}

/** A row that is there already is newer than the one that was read before it. */
export function putMissing(db: LedgerDb, { rows, bodies }: Chunk) {
  return db.transaction('rw', db.entries, db.bodies, async () => {
    const there = await db.entries.bulkGet(
      rows.map(({ journal, seq }): [string, number] => [journal, seq]),
    );
    const missing = rows.filter((_, nth) => there[nth] === undefined);
    await db.entries.bulkPut(missing);
    const isMissing = new Set(missing.map(({ journal, seq }) => `${journal}/${seq}`));
    await db.bodies.bulkPut(
      bodies.filter(({ journal, seq }) => isMissing.has(`${journal}/${seq}`)),
    );
  });
}
