import type { Grant, OperatorKeyReply, SignInReply } from '@khop/shared/protocol/enrol';
import { makeSigningPair, type PublicKey } from '@khop/shared/signature';
import type { NoAnswer } from '../authenticator.ts';
import type { KnownOperator } from '../tablet.ts';
import type { World } from '../world.ts';
import { makeDoor, makeWrap } from './access.ts';
import { type Bytes, toBytes, toText } from './bytes.ts';
import {
  colourFor,
  type Device,
  findOperator,
  mayTryPin,
  type OperatorMeta,
  putOperator,
  readOperators,
  readOperatorsIn,
} from './device.ts';
import { makeSealEntry } from './entry-keys.ts';
import type { Ledger } from './ledger.ts';
import { makePasskeys, passkeyFor } from './passkey.ts';
import { makePen, type Pen } from './pen.ts';
import { joinSecret, type Secret, splitSecret } from './secret.ts';
import { StorageTrouble } from './storage-trouble.ts';
import { NO_TRIES } from './tries.ts';
import { DEK_BYTES, type Keys, openKeys, wrapDataKey } from './vault.ts';
import type { Derive } from './wrap.ts';

/** Somebody who has opened the tablet: everything that must be gone once it is locked. */
export type Opened = { keys: Keys; pen: Pen; me: OperatorMeta; grant: Grant; token: string };

type PeopleWorld = Pick<World, 'subtle' | 'random' | 'clock' | 'kdf' | 'authenticator'>;

/** What the office does for an operator who has just signed in on this tablet. Null: it would not. */
export type Registrar = {
  addKey(token: string, operator: string, key: PublicKey): Promise<OperatorKeyReply | null>;
  /** Opens the data key that was wrapped to the office. */
  recover(token: string, operator: string): Promise<Bytes | null>;
};

/**
 * The operators of this tablet. The data key is made with the first; a later operator's wrap is made
 * by an open tablet, or with the help of the office, which can open the data key but not the disk.
 */
export function makePeople(
  world: PeopleWorld,
  ledger: Ledger,
  derive: Derive,
  device: () => Device | null,
) {
  const { subtle, random } = world;
  const door = makeDoor(world, ledger, derive);
  const passkeys = makePasskeys(world, ledger, device);

  async function open({ dataKey, operatorKey }: Secret, id: string): Promise<Opened> {
    const keys = await openKeys(subtle, random, dataKey);
    const me = (await readOperators(ledger)).find((each) => each.operator.id === id);
    const tablet = device();
    if (me === undefined || tablet === null) throw new StorageTrouble('broken');
    const token = toText(await keys.sealer.open('tokens', id, me.token));
    const seal = makeSealEntry(world, ledger, keys, tablet);
    const pen = await makePen(world, me.key.id, operatorKey, seal);
    return { keys, pen, me, grant: me.grant, token };
  }

  async function keep(
    dataKey: Bytes,
    { grant, token }: SignInReply,
    how: Pick<OperatorMeta, 'wrap' | 'key'> & { first: Device | null },
  ): Promise<boolean> {
    const { operator: id, fullName, role } = grant;
    const { sealer } = await openKeys(subtle, random, dataKey);
    const sealed = await sealer.seal('tokens', id, toBytes(token));
    const { wrap, key, first } = how;
    return ledger.run((db) =>
      db.transaction('rw', db.meta, async () => {
        // Two tabs must not both make a data key: what the one sealed the other could never open.
        const known = await readOperatorsIn(db);
        if (first !== null && known.length > 0) return false;
        if (first !== null) await db.meta.put({ key: 'device', value: first });
        const operator = { id, fullName, role, colour: colourFor(known, id) };
        const passkey = passkeyFor(known, id, key);
        const meta = { operator, grant, token: sealed, key, wrap, passkey, tries: NO_TRIES };
        await putOperator(db, meta);
        return true;
      }),
    );
  }

  return {
    /** Those who may be asked for a PIN. */
    async list(): Promise<KnownOperator[]> {
      const operators = (await readOperators(ledger)).filter(mayTryPin);
      return operators.map(({ operator, passkey }) => ({
        ...operator,
        hasPasskey: passkey != null,
      }));
    },
    /** Every scope that some operator of this tablet may see. */
    async scopes(): Promise<Set<string>> {
      return new Set((await readOperators(ledger)).flatMap((each) => each.grant.scopes));
    },
    async unlock(id: string, pin: string): Promise<Opened | { waitMs: number }> {
      const answer = await door.tryPin(id, pin);
      return 'waitMs' in answer ? answer : open(splitSecret(answer.raw), id);
    },
    /**
     * Makes somebody who has signed in an operator of this tablet, or one who forgot the PIN again;
     * `opened`: who has it open now. `no-key`: the office could not be asked, or would not.
     */
    async add(
      reply: SignInReply,
      pin: string,
      opened: Opened | null,
      registrar: Registrar,
    ): Promise<{ added: Opened; device: Device } | 'no-key'> {
      const { operator } = reply.grant;
      const tablet = device();
      if (tablet === null) throw new StorageTrouble('broken');
      const isFirst = (await readOperators(ledger)).length === 0;
      const dataKey =
        opened?.keys.raw ??
        (isFirst
          ? new Uint8Array(random(DEK_BYTES))
          : await registrar.recover(reply.token, operator));
      if (dataKey === null) return 'no-key';
      const pair = await makeSigningPair(subtle, true);
      const added = await registrar.addKey(reply.token, operator, pair.publicKey);
      if (added === null) return 'no-key';
      const operatorKey = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey));
      const secret = { dataKey, operatorKey };
      const wrap = await makeWrap(world, derive, operator, pin, joinSecret(secret));
      const key = { id: added.key, voucher: added.voucher };
      const withKey = isFirst
        ? { ...tablet, dataKey: await wrapDataKey(world, tablet, dataKey) }
        : tablet;
      const first = isFirst ? withKey : null;
      if (!(await keep(dataKey, reply, { wrap, key, first }))) return 'no-key';
      return { added: await open(secret, operator), device: withKey };
    },
    /** Wraps the same keys under another PIN; nothing that was sealed is touched. */
    async changePin(opened: Opened, pin: string, next: string): Promise<{ waitMs: number } | null> {
      const { id } = opened.me.operator;
      const answer = await door.tryPin(id, pin);
      if ('waitMs' in answer) return answer;
      const wrap = await makeWrap(world, derive, id, next, answer.raw);
      await ledger.run((db) =>
        db.transaction('rw', db.meta, async () => {
          const meta = await findOperator(db, id);
          if (meta !== null) await putOperator(db, { ...meta, wrap });
        }),
      );
      opened.me.wrap = wrap;
      return null;
    },
    canHavePasskey: passkeys.isPossible,
    /** A passkey beside the PIN, which is asked for once more: an open tablet may lie about [PK2]. */
    async addPasskey(
      { me }: Opened,
      pin: string,
    ): Promise<'added' | NoAnswer | { waitMs: number }> {
      const { id } = me.operator;
      const answer = await door.tryPin(id, pin);
      return 'waitMs' in answer ? answer : passkeys.add(id, answer.raw);
    },
    removePasskey: ({ me }: Opened) => passkeys.remove(me.operator.id),
    async unlockByPasskey(id: string): Promise<Opened | NoAnswer> {
      const raw = await passkeys.open(id);
      return typeof raw === 'string' ? raw : open(splitSecret(raw), id);
    },
    /** [L9] A new session with the office for who has the tablet open; null: it is somebody else's. */
    async renew(reply: SignInReply, opened: Opened): Promise<Opened | null> {
      const { me, keys } = opened;
      if (reply.grant.operator !== me.operator.id) return null;
      await keep(keys.raw, reply, { wrap: me.wrap, key: me.key, first: null });
      const { grant, token } = reply;
      return { ...opened, grant, token, me: { ...me, grant } };
    },
  };
}

export type People = ReturnType<typeof makePeople>;
