import { type Bar, barOf, mayUnlock, reached, readLease, type Standing } from '@khop/shared/lease';
import { type LeaseReply, leaseSigned } from '@khop/shared/protocol/enrol';
import type { SignedText } from '@khop/shared/protocol/signed-text';
import { isSigned } from '@khop/shared/signature';
import { fromInstant } from '@khop/shared/time';
import type { World } from '../world.ts';
import { type Device, putMeta } from './device.ts';
import type { HonestClock } from './honest-clock.ts';
import { type Ledger, readMeta } from './ledger.ts';
import { StorageTrouble } from './storage-trouble.ts';

/** What the office last said of this tablet, and how far time has come since. */
type StandingMeta = {
  state: LeaseReply['state'];
  lease: SignedText | null;
  reachedMs: number;
};

const KEY = 'standing';
/** A lease older than this is asked for anew whenever the office is met. */
const ASK_MS = 60 * 60_000;
/** Enrolled and never heard of since: as one that waits. */
const UNHEARD: StandingMeta = { state: 'waiting', lease: null, reachedMs: 0 };

/**
 * The lease of this tablet [L1]. Its time is kept on disk with every look, so that neither a restart
 * nor a clock set back gives any of it back [L2].
 */
export async function openStanding(
  world: Pick<World, 'subtle' | 'clock'>,
  ledger: Ledger,
  device: () => Device | null,
  clock: Pick<HonestClock, 'officeNow'>,
) {
  let meta = (await ledger.run((db) => readMeta<StandingMeta>(db, KEY))) ?? UNHEARD;
  let standing: Standing = await prove(meta);
  let lookedMono = world.clock.mono();

  async function prove({ state, lease }: StandingMeta): Promise<Standing> {
    const tablet = device();
    if (tablet === null || lease === null) return { state, lease: null };
    const { text, sig } = lease;
    const isTheirs = await isSigned(world.subtle, tablet.office.signing, leaseSigned(text), sig);
    return { state, lease: isTheirs ? readLease(text, tablet.device) : null };
  }

  async function keep(next: StandingMeta) {
    meta = next;
    await putMeta(ledger, KEY, next);
  }

  return {
    /** Lets time pass, as far as the tablet was in use, and says why nobody may unlock. */
    async look(isInUse: boolean): Promise<Exclude<Bar, 'right-ended'> | null> {
      const mono = world.clock.mono();
      const usedMs = isInUse ? mono - lookedMono : 0;
      lookedMono = mono;
      const reachedMs = reached(meta.reachedMs, usedMs, clock.officeNow());
      if (reachedMs !== meta.reachedMs) {
        await keep({ ...meta, reachedMs }).catch((error) => {
          // Time that no disk takes has passed all the same: the lease ends by what is known here [L8].
          if (!(error instanceof StorageTrouble)) throw error;
        });
      }
      return barOf(standing, reachedMs);
    },
    /** Without a look: for what is drawn again and again. */
    bar: () => barOf(standing, meta.reachedMs),
    mayUnlock: (operator: string) => mayUnlock(standing, operator),
    isStale(): boolean {
      // Time may have come further here than it has: only the office can say so.
      if (barOf(standing, meta.reachedMs) !== null) return true;
      const issued = standing.lease === null ? 0 : fromInstant(standing.lease.issuedAt);
      return clock.officeNow() - issued > ASK_MS;
    },
    async hear(reply: LeaseReply): Promise<void> {
      const { state, lease, serverTime } = reply;
      await keep({ state, lease, reachedMs: fromInstant(serverTime) });
      standing = await prove(meta);
    },
    /** A tablet that is enrolled anew begins anew. */
    async forget(): Promise<void> {
      await keep(UNHEARD);
      standing = await prove(meta);
    },
  };
}
export type TabletStanding = Awaited<ReturnType<typeof openStanding>>;
