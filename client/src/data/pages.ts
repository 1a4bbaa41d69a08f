import { RUN_RECORDS, Run, readPacked } from '@khop/shared/protocol/packed-page';
import type { StoredRecord } from '@khop/shared/record';
import { type Bytes, gunzip, gzip, toBytes, toText } from './bytes.ts';
import type { Sealer } from './vault.ts';

/** What one stored page says, in the office's order. `record` null: it left the scope. */
export type Told = { id: string; record: StoredRecord | null };

/** One run of the office's, sealed. `place` names it to the sealer. */
export type PackedPage = { place: string; count: number; sealed: Bytes };
type Opened = PackedPage & { told: Told[] };

/**
 * The runs of a packed page from the wire, opened, and sealed as they came. Total: bytes that are no
 * whole page of this scope give null.
 */
export async function sealRuns(
  sealer: Sealer,
  scope: string,
  body: Bytes,
): Promise<Opened[] | null> {
  const packed = readPacked(body);
  if (packed?.head.scope !== scope) return null;
  const { epoch, from, to, runs } = packed.head;
  const opened = await Promise.all(
    packed.runs.map(async (bytes, index) => {
      const told = await readRun(bytes);
      if (told === null || told.length !== runs[index]?.count) return null;
      // Both ends: what another tab stored up to the same place may have begun elsewhere.
      return sealRun(sealer, scope, `${epoch}/${from}-${to}/${index}`, bytes, told);
    }),
  );
  return opened.every((run) => run !== null) ? opened : null;
}

/** The records are the office's own folds; the run is checked, not every leaf (protocol/pull.ts). */
async function readRun(bytes: Bytes): Promise<Told[] | null> {
  try {
    const told = Run.safeParse(JSON.parse(toText(await gunzip(bytes))));
    return told.success ? (told.data as Told[]) : null;
  } catch {
    return null;
  }
}

async function sealRun(
  sealer: Sealer,
  scope: string,
  place: string,
  bytes: Bytes,
  told: Told[],
): Promise<Opened> {
  const sealed = await sealer.seal('pages', `${scope}/${place}`, bytes);
  return { place, count: told.length, sealed, told };
}

/** Packs again what several pages told; `place` names the first, the others add a number. */
export async function sealPages(
  sealer: Sealer,
  scope: string,
  place: string,
  told: Told[],
): Promise<Opened[]> {
  const runs: Told[][] = [];
  for (let at = 0; at < told.length; at += RUN_RECORDS) runs.push(told.slice(at, at + RUN_RECORDS));
  return Promise.all(
    runs.map(async (run, index) => {
      const bytes = await gzip(toBytes(JSON.stringify(run)));
      return sealRun(sealer, scope, `${place}/${index}`, bytes, run);
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
