import type { Reading } from './decoder.ts';
import { hintFor, type ScanHint } from './frame-view.ts';
import { readText } from './read-text.ts';

/** What the scanning screen is told. */
export type ScanSignal =
  /** A code was read. `text` is null where its bytes are no UTF-8. */
  | { kind: 'code'; bytes: Uint8Array; text: string | null }
  /** Frames go by unread: what would help. */
  | { kind: 'hint'; hint: ScanHint }
  | { kind: 'state'; state: CameraState }
  /** The picture stands still and could not be brought back: offer "Bật lại camera". */
  | { kind: 'stalled' }
  /** The camera could not be started. */
  | { kind: 'trouble'; trouble: CameraTrouble };

export type CameraState = 'starting' | 'running' | 'stopped';
/** Refused by the person or the browser · none there · held by another app · this browser has no cameras. */
export type CameraTrouble = 'denied' | 'absent' | 'busy' | 'unsupported';

/** The same code within this time is one scan (UX15), counted from when it was last seen. */
export const SAME_SCAN_MS = 3000;
/** Unread time before the first hint, and between two hints. */
const PATIENCE_MS = 1200;
const HINT_PAUSE_MS = 2500;
/** Frames in a row that must ask for the same thing. */
const HINT_FRAMES = 3;

/** Turns readings of single frames into signals for a person. `now` in ms. */
export function openLiveSignals(now: () => number, tell: (signal: ScanSignal) => void) {
  let lastCode: { key: string; seenAt: number } | null = null;
  let unreadSince = now();
  let hintedAt = Number.NEGATIVE_INFINITY;
  let wish: { hint: ScanHint | null; frames: number } = { hint: null, frames: 0 };

  const tellCode = (bytes: Uint8Array, at: number) => {
    const key = bytes.join();
    const isSame = lastCode?.key === key && at - lastCode.seenAt < SAME_SCAN_MS;
    lastCode = { key, seenAt: at };
    unreadSince = at;
    wish = { hint: null, frames: 0 };
    if (!isSame) tell({ kind: 'code', bytes, text: readText(bytes) });
  };

  const mayHint = (hint: ScanHint | null, at: number) => {
    wish = wish.hint === hint ? { hint, frames: wish.frames + 1 } : { hint, frames: 1 };
    if (!hint || wish.frames < HINT_FRAMES) return;
    if (at - unreadSince < PATIENCE_MS || at - hintedAt < HINT_PAUSE_MS) return;
    hintedAt = at;
    tell({ kind: 'hint', hint });
  };

  return (reading: Reading) => {
    const at = now();
    if (reading.bytes) tellCode(reading.bytes, at);
    else mayHint(hintFor(reading.view), at);
  };
}
