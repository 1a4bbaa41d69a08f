import type { Id } from '@khop/shared/ids';
import type { StoredRecord } from '@khop/shared/record';
import type { Instant } from '@khop/shared/time';
import type { Bytes } from '../bytes.ts';
import { openPage, type Told } from '../pages.ts';
import type { Sealer } from '../vault.ts';

/** A sealed page as the cache holds it. A greater id in one scope is a later word. */
export type ToldPage = {
  id: number;
  scope: string;
  place: string;
  receivedAt: Instant;
  sealed: Bytes;
};

type Pointer = { page: ToldPage; at: number; applied: number };
/** `known`: the fold of the office; null when nobody but this tablet knows the record. */
export type KnownRecord = { record: StoredRecord; receivedAt: Instant };

/** As many as two pages from the wire make (sync/pull.ts), so that each is parsed only once. */
const OPENED = 4;

/**
 * What the office told. Pages may come in any order: within a scope the later page counts, between
 * scopes the record that contains more entries. Only the last few pages lie open in memory.
 */
export function makeTold(sealer: Sealer) {
  const pointers = new Map<Id, Pointer>();
  /** By scope and record: the page that spoke last; negative when it said "gone". */
  const lastWord = new Map<string, Map<Id, number>>();
  const opened = new Map<string, Told[]>();

  const keyOf = (page: { scope: string; place: string }) => `${page.scope} ${page.place}`;

  async function recordsOf(page: ToldPage): Promise<Told[]> {
    const key = keyOf(page);
    const records = opened.get(key) ?? (await openPage(sealer, page));
    hold(key, records);
    return records;
  }

  function hold(key: string, records: Told[]) {
    opened.delete(key);
    opened.set(key, records);
    for (const oldest of opened.keys()) {
      if (opened.size <= OPENED) break;
      opened.delete(oldest);
    }
  }

  function isInAnyScope(id: Id): boolean {
    for (const words of lastWord.values()) if ((words.get(id) ?? -1) > 0) return true;
    return false;
  }

  return {
    /** Spares opening a page whose records are at hand because it has just been sealed. */
    hold: (page: { scope: string; place: string }, records: Told[]) => hold(keyOf(page), records),
    /** The records that changed by this page; null for one that has left its last scope. */
    async feed(page: ToldPage): Promise<{ id: Id; record: StoredRecord | null }[]> {
      const changed: { id: Id; record: StoredRecord | null }[] = [];
      const words = lastWord.get(page.scope) ?? new Map<Id, number>();
      lastWord.set(page.scope, words);
      const records = await recordsOf(page);
      for (const [at, { id, record }] of records.entries()) {
        if (Math.abs(words.get(id) ?? 0) > page.id) continue;
        words.set(id, record === null ? -page.id : page.id);
        if (record === null) {
          if (isInAnyScope(id)) continue;
          pointers.delete(id);
          changed.push({ id, record: null });
          continue;
        }
        const before = pointers.get(id);
        const applied = record.applied.length;
        if (before !== undefined && before.applied > applied) continue;
        pointers.set(id, { page, at, applied });
        changed.push({ id, record });
      }
      return changed;
    },
    async get(id: Id): Promise<KnownRecord | null> {
      const pointer = pointers.get(id);
      if (pointer === undefined) return null;
      const told = (await recordsOf(pointer.page))[pointer.at];
      return told?.record ? { record: told.record, receivedAt: pointer.page.receivedAt } : null;
    },
    /** Records now in the scope: what repacked pages would hold. */
    live(scope: string): number {
      let live = 0;
      for (const page of lastWord.get(scope)?.values() ?? []) if (page > 0) live++;
      return live;
    },
  };
}
