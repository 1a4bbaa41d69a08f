import * as z from 'zod/mini';
import type { StoredRecord } from '../record.ts';
import { Instant } from '../time.ts';
import { Epoch } from './push.ts';

export const MAX_PULL_RECORDS = 2000;

/** Where a page lies in its scope. */
export const pagePlace = {
  epoch: Epoch,
  scope: z.string(),
  /**
   * The cursor this page goes on from. Below the `after` that was asked when the office was restored
   * since: what the tablet holds of the scope is then dropped and pulled again from 0.
   */
  from: z.int(),
  /** The cursor after this page; equal to `head` when nothing is left. */
  to: z.int(),
  head: z.int(),
  serverTime: Instant,
};

export const Told = z.object({
  pos: z.int(),
  id: z.string(),
  record: z.nullable(z.looseObject({ type: z.enum(['person', 'session', 'lot']), id: z.string() })),
});

/**
 * `GET /api/scopes/:scope/records?protocol&epoch&after&limit`: records whose position lies beyond
 * `after`, oldest first, each once with its latest state. `record` null: it left the scope. Records
 * are the office's own folds: the tablet checks the page, not every leaf (it re-reads what it shows).
 */
export const Page = z.object({ ...pagePlace, records: z.array(Told) });
export type Page = Omit<z.infer<typeof Page>, 'records'> & {
  records: { pos: number; id: string; record: StoredRecord | null }[];
};

/** Scopes a record lies in. A tablet subscribes to those its grant names. */
export function siteScope(site: string): string {
  return `site:${site}`;
}
export function communeScope(unit: { edition: string; code: string }): string {
  return `commune:${unit.edition}:${unit.code}`;
}
