import type { KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { type Clock, toInstant } from '@khop/shared/time';
import { readHeads } from '../store/audit.ts';
import { getOffice } from '../store/epochs.ts';
import type { Store } from '../store/store.ts';
import { type AnchorLine, anchorText, movedHeads, readAnchorLine } from './anchor.ts';
import { appendAnchor, fileOf, lastAnchor } from './anchor-files.ts';

export type AnchorsOptions = {
  store: Store;
  clock: Clock;
  log: { error(about: object, said: string): void };
  /** Outside of the database's machine, or a folder it can only append to. */
  dir: string;
  key: KeyObject | null;
  everyMs: number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

export type AnchorsState = { anchoredAt: number | null; trouble: string | null };
export type RunningAnchors = { state(): AnchorsState; stop(): Promise<void> };

/** [A22] Writes one anchor: where every audit chain ends now. */
export async function writeAnchor(
  options: Pick<AnchorsOptions, 'store' | 'clock' | 'dir' | 'key'>,
): Promise<AnchorLine> {
  const { store, clock, dir, key } = options;
  await mkdir(dir, { recursive: true });
  const place = await lastAnchor(dir);
  const at = toInstant(clock.now());
  // A clock set back must not write into an earlier month: the lines stand in the order of files.
  const file = place !== null && fileOf(at) < place.file ? place.file : fileOf(at);
  const known = place?.file === file ? place.known : new Map();
  const { heads, epoch } = await store.read(async (reads) => ({
    heads: await readHeads(reads),
    epoch: (await getOffice(reads)).epoch,
  }));
  const anchor = {
    nth: (place?.last.anchor.nth ?? 0) + 1,
    at,
    epoch,
    before: place?.last.hash ?? '',
    heads: movedHeads(heads, known),
  };
  const text = anchorText(anchor, key);
  await appendAnchor(dir, file, text);
  const written = readAnchorLine(text, null);
  if (typeof written === 'string') throw new Error(`an anchor cannot be read: ${written}`);
  return written;
}

/** Anchors now and again and again until `stop`. What fails is told and tried again. */
export function startAnchors(options: AnchorsOptions): RunningAnchors {
  const { clock, log, everyMs, sleep } = options;
  const stopping = new AbortController();
  const state: AnchorsState = { anchoredAt: null, trouble: null };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await writeAnchor(options);
        state.anchoredAt = clock.now();
        state.trouble = null;
      } catch (error) {
        state.trouble = 'failed';
        log.error({ err: error, anchoredAt: state.anchoredAt }, 'the audit was not anchored');
      }
      await sleep(everyMs, stopping.signal);
    }
  }

  const ended = run();
  return {
    state: () => ({ ...state }),
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
