import { toInstant } from '@khop/shared/time';
import type { Backlog } from './backlog.ts';
import type { Cache, CursorRow, StoredPage } from './cache.ts';
import { readJournals, readOwnBodies } from './entries.ts';
import { readEntryKeys } from './entry-keys.ts';
import type { Ledger } from './ledger.ts';
import { readLeftBehind } from './quarantine.ts';
import type { RegisterClient } from './register/client.ts';
import type { Posted } from './register/own.ts';
import type { ToldPage } from './register/told.ts';

export function toldPageOf({ id, scope, place, receivedAtMs, sealed }: StoredPage): ToldPage {
  return { id, scope, place, receivedAt: toInstant(receivedAtMs), sealed };
}

const BODIES = 500;
/** Pages after which the screens look again while the rest still comes in. */
const LOOK = 8;

export type LoadDeps = {
  ledger: Ledger;
  cache: Cache;
  register: RegisterClient;
  backlog: Backlog;
  key: CryptoKey;
  site: string | null;
  scopes: readonly string[];
  /** False once somebody has locked: the rest is not loaded. */
  isWanted(): boolean;
};

/**
 * Fills the register: own entries first, then pages, the newest first, because today's people are in
 * them. Resolves when the own entries are there; `rest` when everything is. Home waits for neither.
 */
export async function loadRegister(deps: LoadDeps): Promise<{ rest: Promise<void> }> {
  const { ledger, register, backlog } = deps;
  register.setReady(false);
  await register.open(deps.key, deps.site, await readEntryKeys(ledger));
  for (const journal of await ledger.run(readJournals)) {
    for (let from = 1; deps.isWanted(); ) {
      const bodies = await readOwnBodies(ledger, journal, from, BODIES);
      const last = bodies.at(-1);
      if (last === undefined) break;
      await register.addSealed(bodies);
      from = last.seq + 1;
    }
    if (deps.isWanted()) await register.addSealed(await readLeftBehind(ledger, journal));
  }
  await postBacklog(register, backlog, null);
  register.touch();
  return { rest: loadPages(deps) };
}

async function loadPages(deps: LoadDeps): Promise<void> {
  for (const scope of deps.scopes) await feedMissing(deps, scope, deps.isWanted);
  if (deps.isWanted()) deps.register.setReady(true);
}

/** Before the register is given a page: when other pages end with their epoch, it must forget them. */
export function noteEpoch(
  { epochs }: Pick<RegisterClient, 'epochs'>,
  { scope, epoch, staleIds }: CursorRow,
): void {
  if (!epochs.has(scope)) epochs.set(scope, staleIds.length > 0 ? null : epoch);
}

/**
 * Feeds the pages of a scope that the register does not hold, the newest first. Looks again until
 * nothing is new: a pull may repack pages while they are read, and another tab may pull for both.
 */
export async function feedMissing(
  { cache, register }: Pick<LoadDeps, 'cache' | 'register'>,
  scope: string,
  isWanted: () => boolean = () => true,
): Promise<void> {
  const gone = new Set<number>();
  for (let fed = 0; ; ) {
    // First where the pages stand, then which there are: whatever another tab drops after is noticed.
    const cursor = register.epochs.has(scope) ? null : await cache.cursor(scope);
    if (cursor !== null) noteEpoch(register, cursor);
    const known = await cache.pageIds(scope);
    const missing = known.filter((id) => !register.fed.has(id) && !gone.has(id));
    if (missing.length === 0) return;
    for (const id of missing) {
      if (!isWanted()) return;
      const page = await cache.page(id);
      if (page === null) gone.add(id);
      else await register.feed([toldPageOf(page)]);
      fed += 1;
      if (fed % LOOK === 1) register.touch();
    }
  }
}

/** Tells the register what the office has, so that each dose shows the step it truly reached (UX4). */
export async function postBacklog(
  register: RegisterClient,
  backlog: Backlog,
  sending: Posted['sending'],
): Promise<void> {
  const refused = backlog.quarantine().map((each) => each.entry);
  await register.post({ acked: backlog.acked(), refused, sending });
}
