import type { SyncStatus } from '../tablet.ts';
import { TURNING_BYTES } from '../turn-log.ts';
import type { World } from '../world.ts';

type Seen = SyncStatus['storage'];

/** Room for turning the browser's log and, after that, for what a session writes. */
export const RESERVE_BYTES = 16 * 1_048_576;
/** What opening the databases may write; several times what it was seen to write. */
const OPENING_BYTES = 1_048_576;
/** Several times the largest write between two proofs. */
const WRITING_BYTES = 1_048_576;
const PROOF_MS = 100;
/** Written beside IndexedDB. */
const TORN = 'khop-torn';

/** What Chromium answers both to a reached quota and to a full disk. */
const isFullError = (error: unknown) =>
  error instanceof DOMException && error.name === 'QuotaExceededError';

/**
 * What the browser says of its storage, and room that is proved before the needle: Chromium answers
 * `estimate()` with a made-up quota and with no word of a full disk. A file of no meaning stands in
 * for a session's entries. It is given back at the first write for which there is no room, so that
 * what was already injected can still be saved.
 */
export function makeStorageLook(
  { storage, marks, clock }: Pick<World, 'storage' | 'marks' | 'clock'>,
  tell: (seen: Seen) => void,
) {
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
    if (reserve === undefined) return;
    try {
      if ((await reserve.size()) < RESERVE_BYTES) {
        // While the reserve is written nothing else counts on room.
        provenAt = Number.NEGATIVE_INFINITY;
        await reserve.fill(RESERVE_BYTES);
        // One that takes the last room would be given back at the next write.
        await reserve.probe(OPENING_BYTES);
      }
      room = 'kept';
    } catch (error) {
      if (isFullError(error)) await give();
      else room = null;
    }
  }

  async function give(): Promise<boolean> {
    const held = (await reserve?.size().catch(() => 0)) ?? 0;
    room = 'none';
    await reserve?.drop().catch(() => undefined);
    return held > 0;
  }

  /** A write failed or the browser closed a database: its log may end in the middle of a record. */
  let isTorn = marks.read(TORN) === 'yes';
  /** So it may after every start: nobody knows whether the browser was killed inside a write. */
  let isProvedSound = false;
  function setTorn(isSo: boolean) {
    if (isSo === isTorn) return;
    isTorn = isSo;
    isProvedSound = !isSo;
    // Whoever opens the databases after a crash must know it too.
    marks.write(TORN, isSo ? 'yes' : 'no');
  }

  /** Where there is room for it, the reserve left alone. */
  async function turnOnce(): Promise<void> {
    if (isProvedSound) return;
    try {
      await reserve?.probe(TURNING_BYTES);
      await storage.turnLog?.();
      isProvedSound = true;
    } catch {
      // A disk that is short or fails says so itself at the save that follows.
    }
  }

  let isFull = false;
  let provenAt = Number.NEGATIVE_INFINITY;

  /** At the price of the reserve, if need be. Whatever else goes wrong says nothing about room. */
  async function hasRoom(bytes: number): Promise<boolean> {
    if (reserve === undefined) return true;
    for (;;) {
      try {
        await reserve.probe(bytes);
        return true;
      } catch (error) {
        if (!isFullError(error)) return true;
        if (!(await give())) return false;
      }
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
    /**
     * Whether the disk takes what opening a database writes. Chromium 156 was seen to answer an
     * opening on a full disk by deleting the whole store (e2e/faults/results/tablet.md), so without
     * room no database is opened.
     */
    mayOpen: () => inTurn(() => hasRoom(isTorn ? TURNING_BYTES : OPENING_BYTES)),
    /**
     * Looks, once in a burst of writes, whether the disk takes a write. Chromium goes on writing
     * behind a record that a full disk has torn, calls that stored, and deletes the whole store at the
     * next start; so its database must never meet a full disk.
     */
    async prove(): Promise<void> {
      if (reserve === undefined || clock.mono() - provenAt < PROOF_MS) return;
      const wasFull = isFull;
      isFull = !(await inTurn(() => hasRoom(WRITING_BYTES)));
      if (!isFull) provenAt = clock.mono();
      if (isFull !== wasFull) await glance().catch(() => undefined);
    },
    isFull: () => isFull,
    tear: () => setTorn(true),
    /** After opening and before anything is written: what is called saved is then in a sound log. */
    async mend(): Promise<void> {
      if (!isTorn) return;
      await inTurn(async () => {
        if (isTorn) await storage.turnLog?.();
        setTorn(false);
      });
    },
    /**
     * Begins a new log once after each start, before anything is called saved. What is written behind
     * a record that a kill has torn is gone at the next start, and the whole store with it
     * (e2e/faults/tablet-torn-tail.ts); absent where no log tears.
     */
    ...(storage.turnLog && { turnLog: () => inTurn(turnOnce) }),
    async persist(): Promise<boolean> {
      const isKept = await storage.persist();
      await look();
      return isKept;
    },
  };
}
