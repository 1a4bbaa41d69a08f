import type { SyncStatus } from '../tablet.ts';
import type { World } from '../world.ts';
import { storageTroubleOf } from './storage-trouble.ts';

type Seen = SyncStatus['storage'];

/**
 * Room for a session: what 500 persons and doses take in the ledger, with room for the database's own
 * rewriting (measured in e2e/faults/results/tablet.md).
 */
export const RESERVE_BYTES = 8 * 1_048_576;

/**
 * What the browser says of its storage, and room that is proved before the needle: Chromium answers
 * `estimate()` with a made-up quota and with no word of a full disk. A file of no meaning stands in
 * for a session's entries. It is given back at the first write for which there is no room, so that
 * what was already injected can still be saved.
 */
export function makeStorageLook(storage: World['storage'], tell: (seen: Seen) => void) {
  const { reserve } = storage;
  let room: Seen['room'] = null;
  let filling: Promise<void> = Promise.resolve();

  async function fill(): Promise<void> {
    if (reserve === undefined) return;
    try {
      if ((await reserve.size()) < RESERVE_BYTES) await reserve.fill(RESERVE_BYTES);
      room = 'kept';
    } catch (error) {
      // A browser without such files says nothing about room.
      const kind = storageTroubleOf(error)?.kind;
      room = kind === 'quota' || kind === 'unknown' ? 'none' : null;
    }
  }

  async function glance(): Promise<void> {
    const [persisted, { usage, quota }] = await Promise.all([
      storage.persisted(),
      storage.estimate(),
    ]);
    tell({ persisted, usedBytes: usage ?? null, quotaBytes: quota ?? null, room });
  }

  async function look(): Promise<void> {
    filling = filling.then(fill);
    await filling;
    await glance();
  }

  return {
    /** What is known, told again. */
    glance,
    /** Asks for the room, or looks whether it is still there. */
    look,
    /** Gives the room back; false where there was none. */
    async makeRoom(): Promise<boolean> {
      if (reserve === undefined) return false;
      // A reserve that is being written takes the very room that is wanted now.
      await filling;
      room = 'none';
      const held = await reserve.size().catch(() => 0);
      await reserve.drop().catch(() => undefined);
      await glance().catch(() => undefined);
      return held > 0;
    },
    async persist(): Promise<boolean> {
      const isKept = await storage.persist();
      await look();
      return isKept;
    },
  };
}
