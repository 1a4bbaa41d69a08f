import { newJournalId } from '@khop/shared/ids';
import type { Reads, Tx } from './store.ts';

export type Office = { nth: number; epoch: string; journal: string; started_at: number };

/** The epoch that runs now. Every office has one from its first start on. */
export async function getOffice(reads: Reads): Promise<Office> {
  return reads.db
    .selectFrom('office')
    .select(['nth', 'epoch', 'journal', 'started_at'])
    .orderBy('nth', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

/**
 * Begins a new epoch and remembers how far each scope of the old one is still true. The office's own
 * journal begins anew as well: after a restore its next entries would reuse places that tablets may
 * have seen with other bytes.
 * @param isKnown whether the heads there are now are where the histories part. Not where the office
 * found out by itself that it is older than its word: others may have filled the lost places since,
 * so nothing that was told in the old epoch can be relied upon.
 */
export async function startEpoch(tx: Tx, reason: string, isKnown = true): Promise<Office> {
  const last = await tx.db
    .selectFrom('office')
    .select(['nth', 'epoch'])
    .orderBy('nth', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last !== undefined && isKnown) {
    await tx.db
      .insertInto('fork')
      .columns(['scope', 'epoch', 'head'])
      .expression((each) =>
        each
          .selectFrom('scope_head')
          .select(({ val }) => ['scope', val(last.epoch).as('epoch'), 'head']),
      )
      .execute();
  }
  const office = {
    nth: (last?.nth ?? 0) + 1,
    epoch: newJournalId(tx.random),
    journal: newJournalId(tx.random),
    reason,
    started_at: tx.clock.now(),
  };
  await tx.db.insertInto('office').values(office).execute();
  return office;
}

/** Whether this office ever began it, or has heard of it since. */
export async function isKnownEpoch(reads: Reads, epoch: string): Promise<boolean> {
  const row = await reads.db
    .selectFrom('office')
    .select('nth')
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * An epoch that this office had, as a tablet proves, before it was put back to a time before that.
 * Nothing is known of it but that it ended; the next one begins after it.
 */
export async function rememberEpoch(tx: Tx, epoch: string): Promise<void> {
  const { nth } = await getOffice(tx);
  const journal = newJournalId(tx.random);
  const row = { nth: nth + 1, epoch, journal, reason: 'forgotten', started_at: tx.clock.now() };
  await tx.db.insertInto('office').values(row).execute();
}

/**
 * The furthest cursor of `scope` in `epoch` that is still true today: the smallest head it had at
 * the end of that epoch or of any after it. An epoch this office never knew shares nothing: 0.
 */
export async function findForkHead(reads: Reads, scope: string, epoch: string): Promise<number> {
  const since = await reads.db
    .selectFrom('office')
    .select('nth')
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  if (since === undefined) return 0;
  const ended = await reads.db
    .selectFrom('office')
    .leftJoin('fork', (join) =>
      join.onRef('fork.epoch', '=', 'office.epoch').on('fork.scope', '=', scope),
    )
    .select('fork.head')
    .where('office.nth', '>=', since.nth)
    .orderBy('office.nth', 'desc')
    .execute();
  // The running epoch (first here) has not ended.
  return Math.min(...ended.slice(1).map(({ head }) => head ?? 0));
}
