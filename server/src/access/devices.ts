import { recordAct } from '../store/audit.ts';
import type { Reads, Tx } from '../store/store.ts';

/** Tablets of the sites, those in use first, each with what became of its journals. */
export async function listDevices({ db }: Reads, sites: readonly string[]) {
  if (sites.length === 0) return [];
  const devices = await db
    .selectFrom('device')
    .select([
      'id',
      'site',
      'name',
      'enrolled_by',
      'enrolled_at',
      'approved_by',
      'approved_at',
      'seen_at',
      'ended_at',
    ])
    .where('site', 'in', [...sites])
    .orderBy('ended_at')
    .orderBy('name')
    .orderBy('id')
    .execute();
  const journals = await db
    .selectFrom('journal')
    .innerJoin('device', 'device.id', 'journal.device')
    .select(['journal.device', 'journal.head', 'journal.state', 'journal.seen_at'])
    .where('device.site', 'in', [...sites])
    .execute();
  return devices.map((device) => {
    const own = journals.filter((each) => each.device === device.id);
    return {
      ...device,
      entries: own.reduce((sum, { head }) => sum + head, 0),
      /** Journals that two copies of the tablet wrote on: somebody cloned its storage. */
      forks: own.filter(({ state }) => state === 'frozen').length,
      seen_at: Math.max(device.seen_at, ...own.map(({ seen_at }) => seen_at)),
    };
  });
}

type Care = { device: string; sites: readonly string[]; by: string };

/** One of the asker's tablets that is in use; what is not theirs answers like what is not there. */
async function findOwn(tx: Tx, { device, sites }: Care) {
  if (sites.length === 0) return undefined;
  return tx.db
    .selectFrom('device')
    .select(['id', 'enrolled_by', 'approved_at'])
    .where('id', '=', device)
    .where('site', 'in', [...sites])
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

export async function renameDevice(tx: Tx, care: Care, name: string): Promise<boolean> {
  if ((await findOwn(tx, care)) === undefined) return false;
  await tx.db.updateTable('device').set({ name }).where('id', '=', care.device).execute();
  await recordAct(tx, { who: care.by, act: 'device-renamed', object: care.device });
  return true;
}

/** [L4] A second person says that the tablet is the site's. */
export async function approveDevice(
  tx: Tx,
  care: Care,
): Promise<'approved' | 'absent' | 'same-person'> {
  const device = await findOwn(tx, care);
  if (device === undefined) return 'absent';
  if (device.approved_at !== null) return 'approved';
  if (device.enrolled_by === care.by) return 'same-person';
  await tx.db
    .updateTable('device')
    .set({ approved_by: care.by, approved_at: tx.clock.now() })
    .where('id', '=', care.device)
    .execute();
  await recordAct(tx, { who: care.by, act: 'device-approved', object: care.device });
  return 'approved';
}

/**
 * [L5] From this moment the tablet shows nobody once it hears of it, and its sessions are none any
 * more; what it holds it still hands in.
 */
export async function revokeDevice(tx: Tx, care: Care): Promise<boolean> {
  if ((await findOwn(tx, care)) === undefined) return false;
  const now = tx.clock.now();
  await tx.db.updateTable('device').set({ ended_at: now }).where('id', '=', care.device).execute();
  await tx.db
    .updateTable('session')
    .set({ ended_at: now })
    .where('device', '=', care.device)
    .where('ended_at', 'is', null)
    .execute();
  await recordAct(tx, { who: care.by, act: 'device-revoked', object: care.device });
  return true;
}
