import type { NoAnswer } from '../authenticator.ts';
import type { World } from '../world.ts';
import type { Bytes } from './bytes.ts';
import { type Device, findOperator, mayTryPin, type OperatorMeta, putOperator } from './device.ts';
import type { Ledger } from './ledger.ts';
import { type Place, type Slot, unwrapKey, wrapKey } from './wrap.ts';

/** A second way to what the PIN opens [PK1]. Nothing of it is secret without the authenticator. */
export type PasskeySlot = Slot & { credential: Bytes; salt: Bytes };

const SALT_BYTES = 32;

export function passkeyPlace(device: string, operator: string): Place {
  return {
    info: `khop:kek:passkey:v1:${device}:${operator}`,
    bound: ['passkey', device, operator, 1],
  };
}

/** The slots of this tablet's operators, and the authenticator that opens them. */
export function makePasskeys(
  { subtle, random, authenticator }: Pick<World, 'subtle' | 'random' | 'authenticator'>,
  ledger: Ledger,
  device: () => Device | null,
) {
  const placeOf = (id: string) => passkeyPlace(device()?.device ?? '', id);

  /** Null where the PIN is not asked for either: a passkey never stands alone [PK1]. */
  async function find(id: string): Promise<PasskeySlot | null> {
    const meta = await ledger.run((db) => findOperator(db, id));
    return meta !== null && mayTryPin(meta) ? (meta.passkey ?? null) : null;
  }

  async function put(id: string, passkey: PasskeySlot | null): Promise<boolean> {
    return ledger.run((db) =>
      db.transaction('rw', db.meta, async () => {
        const meta = await findOperator(db, id);
        if (meta === null || !mayTryPin(meta)) return false;
        await putOperator(db, { ...meta, passkey });
        return true;
      }),
    );
  }

  return {
    isPossible: async () => (await authenticator?.isThere()) ?? false,
    /** `raw`: what the operator's PIN has just opened. Keeps nothing that was not computed once more [PK7]. */
    async add(id: string, raw: Bytes): Promise<'added' | NoAnswer> {
      const tablet = device();
      if (authenticator === undefined || tablet === null) return 'useless';
      const credential = await authenticator.create(tablet.deviceName);
      if (typeof credential === 'string') return credential;
      const salt = new Uint8Array(random(SALT_BYTES));
      const output = await authenticator.evaluate(credential, salt);
      if (typeof output !== 'string') {
        const nonce = new Uint8Array(random(12));
        const slot = await wrapKey(subtle, { credential, salt, nonce }, placeOf(id), output, raw);
        if (await put(id, slot)) return 'added';
      }
      await authenticator.forget(credential);
      return typeof output === 'string' ? output : 'useless';
    },
    async remove(id: string): Promise<void> {
      const slot = await find(id);
      await put(id, null);
      if (slot !== null) await authenticator?.forget(slot.credential);
    },
    /** What the PIN would open. No try of a PIN: it counts none and forgives none [PK4]. */
    async open(id: string): Promise<Bytes | NoAnswer> {
      const slot = await find(id);
      if (authenticator === undefined || slot === null) return 'useless';
      const output = await authenticator.evaluate(slot.credential, slot.salt);
      if (typeof output === 'string') return output;
      // It may have been asked for minutes, and the slot removed meanwhile.
      const still = await find(id);
      if (still === null) return 'useless';
      return (await unwrapKey(subtle, still, placeOf(id), output)) ?? 'useless';
    },
  };
}

/** A passkey holds the key it was made for; an operator who was given another makes another [PK6]. */
export function passkeyFor(
  known: readonly OperatorMeta[],
  id: string,
  key: OperatorMeta['key'],
): PasskeySlot | null {
  const own = known.find(({ operator }) => operator.id === id);
  return own?.key.id === key.id ? (own.passkey ?? null) : null;
}
