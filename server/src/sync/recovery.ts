import { listDevices } from '../access/devices.ts';
import { recordAct } from '../store/audit.ts';
import type { Reads, Tx } from '../store/store.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A tablet that was silent for longer before the restore is not waited for. */
const LATELY_MS = 30 * DAY_MS;

/** ms since 1970, and tablets counted. */
export type Recovery = { since: number; tablets: number; heard: number };

/**
 * [S8] Whether this office was put back to an earlier day and has not heard all tablets of these sites
 * since. What they alone still know comes by itself when they send (I3); until then lists may lack it.
 * A tablet that was enrolled after the copy is known here when it comes back [P9], and not before.
 */
export async function findRecovery(
  reads: Reads,
  sites: readonly string[],
): Promise<Recovery | null> {
  const since = await findUnreleased(reads);
  if (since === null) return null;
  const devices = await listDevices(reads, sites);
  const awaited = devices.filter(
    ({ ended_at, seen_at }) => ended_at === null && seen_at >= since - LATELY_MS,
  );
  const heard = awaited.filter(({ seen_at }) => seen_at >= since).length;
  return heard === awaited.length ? null : { since, tablets: awaited.length, heard };
}

/** When the running epoch began, unless it is the first or somebody released it. */
async function findUnreleased({ db }: Reads): Promise<number | null> {
  const [running, before] = await db
    .selectFrom('office')
    .select(['started_at', 'released_at'])
    .orderBy('nth', 'desc')
    .limit(2)
    .execute();
  if (running === undefined || before === undefined || running.released_at !== null) return null;
  return running.started_at;
}

/** [S8] Somebody who keeps the office says that enough tablets have been heard. */
export async function releaseRecovery(tx: Tx, by: string): Promise<void> {
  if ((await findUnreleased(tx)) === null) return;
  const { nth, epoch } = await tx.db
    .selectFrom('office')
    .select(['nth', 'epoch'])
    .orderBy('nth', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  await tx.db
    .updateTable('office')
    .set({ released_at: tx.clock.now(), released_by: by })
    .where('nth', '=', nth)
    .execute();
  await recordAct(tx, { who: by, act: 'recovery-released', object: epoch });
}
