import * as z from 'zod/mini';
import { Instant } from '../time.ts';
import { EntryProblem } from './problem.ts';

const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export const Epoch = z.string().check(z.regex(/^[0-9a-f]{32}$/));
export type Epoch = z.infer<typeof Epoch>;

export const MAX_PUSH_ENTRIES = 1000;
/** Bytes of a push after inflation. */
export const MAX_PUSH_BYTES = 4 * 1024 * 1024;

/**
 * `POST /api/journals/:journal/entries`: the entries from `from` on, each as its own text (the bytes
 * that are hashed). `prevHash` is the chain's hash before `from`. The place of a text, not its
 * content, says its seq, so that even an unreadable text has a place in the journal.
 */
export const PushRequest = z.object({
  protocol: z.int(),
  epoch: z.nullable(Epoch),
  from: z.int().check(z.minimum(1)),
  prevHash: Hash,
  entries: z.array(z.object({ text: z.string() })).check(z.maxLength(MAX_PUSH_ENTRIES)),
});
export type PushRequest = z.infer<typeof PushRequest>;

/**
 * 200: stored up to `head`, durably. 409: `from` was beyond `head + 1`; the tablet goes on from
 * `head + 1`. `fork`: the journal holds other bytes at `at`; it is frozen, nothing was stored.
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
