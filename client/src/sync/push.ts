import type { JournalId, Random } from '@khop/shared/ids';
import type { EntryProblem } from '@khop/shared/protocol/problem';
import {
  MAX_PUSH_BYTES,
  MAX_PUSH_ENTRIES,
  PushReply,
  type PushRequest,
  pushSigned,
} from '@khop/shared/protocol/push';
import type { SignedText } from '@khop/shared/protocol/signed-text';
import { PROTOCOL } from '@khop/shared/protocol/version';
import type { Device } from '../data/device.ts';
import { acknowledge, hashAt, lastOf, readJournals } from '../data/entries.ts';
import type { OpenBody } from '../data/entry-key.ts';
import type { JournalRow, Ledger, SyncMeta } from '../data/ledger.ts';
import { continueInNextJournal } from '../data/next-journal.ts';
import { type Parcel, packParcel } from '../data/outbox.ts';
import { type Wire, WireTrouble } from './wire.ts';

export type PushDeps = {
  ledger: Ledger;
  wire: Wire;
  random: Random;
  now(): number;
  epoch(): string | null;
  /** Opens what this tablet may read; null while it is locked. */
  openBody(): Promise<OpenBody | null>;
  /** The device's own signature. */
  sign(message: string): Promise<string>;
  device(): Device | null;
  /** What the office said of the operators' keys. */
  vouchers(): Promise<SignedText[]>;
  onSending(range: { journal: JournalId; from: number; to: number } | null): void;
  mono(): number;
  /** What a reply teaches about office and clock; kept with the acknowledgement it came with. */
  learn(reply: PushReply, askedMono: number): SyncMeta;
  /** The ledger knows what the reply said. */
  onAcknowledged(journal: JournalId, reply: PushReply): Promise<void>;
  /** Whether to ask how much of our journals the office holds although nothing waits. */
  mayHaveLost(): boolean;
  /** The open journal is another one now. */
  onNextJournal(): Promise<void>;
};

const FIRST = 64;
const TRIES_ALONE = 5;
// A push is its texts as JSON strings: quotes and backslashes double some of them.
const BYTES = MAX_PUSH_BYTES * 0.6;

const NOTHING: Parcel = { entries: [], entryKeys: [], headHash: null };

/**
 * Sends what the office does not have, oldest first, until nothing is left. Needs the device's token
 * and nothing else: no pull, no operator, no hint (I13). Batches grow while they pass and are halved
 * when one is too late, too large or refused as a whole, which isolates a bad one in log2 n tries (I7).
 */
export function makePush(deps: PushDeps): () => Promise<void> {
  let count = FIRST;
  let alone = { place: '', times: 0 };

  async function send(journal: JournalRow, from: number, parcel: Parcel): Promise<PushReply> {
    const device = deps.device();
    if (device === null) throw new Error('only an enrolled tablet sends');
    const before = await hashAt(deps.ledger, journal.journal, from - 1);
    const prevHash = before ?? journal.headHash;
    const end = pushSigned(journal.journal, from, parcel.headHash ?? prevHash);
    const body: PushRequest = {
      protocol: PROTOCOL,
      epoch: deps.epoch(),
      device: device.device,
      from,
      prevHash,
      entryKeys: parcel.entryKeys,
      vouchers: [],
      entries: parcel.entries,
      sig: await deps.sign(end),
    };
    const path = `/api/journals/${journal.journal}/entries`;
    const token = device.deviceToken;
    const ask = (request: PushRequest) =>
      deps.wire.ask({ method: 'POST', path, token, body: request, alsoGood: [409] }, PushReply);
    try {
      return await ask(body);
    } catch (error) {
      if (!(error instanceof WireTrouble) || error.code !== 'unknown-key') throw error;
      return ask({ ...body, vouchers: await deps.vouchers() });
    }
  }

  async function moveOn(journal: JournalRow, from: number, leave: EntryProblem | null = null) {
    const closing = { journal: journal.journal, from, leave };
    await continueInNextJournal(deps.ledger, deps.random, deps.now(), closing);
    await deps.onNextJournal();
  }

  /**
   * One entry refused alone. A request may have been damaged on its way, and the office may be the one
   * that errs: only after several tries, and only if the office takes the same envelope without it, is
   * the entry left behind in quarantine.
   */
  async function giveUpOn(journal: JournalRow, from: number, cause: WireTrouble) {
    const place = `${journal.journal}/${from}`;
    alone = { place, times: alone.place === place ? alone.times + 1 : 1 };
    const passing = new WireTrouble('bad-answer', { status: cause.status ?? 400 });
    if (alone.times < TRIES_ALONE) throw passing;
    await send(journal, from, NOTHING).catch((error: unknown) => {
      throw error instanceof WireTrouble ? passing : error;
    });
    await moveOn(journal, from, 'bad-envelope');
  }

  /**
   * An office restored to an earlier day does not ask for what it lost. So each journal is offered
   * its next place, empty: the reply tells how far the office holds it (I3).
   */
  async function askWhatIsHeld(): Promise<void> {
    for (const journal of await deps.ledger.run(readJournals)) {
      if (journal.acked === 0) continue;
      const askedMono = deps.mono();
      const from = journal.acked + 1;
      const reply = await send(journal, from, NOTHING);
      await take(journal, from, reply, deps.learn(reply, askedMono));
    }
  }

  /** Takes a reply into the ledger. */
  async function take(
    journal: JournalRow,
    from: number,
    reply: PushReply,
    learned: SyncMeta,
  ): Promise<'acknowledged' | 'moved'> {
    const next = await hear(deps.ledger, journal, from, reply, learned);
    if (next === null) {
      await deps.onAcknowledged(journal.journal, reply);
      return 'acknowledged';
    }
    if (next > lastOf(journal)) {
      // Frozen, and all that is still this journal's is there: a frozen journal says so at each asking.
      const held = { ...reply, head: next - 1 };
      await acknowledge(deps.ledger, journal.journal, held, learned);
      await deps.onAcknowledged(journal.journal, held);
      return 'acknowledged';
    }
    await moveOn(journal, next);
    return 'moved';
  }

  return async () => {
    if (deps.mayHaveLost()) await askWhatIsHeld();
    for (;;) {
      const journals = await deps.ledger.run(readJournals);
      const journal = journals.find((each) => each.acked < lastOf(each));
      if (journal === undefined) return;
      const from = journal.acked + 1;
      // What follows in a closed journal lives on in another, and is said there.
      const most = { count: Math.min(count, lastOf(journal) - journal.acked), bytes: BYTES };
      const open = await deps.openBody();
      const parcel = await packParcel(deps.ledger, open, journal.journal, from, most);
      const sent = parcel.entries.length;
      if (sent === 0) {
        // The office fell back behind bodies that were freed as safe; the rest must still arrive.
        await moveOn(journal, from);
        continue;
      }
      let reply: PushReply;
      const askedMono = deps.mono();
      try {
        deps.onSending({ journal: journal.journal, from, to: from + sent - 1 });
        reply = await send(journal, from, parcel);
      } catch (error) {
        if (!(error instanceof WireTrouble)) throw error;
        if (error.kind === 'timeout') count = half(count);
        if (!isRefusedAsWhole(error)) throw error;
        if (sent > 1) count = half(sent);
        else await giveUpOn(journal, from, error);
        continue;
      } finally {
        deps.onSending(null);
      }
      count = Math.min(MAX_PUSH_ENTRIES, Math.max(count, sent) * 2);
      const learned = deps.learn(reply, askedMono);
      const taken = await take(journal, from, reply, learned);
      // A reply that moves nothing must not be asked for again and again.
      const isStill = taken === 'acknowledged' && reply.head === journal.acked;
      if (isStill) throw new WireTrouble('bad-answer');
    }
  };
}

function half(count: number): number {
  return Math.max(1, Math.floor(count / 2));
}

function isRefusedAsWhole({ kind, status, code }: WireTrouble): boolean {
  return kind === 'http' && (status === 413 || code === 'too-large' || code === 'bad-request');
}

/**
 * Takes a reply into the ledger. Answers where the journal must be continued in a new one: it was
 * cloned, or this ledger is older than what the office has of it; null when it goes on.
 */
async function hear(
  ledger: Ledger,
  journal: JournalRow,
  from: number,
  reply: PushReply,
  learned: SyncMeta,
): Promise<number | null> {
  if (reply.fork !== null) {
    // Before what was sent: everything acknowledged stands on sand, so all of it is said again.
    return reply.fork.at < from ? 1 : reply.fork.at;
  }
  // Read again: this tablet may have recorded, and another tab sent, since the request was made.
  const now = (await ledger.run((db) => db.journals.get(journal.journal))) ?? journal;
  if (now.forkedAt === null && reply.head > now.head) return now.head + 1;
  if ((await hashAt(ledger, journal.journal, reply.head)) !== reply.headHash) return 1;
  await acknowledge(ledger, journal.journal, reply, learned);
  return null;
}
