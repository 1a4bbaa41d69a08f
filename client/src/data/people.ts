import type { Grant, SignInReply } from '@khop/shared/protocol/enrol';
import type { World } from '../world.ts';
import { makeDoor, makeWrap } from './access.ts';
import { toBytes, toText } from './bytes.ts';
import { mayTryPin, type OperatorMeta, putOperator, readOperators } from './device.ts';
import type { Ledger } from './ledger.ts';
import { NO_TRIES } from './tries.ts';
import { DEK_BYTES, type Keys, openKeys } from './vault.ts';
import type { Derive } from './wrap.ts';

/** Somebody who has opened the tablet: everything that must be gone once it is locked. */
export type Opened = { keys: Keys; me: OperatorMeta; grant: Grant; token: string };

type PeopleWorld = Pick<World, 'subtle' | 'random' | 'clock' | 'kdf'>;

/**
 * The operators of this tablet. The data key is made with the first; every later operator's wrap is
 * made by an open tablet, since nothing on the disk and nothing at the office holds the key.
 */
export function makePeople(world: PeopleWorld, ledger: Ledger, derive: Derive) {
  const door = makeDoor(world, ledger, derive);

  async function open(raw: Keys['raw'], id: string): Promise<Opened | null> {
    const keys = await openKeys(world.subtle, world.random, raw);
    const me = (await readOperators(ledger)).find((each) => each.operator.id === id);
    if (me === undefined) return null;
    const token = toText(await keys.sealer.open('tokens', id, me.token));
    return { keys, me, grant: me.grant, token };
  }

  async function keep(
    keys: Keys,
    { grant, token }: SignInReply,
    how: { wrap: OperatorMeta['wrap']; isFirst: boolean },
  ): Promise<boolean> {
    const { operator: id, fullName, role } = grant;
    const sealed = await keys.sealer.seal('tokens', id, toBytes(token));
    const operator = { id, fullName, role };
    return ledger.run((db) =>
      db.transaction('rw', db.meta, async () => {
        // Two tabs must not both make a data key: what the one sealed the other could never open.
        const others = await db.meta.where('key').startsWith('operator:').count();
        if (how.isFirst && others > 0) return false;
        await putOperator(db, { operator, grant, token: sealed, wrap: how.wrap, tries: NO_TRIES });
        return true;
      }),
    );
  }

  return {
    /** Those who may be asked for a PIN. */
    async list() {
      const operators = await readOperators(ledger);
      return operators.filter(mayTryPin).map((each) => each.operator);
    },
    /** Every scope that some operator of this tablet may see. */
    async scopes(): Promise<Set<string>> {
      return new Set((await readOperators(ledger)).flatMap((each) => each.grant.scopes));
    },
    async unlock(id: string, pin: string): Promise<Opened | { waitMs: number }> {
      const answer = await door.tryPin(id, pin, false);
      if ('waitMs' in answer) return answer;
      return (await open(answer.raw, id)) ?? { waitMs: Number.POSITIVE_INFINITY };
    },
    /** Signs an operator in on this tablet; `opened`: who has it open now. */
    async add(
      reply: SignInReply,
      pin: string,
      opened: Opened | null,
    ): Promise<Opened | 'needs-open'> {
      const id = reply.grant.operator;
      const known = await readOperators(ledger);
      const isFirst = known.length === 0;
      let raw = opened?.keys.raw ?? null;
      let wrap: OperatorMeta['wrap'] = null;
      if (raw === null && isFirst) raw = new Uint8Array(world.random(DEK_BYTES));
      if (raw === null) {
        const answer = await door.tryPin(id, pin, true);
        if ('waitMs' in answer) return 'needs-open';
        raw = answer.raw;
        wrap = known.find((each) => each.operator.id === id)?.wrap ?? null;
      }
      wrap ??= await makeWrap(world, derive, id, pin, raw);
      const keys = await openKeys(world.subtle, world.random, raw);
      if (!(await keep(keys, reply, { wrap, isFirst }))) return 'needs-open';
      return (await open(raw, id)) ?? 'needs-open';
    },
    /** A new session with the office for who has the tablet open. */
    async renew(reply: SignInReply, opened: Opened): Promise<Opened | null> {
      const id = opened.me.operator.id;
      if (reply.grant.operator !== id) return null;
      await keep(opened.keys, reply, { wrap: opened.me.wrap, isFirst: false });
      return open(opened.keys.raw, id);
    },
  };
}
