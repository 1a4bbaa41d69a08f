import { Page } from '@khop/shared/protocol/pull';
import type { Epoch } from '@khop/shared/protocol/push';
import type { StoredRecord } from '@khop/shared/record';
import { type Bytes, gunzip, gzip, toBytes, toText } from './bytes.ts';
import type { Sealer } from './vault.ts';

/** What one stored page says, in the office's order. `record` null: it left the scope. */
export type Told = { id: string; record: StoredRecord | null };

export type PackedPage = { place: string; count: number; sealed: Bytes };
export type Packed = {
  epoch: Epoch;
  from: number;
  to: number;
  head: number;
  serverTime: string;
  pages: PackedPage[];
};

/**
 * Records in one stored page. To show one person the register opens one page again: 500 records are
 * opened, inflated and parsed in about 10 ms on a desktop core.
 */
const RECORDS = 500;

/** Total: bytes that are no page of this scope give null. */
export function readPage(body: Bytes, scope: string): Page | null {
  let json: unknown;
  try {
    json = JSON.parse(toText(body));
  } catch {
    return null;
  }
  const parsed = Page.safeParse(json);
  // The records are the office's own folds; the page is checked, not every leaf (protocol/pull.ts).
  return parsed.success && parsed.data.scope === scope ? (parsed.data as Page) : null;
}

/** Cuts what was told into pages; `place` names the first, the others add a number. */
export async function sealPages(
  sealer: Sealer,
  scope: string,
  place: string,
  told: Told[],
): Promise<(PackedPage & { told: Told[] })[]> {
  const runs: Told[][] = [];
  for (let at = 0; at < told.length; at += RECORDS) runs.push(told.slice(at, at + RECORDS));
  return Promise.all(
    runs.map(async (run, index) => {
      const own = `${place}/${index}`;
      const packed = await gzip(toBytes(JSON.stringify(run)));
      const sealed = await sealer.seal('pages', `${scope}/${own}`, packed);
      return { place: own, count: run.length, sealed, told: run };
    }),
  );
}

export async function openPage(
  sealer: Sealer,
  page: { scope: string; place: string; sealed: Bytes },
): Promise<Told[]> {
  const packed = await sealer.open('pages', `${page.scope}/${page.place}`, page.sealed);
  return JSON.parse(toText(await gunzip(packed))) as Told[];
}

/** The latest word about each record, oldest first. `pages` newest first. */
export function mergeTold(pages: Told[][]): Told[] {
  const latest = new Map<string, Told>();
  for (const page of pages.toReversed()) {
    for (const told of page) {
      latest.delete(told.id);
      latest.set(told.id, told);
    }
  }
  return [...latest.values()].filter((told) => told.record !== null);
}
