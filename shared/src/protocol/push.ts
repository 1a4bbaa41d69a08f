import * as z from 'zod/mini';
import type { JournalId } from '../ids.ts';
import { KeyId, Signature, Wrapped } from '../signature.ts';
import { Instant } from '../time.ts';
import { EntryProblem } from './problem.ts';
import { SignedText } from './signed-text.ts';

export const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export const Epoch = z.string().check(z.regex(/^[0-9a-f]{32}$/));
export type Epoch = z.infer<typeof Epoch>;

export const MAX_PUSH_ENTRIES = 1000;
/** Bytes of a push after inflation. */
export const MAX_PUSH_BYTES = 4 * 1024 * 1024;

/** `key` and `sig`: the operator's key on this tablet, and its signature over the text's digest [E10]. */
const signed = { key: KeyId, sig: Signature };

/** An entry as its text: the bytes that are hashed. */
export const PlainEntry = z.object({ ...signed, text: z.string() });

/**
 * An entry as a locked tablet holds it: the text sealed under an entry key, of which the request
 * carries a copy wrapped to the office. `id` is the sealing's additional data (escrow.ts).
 */
export const SealedEntry = z.object({
  ...signed,
  id: z.string().check(z.maxLength(64)),
  entryKey: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  sealed: Wrapped,
  digest: Hash,
});

export const PushedEntry = z.union([PlainEntry, SealedEntry]);
export type PushedEntry = z.infer<typeof PushedEntry>;

/**
 * `POST /api/journals/:journal/entries`: the entries from `from` on. `prevHash` is the chain's hash
 * before `from`. The place of a text, not its content, says its seq, so that even an unreadable text
 * has a place in the journal. `device` made the entries and signs the hash of the chain's end with
 * its own key [P8]; whoever carries the request to the office, that is where it comes from.
 */
export const PushRequest = z.object({
  protocol: z.int(),
  epoch: z.nullable(Epoch),
  device: z.string().check(z.maxLength(100)),
  from: z.int().check(z.minimum(1)),
  prevHash: Hash,
  entryKeys: z.array(
    z.object({ id: z.string().check(z.regex(/^[0-9a-f]{32}$/)), wrapped: Wrapped }),
  ),
  /** Asked for by `unknown-key` only: what the office once said of the operators' keys. */
  vouchers: z.array(SignedText).check(z.maxLength(50)),
  entries: z.array(PushedEntry).check(z.maxLength(MAX_PUSH_ENTRIES)),
  sig: Signature,
});
export type PushRequest = z.infer<typeof PushRequest>;

/** [P8] What the device signs of a push. */
export function pushSigned(journal: JournalId, from: number, headHash: string): string {
  return `khop:push:v1\n${journal}\n${from}\n${headHash}`;
}

/**
 * 200: stored up to `head`, durably. 409: `from` was beyond `head + 1`; the tablet goes on from
 * `head + 1`. `fork`: the journal is frozen and nothing was stored; it holds
 * what this tablet said before `at`, and from there on other bytes or none.
 */
export const PushReply = z.object({
  epoch: Epoch,
  head: z.int(),
  headHash: Hash,
  /** How far the journal is contained in a verified backup or a synchronous replica. */
  safe: z.int(),
  serverTime: Instant,
  refused: z.array(z.object({ seq: z.int(), problem: EntryProblem })),
  fork: z.nullable(z.object({ at: z.int() })),
});
export type PushReply = z.infer<typeof PushReply>;
