import type { World } from '../world.ts';
import type { Bytes } from './bytes.ts';
import { findOperator, mayTryPin, type OperatorMeta, putOperator } from './device.ts';
import { chooseCost, USUAL_COST } from './kdf.ts';
import type { Ledger } from './ledger.ts';
import { StorageTrouble } from './storage-trouble.ts';
import { MOST_TRIES, NO_TRIES, type Tries, waitAfter, waitLeft } from './tries.ts';
import { type Derive, pinPlace, unwrapKey, type Wrap, wrapKey } from './wrap.ts';

type AccessWorld = Pick<World, 'subtle' | 'random' | 'clock' | 'kdf'>;

/** Wraps what one operator's PIN opens (secret.ts); measures the device first unless the world says the cost. */
export async function makeWrap(
  world: AccessWorld,
  derive: Derive,
  operator: string,
  pin: string,
  raw: Bytes,
): Promise<Wrap> {
  const salt = new Uint8Array(world.random(16));
  const nonce = new Uint8Array(world.random(12));
  let cost = world.kdf === 'calibrate' ? USUAL_COST : world.kdf;
  if (world.kdf === 'calibrate') {
    const before = world.clock.mono();
    await derive(pin, salt, USUAL_COST);
    cost = chooseCost(world.clock.mono() - before);
  }
  const stretched = await derive(pin, salt, cost);
  return wrapKey(world.subtle, { salt, nonce, cost }, pinPlace(operator), stretched, raw);
}

export type PinAnswer = { raw: Bytes } | { waitMs: number };

/**
 * One try of a PIN. The try is written down before it is made, so that a restart gains none; the
 * wait holds over restarts, and within one run whatever anybody does to the wall clock. A try that
 * cannot be written down is not made: StorageTrouble, whatever the PIN [L8].
 */
export function makeDoor(world: AccessWorld, ledger: Ledger, derive: Derive) {
  const untilMonoById = new Map<string, number>();
  /** Right at the last try, though it could not be written down. */
  const forgiven = new Set<string>();

  function left(id: string, tries: Tries): number {
    const byMono = (untilMonoById.get(id) ?? 0) - world.clock.mono();
    return Math.ceil(Math.max(0, byMono, waitLeft(tries, world.clock.now())));
  }

  async function fail(meta: OperatorMeta): Promise<PinAnswer> {
    const { id } = meta.operator;
    const waitMs = waitAfter(meta.tries.failed);
    untilMonoById.set(id, world.clock.mono() + waitMs);
    // SAFETY 2.1: entries go sealed and the office can give the data key back: no dose is lost (UX45).
    if (meta.tries.failed >= MOST_TRIES) {
      await asFarAsRoom(change(ledger, id, { wrap: null, passkey: null }));
    }
    return { waitMs };
  }

  return {
    async tryPin(id: string, pin: string): Promise<PinAnswer> {
      const now = world.clock.now();
      const taken = await ledger.run((db) =>
        db.transaction('rw', db.meta, async () => {
          const row = await findOperator(db, id);
          const found = row !== null && forgiven.has(id) ? { ...row, tries: NO_TRIES } : row;
          if (found?.wrap == null || !mayTryPin(found)) {
            return { waitMs: Number.POSITIVE_INFINITY };
          }
          const waitMs = left(id, found.tries);
          if (waitMs > 0) return { waitMs };
          const tries = { failed: found.tries.failed + 1, triedAtMs: now };
          const meta = { ...found, tries };
          await putOperator(db, meta);
          return { meta, wrap: found.wrap };
        }),
      );
      if (taken.waitMs !== undefined) return { waitMs: taken.waitMs };
      const { meta, wrap } = taken;
      forgiven.delete(id);
      const stretched = await derive(pin, wrap.salt, wrap.cost);
      const raw = await unwrapKey(world.subtle, wrap, pinPlace(id), stretched);
      if (raw === null) return fail(meta);
      untilMonoById.delete(id);
      const isKept = await asFarAsRoom(change(ledger, id, { tries: NO_TRIES }));
      if (!isKept) forgiven.add(id);
      return { raw };
    },
  };
}

/** What a try is followed by takes nothing back of its answer [L8]; false where it could not be written. */
async function asFarAsRoom(writing: Promise<void>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if (error instanceof StorageTrouble) return false;
    throw error;
  }
}

/** Of the row as it is by now: a try takes a second, and a slot or the operator may have gone meanwhile. */
async function change(ledger: Ledger, id: string, to: Partial<OperatorMeta>): Promise<void> {
  await ledger.run((db) =>
    db.transaction('rw', db.meta, async () => {
      const meta = await findOperator(db, id);
      if (meta !== null) await putOperator(db, { ...meta, ...to });
    }),
  );
}
