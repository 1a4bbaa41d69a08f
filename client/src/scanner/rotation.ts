import type { PassName } from './passes.ts';

/** A pass longer than this (ms) on this tablet is too dear for every frame. */
export const DEAR_MS = 120;

/** What the last frames told about the tablet and the scene. */
export type RotationState = { turn: number; fastMs: number };
export const FIRST_TURN: RotationState = { turn: 0, fastMs: 0 };

/**
 * The one heavy pass of this frame after the fast one missed. Both take turns; where the fast pass
 * already saw a code, sharpening it is the better bet twice out of three times. A tablet on which
 * even the fast pass is dear runs a heavy one only on every second miss.
 */
export function heavyPassFor(state: RotationState, sawCode: boolean): PassName | null {
  if (state.fastMs > DEAR_MS && state.turn % 2 === 1) return null;
  const step = state.fastMs > DEAR_MS ? state.turn >> 1 : state.turn;
  if (sawCode) return step % 3 === 2 ? 'seek' : 'sharp';
  return step % 2 === 0 ? 'seek' : 'sharp';
}

/** The state after a frame that was not read. The fast pass's time is smoothed over about four frames. */
export function afterMiss(state: RotationState, fastMs: number): RotationState {
  const smoothed = state.fastMs === 0 ? fastMs : 0.75 * state.fastMs + 0.25 * fastMs;
  return { turn: state.turn + 1, fastMs: smoothed };
}
