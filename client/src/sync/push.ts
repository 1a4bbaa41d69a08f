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
import { acknowledge, lastOf, readJournals } from '../data/entries.ts';
import type { EntryKeyRow, OpenBody } from '../data/entry-key.ts';
import type { JournalRow, Ledger, SyncMeta } from '../data/ledger.ts';
import { continueInNextJournal } from '../data/next-journal.ts';
import { type Parcel, type Place, packParcel, readStretch } from '../data/outbox.ts';
import { type Wire, WireTrouble } from './wire.ts';

export type PushDeps = {
  ledger: Ledger;
  wire: Wire;
  random: Random;
  now(): number;
  epoch(): string | null;
  /** Opens what this tablet may read; null while it is locked. */
  openBody(keys: readonly EntryKeyRow[]): OpenBody | null;
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
/** Without a signal each save asks again, and what it packs is packed for nothing. */
const AFTER_SILENCE = 8;
const TRIES_ALONE = 5;
// A push is its texts as JSON strings: quotes and backslashes double some of them.
const BYTES = MAX_PUSH_BYTES * 0.6;

type Offer = Place & { prevHash: string; parcel: Parcel };

/** The first place of which the office has nothing, the oldest journal first. */
function oldestUnsent(journals: readonly JournalRow[]): Place | null {
  const journal = journals.find((each) => each.acked < lastOf(each));
  return journal === undefined ? null : { journal, from: journal.acked + 1 };
}

/**
 * Sends what the office does not have, oldest first, until nothing is left. Needs the device's token
 * and nothing else: no pull, no operator, no hint (I13). Batches grow while they pass and are halved
 * when one is too late, too large or refused as a whole, which isolates a bad one in log2 n tries (I7).
 */
export function makePush(deps: PushDeps): () => Promise<void> {
  let count = FIRST;
  let alone = { place: '', times: 0 };

  async function prepare(find: typeof oldestUnsent, most = count): Promise<Offer | null> {
    const stretch = await readStretch(deps.ledger, find, most);
    if (stretch === null) return null;
    const { journal, from, prevHash } = stretch;
    return {
      journal,
      from,
      prevHash,
      parcel: await packParcel(stretch, deps.openBody(stretch.keys), BYTES),
    };
  }

  async function send({ journal, from, prevHash, parcel }: Offer): Promise<PushReply> {
    const device = deps.device();
    if (device === null) throw new Error('only an enrolled tablet sends');
    const body: PushRequest = {
      protocol: PROTOCOL,
      epoch: deps.epoch(),
      device: device.device,
      from,
      prevHash,
      entryKeys: parcel.entryKeys,
      vouchers: [],
      entries: parcel.entries,
      sig: await deps.sign(pushSigned(journal.journal, from, parcel.headHash)),
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

  /** Asks about a place without saying anything there. */
  async function sendNothing(place: Place): Promise<PushReply> {
    const offer = await prepare(() => place, 0);
    if (offer === null) throw new Error('a place that is none');
    return send(offer);
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
    await sendNothing({ journal, from }).catch((error: unknown) => {
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
      const place = { journal, from: journal.acked + 1 };
      const reply = await sendNothing(place);
      await take(place, journal.acked, reply, deps.learn(reply, askedMono));
    }
  }

  const grown = (sent: number) => Math.min(MAX_PUSH_ENTRIES, Math.max(count, sent) * 2);

  /** What follows is packed while the office works; thrown away where the reply is not what is hoped. */
  function prepareAfter({ journal, from, parcel }: Offer): Promise<Offer | null> | null {
    const next = from + parcel.entries.length;
    if (next > lastOf(journal)) return null;
    const packed = prepare((journals) => {
      const now = journals.find((each) => each.journal === journal.journal);
      return now === undefined || next > lastOf(now) ? null : { journal: now, from: next };
    }, grown(parcel.entries.length));
    packed.catch(() => undefined);
    return packed;
  }

  /** Takes the reply to what was sent from a place up to `to` into the ledger. */
  async function take(
    { journal, from }: Place,
    to: number,
    reply: PushReply,
    learned: SyncMeta,
  ): Promise<'acknowledged' | 'moved'> {
    // A fork beyond what was sent tells nothing of the places between: they are sent, and compared.
    if (reply.fork !== null && reply.fork.at <= to) {
      // Before what was sent: everything acknowledged stands on sand, so all of it is said again.
      await moveOn(journal, reply.fork.at < from ? 1 : reply.fork.at);
      return 'moved';
    }
    const said = { ...reply, compared: to };
    const head = await acknowledge(deps.ledger, journal.journal, said, learned);
    if (head === null) {
      await moveOn(journal, 1);
      return 'moved';
    }
    await deps.onAcknowledged(journal.journal, { ...reply, head });
    return 'acknowledged';
  }

  return async () => {
    if (deps.mayHaveLost()) await askWhatIsHeld();
    let ahead: Promise<Offer | null> | null = null;
    // Nothing is packed ahead for an office that may be out of reach.
    let hasPassed = false;
    for (;;) {
      const offer: Offer | null = (await ahead) ?? (await prepare(oldestUnsent));
      ahead = null;
      if (offer === null) return;
      const { journal, from } = offer;
      const sent = offer.parcel.entries.length;
      if (sent === 0) {
        // The office fell back behind bodies that were freed as safe; the rest must still arrive.
        await moveOn(journal, from);
        continue;
      }
      let reply: PushReply;
      const askedMono = deps.mono();
      try {
        deps.onSending({ journal: journal.journal, from, to: from + sent - 1 });
        const asked = send(offer);
        if (hasPassed) ahead = prepareAfter(offer);
        reply = await asked;
      } catch (error) {
        ahead = null;
        if (!(error instanceof WireTrouble)) throw error;
        if (error.kind === 'timeout') count = half(count);
        if (error.kind === 'offline') count = Math.min(count, AFTER_SILENCE);
        if (!isRefusedAsWhole(error)) throw error;
        if (sent > 1) count = half(sent);
        else await giveUpOn(journal, from, error);
        continue;
      } finally {
        deps.onSending(null);
      }
      count = grown(sent);
      hasPassed = true;
      const to = from + sent - 1;
      const taken = await take(offer, to, reply, deps.learn(reply, askedMono));
      // A reply that moves nothing must not be asked for again and again.
      const isStill = taken === 'acknowledged' && reply.head === from - 1;
      if (isStill) throw new WireTrouble('bad-answer');
      if (taken !== 'acknowledged' || reply.head !== to) ahead = null;
    }
  };
}

function half(count: number): number {
  return Math.max(1, Math.floor(count / 2));
}

function isRefusedAsWhole({ kind, status, code }: WireTrouble): boolean {
  return kind === 'http' && (status === 413 || code === 'too-large' || code === 'bad-request');
}
