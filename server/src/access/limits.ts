import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { Store, Tx } from '../store/store.ts';

/** `burst` tries at once; afterwards one more each `everyMs`. */
export type Limit = { key: string; burst: number; everyMs: number };

const MINUTE_MS = 60_000;

/** Whoever knows a name must not be able to guess its password, nor to lock its owner out for long. */
export function accountLimit(kind: 'password' | 'factor' | 'recovery', account: string): Limit {
  // A code of six digits with three valid at a time: 5 + 144 tries a day find it with 1 in 2,200.
  const rules = {
    password: { burst: 10, everyMs: 2 * MINUTE_MS },
    factor: { burst: 5, everyMs: 10 * MINUTE_MS },
    recovery: { burst: 5, everyMs: 10 * MINUTE_MS },
  };
  return { key: keyOf(kind, account), ...rules[kind] };
}

/** One address may try for many accounts: an office behind one router shares it. */
export function addressLimit(
  kind: 'sign-in' | 'enrol' | 'factor',
  address: string,
  perMinute: number,
): Limit {
  return {
    key: keyOf(kind, networkOf(address)),
    burst: perMinute,
    everyMs: Math.ceil(MINUTE_MS / perMinute),
  };
}

/** Hashed: who tried, and from where, is nobody's list to read. */
function keyOf(kind: string, who: string): string {
  return hash('sha256', `${kind}\n${who}`);
}

/** An IPv6 customer has at least a /64 to pick addresses from. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array<string>(zeros).fill('0'), ...back];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/**
 * Takes a try of each limit, in the order given, before anything is looked at: durable, and seen by
 * every process of the office. Answers null, or for how many milliseconds to wait where one of them
 * is used up (those before it are then spent all the same).
 */
export async function takeTries(store: Store, limits: readonly Limit[]): Promise<number | null> {
  return store.write(async (tx) => {
    const now = tx.clock.now();
    await sql`delete from try_limit where spent_until <= ${now}`.execute(tx.db);
    for (const limit of limits) {
      const wait = await takeTry(tx, limit, now);
      if (wait > 0) return wait;
    }
    return null;
  });
}

/** One statement, so that two processes cannot both have the last try. */
async function takeTry(tx: Tx, { key, burst, everyMs }: Limit, now: number): Promise<number> {
  const most = now + (burst - 1) * everyMs;
  const { rows } = await sql<{ key: string }>`
    insert into try_limit (key, spent_until) values (${key}, ${now + everyMs})
    on conflict (key) do update set spent_until =
      case when try_limit.spent_until > ${now} then try_limit.spent_until else ${now} end
        + ${everyMs}
      where try_limit.spent_until <= ${most}
    returning key`.execute(tx.db);
  if (rows.length > 0) return 0;
  const row = await tx.db
    .selectFrom('try_limit')
    .select('spent_until')
    .where('key', '=', key)
    .executeTakeFirst();
  return Math.max(1, Number(row?.spent_until ?? now) - most);
}

/** Who proved to be right begins anew. */
export async function forgetTries(tx: Tx, limit: Limit): Promise<void> {
  await tx.db.deleteFrom('try_limit').where('key', '=', limit.key).execute();
}
