import type { Clock } from '@khop/shared/time';
import type { FastifyBaseLogger } from 'fastify';
import { type Act, recordActs } from '../store/audit.ts';
import type { Store } from '../store/store.ts';

export const PERSON_VIEWED = 'person-viewed';
export const LIST_VIEWED = 'list-viewed';
/** A tablet took what changed of a list; it holds the list itself, and asks every few minutes. */
export const LIST_TAKEN = 'list-taken';

/** Somebody reads about people: which account, in which session, what, and where. */
export type Look = {
  who: string;
  session: string;
  act: typeof PERSON_VIEWED | typeof LIST_VIEWED | typeof LIST_TAKEN;
  /** A person's id, or what a list was narrowed to and how many it told; never personal data. */
  object: string;
};

export type Looks = {
  /** False where so many wait for the disk that nobody may look any more. */
  add(look: Look): boolean;
  /** Looks that are not durable yet. */
  waiting(): number;
  /** After this everything is written down, or the store has refused it. */
  settled(): Promise<void>;
};

/** A disk that refuses for a while must not stop the desks; one that refuses for long does. */
const MAX_WAITING = 10_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const RETRY_MS = 1000;

/**
 * [A20] Writes down who looked at whom, beside the reading and never before it: the first look is
 * on its way to the disk when the answer leaves, those that come meanwhile share the next
 * transaction. The same look of one session within a minute is one row, of
 * a tablet within an hour.
 */
export function keepLooks(store: Store, clock: Clock, log: FastifyBaseLogger | null): Looks {
  const waiting: Act[] = [];
  const seen = new Set<string>();
  let hour = 0;
  let writing: Promise<void> | null = null;
  let retry: NodeJS.Timeout | null = null;

  function isAgain({ session, act, object }: Look, now: number): boolean {
    const itsHour = Math.floor(now / HOUR_MS);
    if (itsHour !== hour) seen.clear();
    hour = itsHour;
    const span = Math.floor(now / (act === LIST_TAKEN ? HOUR_MS : MINUTE_MS));
    const key = `${span} ${session} ${act} ${object}`;
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  }

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, 1000);
      await store.write((tx) => recordActs(tx, batch));
      waiting.splice(0, batch.length);
    }
  }

  function start(): Promise<void> {
    if (retry !== null) clearTimeout(retry);
    retry = null;
    writing ??= write()
      .catch((error: unknown) => {
        log?.error({ err: error, waiting: waiting.length }, 'looks could not be written down');
        retry = setTimeout(() => void start(), RETRY_MS);
        retry.unref();
      })
      .finally(() => {
        writing = null;
      });
    return writing;
  }

  return {
    add(look) {
      if (waiting.length >= MAX_WAITING) return false;
      const now = clock.now();
      if (isAgain(look, now)) return true;
      waiting.push({ at: now, who: look.who, act: look.act, object: look.object });
      if (retry === null) void start();
      return true;
    },
    waiting: () => waiting.length,
    async settled() {
      await writing;
      if (waiting.length > 0) await start();
      if (retry !== null) clearTimeout(retry);
    },
  };
}
