import { textOfColumn } from '@khop/server/store/entries';
import type { Store } from '@khop/server/store/store';
import { type Entry, readEntry } from '@khop/shared/entry';
import type { Id } from '@khop/shared/ids';
import type { PersonRecord } from '@khop/shared/record';

/** Everything the office holds, read past its door. */
export type OfficeView = {
  journals: {
    journal: string;
    head: number;
    entries: {
      seq: number;
      id: string | null;
      text: string;
      key: string | null;
      sig: string | null;
      hash: string;
      state: string;
    }[];
  }[];
  /** As often as it was said: a copied profile says an entry again in another journal. */
  entriesById: Map<Id, Entry[]>;
  persons: Map<Id, PersonRecord>;
};

export async function readView(store: Store): Promise<OfficeView> {
  const { entries, heads, records } = await store.read(async ({ db }) => ({
    entries: await db
      .selectFrom('entry')
      .select(['journal', 'seq', 'id', 'text', 'key', 'sig', 'hash', 'state'])
      .orderBy('journal')
      .orderBy('seq')
      .execute(),
    heads: await db.selectFrom('journal').select(['id', 'head']).execute(),
    records: await db.selectFrom('record').select('body').where('type', '=', 'person').execute(),
  }));
  const journals = new Map<string, OfficeView['journals'][number]>();
  const entriesById = new Map<Id, Entry[]>();
  for (const entry of entries) {
    const held = journals.get(entry.journal) ?? {
      journal: entry.journal,
      head: heads.find(({ id }) => id === entry.journal)?.head ?? 0,
      entries: [],
    };
    held.entries.push({ ...entry, text: textOfColumn(entry.text) });
    journals.set(entry.journal, held);
    const read = readEntry(textOfColumn(entry.text), entry);
    if (!('entry' in read)) continue;
    const said = entriesById.get(read.entry.id);
    if (said === undefined) entriesById.set(read.entry.id, [read.entry]);
    else said.push(read.entry);
  }
  const persons = new Map(
    records.map(({ body }) => {
      const record = JSON.parse(body) as PersonRecord;
      return [record.id, record];
    }),
  );
  return { journals: [...journals.values()], entriesById, persons };
}
