import { PushReply } from '@khop/shared/protocol/push';
import type { RescueContent, RescuePush } from '../data/rescue-file.ts';
import type { CarryTrouble } from '../rescue.ts';
import { type WireRequest, WireTrouble } from './wire.ts';

/** Asks the office as whoever carries: a tablet by its token, the desk by its session. */
export type AskOffice = (
  request: Pick<WireRequest, 'path' | 'body' | 'timeoutMs' | 'alsoGood'> & { method: 'POST' },
  reply: typeof PushReply,
) => Promise<PushReply>;

/** A push of a rescue file cannot be made smaller on a slow link: its device signed the whole. */
const TIMEOUT_MS = 120_000;

/**
 * Hands in the pushes of a rescue file from the `delivered`th on, and tells after each how many the
 * office now holds to their end. A refusal ends it with what stands in the way; trouble of the wire
 * is thrown.
 */
export async function handIn(
  ask: AskOffice,
  { pushes }: Pick<RescueContent, 'pushes'>,
  delivered: number,
  tell: (delivered: number) => Promise<void> | void,
): Promise<CarryTrouble | null> {
  for (const [index, each] of pushes.entries()) {
    if (index < delivered) continue;
    const trouble = await handInOne(ask, each);
    if (trouble !== null) return trouble;
    await tell(index + 1);
  }
  return null;
}

async function handInOne(ask: AskOffice, each: RescuePush): Promise<CarryTrouble | null> {
  const { journal, push } = each;
  const path = `/api/journals/${journal}/entries`;
  try {
    const request = { method: 'POST', path, body: push, timeoutMs: TIMEOUT_MS } as const;
    const reply = await ask({ ...request, alsoGood: [409] }, PushReply);
    if (reply.fork !== null) return 'fork';
    // Without a fork what the office holds up to here is what was sent: it compares the hashes [P4].
    return reply.head >= push.from + push.entries.length - 1 ? null : 'gap';
  } catch (error) {
    if (!(error instanceof WireTrouble) || !isAboutThePush(error)) throw error;
    return 'refused';
  }
}

/** Not about who carries it: that is a 401, and goes on once they have signed in again. */
function isAboutThePush({ kind, retry, status }: WireTrouble): boolean {
  return kind === 'http' && !retry && status !== 401;
}
