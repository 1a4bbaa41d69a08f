import type { SyncStatus } from '../tablet.ts';
import type { World } from '../world.ts';

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
  /** One after the other: a reserve that is being written takes the very room that is wanted. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function fill(): Promise<void> {
    const held = await reserve?.size().catch(() => null);
    // A browser without such files says nothing about room.
    if (held == null) return;
    try {
      if (held < RESERVE_BYTES) await reserve?.fill(RESERVE_BYTES);
      room = 'kept';
    } catch {
      room = 'none';
    }
  }

  async function give(): Promise<boolean> {
    const held = (await reserve?.size().catch(() => 0)) ?? 0;
    room = 'none';
    await reserve?.drop().catch(() => undefined);
    return held > 0;
  }

  async function glance(): Promise<void> {
    const [persisted, { usage, quota }] = await Promise.all([
      storage.persisted(),
      storage.estimate(),
    ]);
    tell({ persisted, usedBytes: usage ?? null, quotaBytes: quota ?? null, room });
  }

  async function look(): Promise<void> {
    await inTurn(fill);
    await glance();
  }

  return {
    /** What is known, told again. */
    glance,
    /** Asks for the room, or looks whether it is still there. */
    look,
    /** Gives the room back; false where there was none. */
    async makeRoom(): Promise<boolean> {
      const hasGiven = await inTurn(give);
      await glance().catch(() => undefined);
      return hasGiven;
    },
    async persist(): Promise<boolean> {
      const isKept = await storage.persist();
      await look();
      return isKept;
    },
  };
}
