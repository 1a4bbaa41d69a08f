import { type FrameView, viewOf } from './frame-view.ts';
import type { Luma } from './luma.ts';
import { PASSES, type PassName, type Place, toWorkingSize } from './passes.ts';
import { openReader } from './qr/read-code.ts';
import { afterMiss, DEAR_MS, FIRST_TURN, heavyPassFor } from './rotation.ts';
import type { ZxingReader } from './zxing-reader.ts';

/** One frame of a moving camera, or one picture to be tried with everything. */
export type ReadMode = 'live' | 'photo';

export type FrameReading = {
  bytes: Uint8Array | null;
  /** The pass that read it, or the last one that tried. */
  by: PassName;
  view: FrameView;
  /** Whether even the fast pass is dear here, so that smaller frames should be asked for. */
  isSlow: boolean;
};

/** Reads frame after frame. Keeps what earlier frames of the same code taught. `now` in ms. */
export function openFrameReader(zxing: ZxingReader, now: () => number) {
  const reader = openReader();
  let state = FIRST_TURN;

  const tryPasses = (frame: Luma, names: readonly PassName[], seen: Place | null) => {
    let place = seen;
    let by: PassName = names[0] ?? 'fast';
    const working = toWorkingSize(frame);
    for (const name of names) {
      by = name;
      const result = PASSES[name](working, zxing, reader);
      if (result.bytes) return { bytes: result.bytes, by, place: result.place ?? place };
      place = place ?? result.place;
    }
    return { bytes: null, by, place };
  };

  const finish = (frame: Luma, bytes: Uint8Array | null, by: PassName, place: Place | null) => {
    if (bytes) {
      reader.forget();
      state = { ...state, turn: 0 };
    }
    return { bytes, by, view: viewOf(frame, place), isSlow: state.fastMs > DEAR_MS };
  };

  return (frame: Luma, mode: ReadMode): FrameReading => {
    if (mode === 'photo') reader.forget();
    const begin = now();
    const fast = PASSES.fast(frame, zxing, reader);
    if (fast.bytes) return finish(frame, fast.bytes, 'fast', fast.place);
    if (mode === 'photo') {
      const rest = tryPasses(frame, ['sharp', 'seek'], fast.place);
      return finish(frame, rest.bytes, rest.by, rest.place);
    }
    const heavy = heavyPassFor(state, fast.place !== null);
    state = afterMiss(state, now() - begin);
    const rest = tryPasses(frame, heavy ? [heavy] : [], fast.place);
    return finish(frame, rest.bytes, rest.by, rest.place);
  };
}
