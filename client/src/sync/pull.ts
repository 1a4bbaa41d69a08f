import { type PackedHead, RUN_RECORDS, readPacked } from '@khop/shared/protocol/packed-page';
import { PROTOCOL } from '@khop/shared/protocol/version';
import { fromInstant } from '@khop/shared/time';
import type { Cache, CursorRow, PageRow, StoredPage } from '../data/cache.ts';
import { feedMissing, noteEpoch, toldPageOf } from '../data/load.ts';
import type { PackedPage } from '../data/pages.ts';
import type { RegisterClient } from '../data/register/client.ts';
import { type Wire, WireTrouble } from './wire.ts';

/** A page is two runs: with the one ahead as many as the register holds open (told.ts). */
const RECORDS = 2 * RUN_RECORDS;

export type PullDeps = {
  cache: Cache;
  wire: Wire;
  register: RegisterClient;
  now(): number;
  mono(): number;
  token: string;
  scopes: readonly string[];
  onProgress(progress: { received: number; total: number } | null): void;
  onOffice(said: { epoch: string; officeMs: number; askedMono: number }): void;
  /** Pages of an ended epoch were dropped: what only they said must be forgotten. */
  onDropped(): Promise<void>;
};

/**
 * Brings every scope to the office's head. A page and its cursor are stored in one transaction, so
 * that it may be cut anywhere and goes on from there (I9).
 */
export async function pull(deps: PullDeps): Promise<void> {
  try {
    for (const scope of deps.scopes) await pullScope(deps, scope);
  } finally {
    deps.onProgress(null);
  }
}

async function pullScope(deps: PullDeps, scope: string): Promise<void> {
  let cursor = await deps.cache.cursor(scope);
  let ahead: Promise<Fetched> | null = null;
  for (;;) {
    const askedMono = deps.mono();
    const isAhead = ahead !== null;
    const { place, packing }: Fetched = await (ahead ?? fetchPage(deps, scope, cursor));
    ahead = null;
    // A page asked for ahead has waited here: its time says nothing about the clock.
    const { epoch, serverTime } = place;
    if (!isAhead) deps.onOffice({ epoch, officeMs: fromInstant(serverTime), askedMono });
    const after = cursor?.after ?? 0;
    if (place.from !== after) {
      if (place.from > after || after === 0) throw new WireTrouble('bad-answer');
      cursor = await beginAgain(deps, scope, cursor, place);
      continue;
    }
    const isEnd = place.to >= place.head;
    if (!isEnd && place.to <= after) throw new WireTrouble('bad-answer');
    const next = advance(deps, scope, cursor, place, isEnd);
    // The next page comes while this one is opened and stored: the line is the slow part.
    if (!isEnd) ahead = fetchPage(deps, scope, next);
    ahead?.catch(() => undefined);
    const packed = await packing;
    if (packed === null) throw new WireTrouble('bad-answer');
    const staleIds = isEnd ? (cursor?.staleIds ?? []) : [];
    const pages = packed.map((page) => rowOf(deps, scope, place, page));
    const stored = await deps.cache.store(cursor, next, pages, staleIds);
    if (stored === null) {
      cursor = await deps.cache.cursor(scope);
      ahead = null;
      continue;
    }
    cursor = next;
    noteEpoch(deps.register, next);
    await deps.register.feed(stored.map(toldPageOf));
    if (staleIds.length > 0) await deps.onDropped();
    if (packed.length > 0) deps.register.touch();
    deps.onProgress(isEnd ? null : { received: place.to, total: place.head });
    if (!isEnd) continue;
    await feedMissing(deps, scope);
    const before = deps.register.epochs.get(scope);
    // Another tab met the new epoch first and has dropped the pages of the old one.
    if (before !== undefined && before !== cursor.epoch) await deps.onDropped();
    await repackIfWorth(deps, cursor);
    return;
  }
}

/** `packing`: its runs, opened and sealed by the register; null when they are none. */
type Fetched = { place: PackedHead; packing: Promise<PackedPage[] | null> };

async function fetchPage(
  deps: PullDeps,
  scope: string,
  cursor: CursorRow | null,
): Promise<Fetched> {
  const query = new URLSearchParams({
    protocol: String(PROTOCOL),
    after: String(cursor?.after ?? 0),
    limit: String(RECORDS),
  });
  if (cursor !== null) query.set('epoch', cursor.epoch);
  const path = `/api/scopes/${encodeURIComponent(scope)}/records?${query}`;
  const { body } = await deps.wire.bytes({ method: 'GET', path, token: deps.token });
  const place = readPacked(body)?.head;
  if (place?.scope !== scope) throw new WireTrouble('bad-answer');
  const packing = deps.register.pack(scope, body);
  // Whoever takes the page hears of it; one that is not taken after all is nobody's trouble.
  packing.catch(() => undefined);
  return { place, packing };
}

/**
 * The office was restored to before this cursor (protocol/pull.ts: `from` below `after`). The scope
 * is read again from its beginning; what was known stays in sight until that is done.
 */
async function beginAgain(
  deps: PullDeps,
  scope: string,
  cursor: CursorRow | null,
  { epoch, head }: PackedHead,
): Promise<CursorRow | null> {
  const staleIds = await deps.cache.pageIds(scope);
  const reachedAtMs = cursor?.reachedAtMs ?? null;
  const anew: CursorRow = { scope, epoch, after: 0, head, reachedAtMs, stored: 0, staleIds };
  const stored = await deps.cache.store(cursor, anew, []);
  return stored === null ? deps.cache.cursor(scope) : anew;
}

function advance(
  deps: PullDeps,
  scope: string,
  cursor: CursorRow | null,
  place: PackedHead,
  isEnd: boolean,
): CursorRow {
  const added = place.runs.reduce((sum, run) => sum + run.count, 0);
  return {
    scope,
    epoch: place.epoch,
    after: place.to,
    head: place.head,
    reachedAtMs: isEnd ? deps.now() : (cursor?.reachedAtMs ?? null),
    stored: (cursor?.stored ?? 0) + added,
    staleIds: isEnd ? [] : (cursor?.staleIds ?? []),
  };
}

function rowOf(deps: PullDeps, scope: string, { epoch }: PackedHead, page: PackedPage): PageRow {
  return { ...page, scope, epoch, receivedAtMs: deps.now() };
}

const SMALL_PAGES = 64;

/** SYNC "Record": repacked when more than half is superseded, or when single changes have become many. */
async function repackIfWorth(deps: PullDeps, cursor: CursorRow): Promise<void> {
  const { scope, epoch, stored } = cursor;
  const live = await deps.register.live(scope);
  if (live === null) return;
  const ids = await deps.cache.pageIds(scope);
  const isSuperseded = stored > 2 * live + RUN_RECORDS;
  const isScattered = ids.length > SMALL_PAGES + (2 * stored) / RUN_RECORDS;
  if (!isSuperseded && !isScattered) return;
  const rows = (await Promise.all(ids.map((id) => deps.cache.page(id)))).filter(
    (row): row is StoredPage => row !== null,
  );
  const newest = rows[0];
  if (newest === undefined) return;
  const place = `${epoch}/repacked-${newest.id}`;
  const packed = await deps.register.repack(scope, place, rows.map(toldPageOf));
  // Locked meanwhile: nothing was packed, so nothing may be replaced.
  if (packed === null) return;
  const receivedAtMs = newest.receivedAtMs;
  const pages = packed.map((page) => ({ ...page, scope, epoch, receivedAtMs }));
  await deps.cache.replace(scope, ids, pages);
}
