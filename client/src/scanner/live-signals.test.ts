import { describe, expect, test } from 'vitest';
import type { Reading } from './decoder.ts';
import type { FrameView } from './frame-view.ts';
import { openLiveSignals, type ScanSignal } from './live-signals.ts';

const CLEAR: FrameView = { brightness: 120, burntShare: 0, codeShare: null };
const reading = (text: string | null, view: FrameView = CLEAR): Reading => ({
  bytes: text === null ? null : new TextEncoder().encode(text),
  by: 'fast',
  view,
  isSlow: false,
  ms: 5,
});

function listen() {
  const heard: ScanSignal[] = [];
  let at = 0;
  const read = openLiveSignals(
    () => at,
    (signal) => heard.push(signal),
  );
  const codes = () => heard.flatMap((signal) => (signal.kind === 'code' ? [signal.text] : []));
  const hints = () => heard.flatMap((signal) => (signal.kind === 'hint' ? [signal.hint] : []));
  const frame = (ms: number, what: Reading) => {
    at = ms;
    read(what);
  };
  return { frame, codes, hints, heard };
}

describe('the same code within three seconds is one scan', () => {
  test('a card held before the camera is told once', () => {
    const { frame, codes } = listen();
    for (let ms = 0; ms < 10_000; ms += 100) frame(ms, reading('097157041209'));
    expect(codes()).toEqual(['097157041209']);
  });

  test('it is a new scan when it comes back after three seconds out of sight', () => {
    const { frame, codes } = listen();
    frame(0, reading('A'));
    frame(2999, reading('A'));
    frame(5998, reading('A'));
    expect(codes()).toEqual(['A']);
    frame(8998, reading('A'));
    expect(codes()).toEqual(['A', 'A']);
  });

  test('another card is told at once', () => {
    const { frame, codes } = listen();
    frame(0, reading('A'));
    frame(10, reading('B'));
    frame(20, reading('A'));
    expect(codes()).toEqual(['A', 'B', 'A']);
  });

  test('bytes that are no UTF-8 are told as bytes, never as guessed text', () => {
    const { frame, heard } = listen();
    frame(0, { ...reading('x'), bytes: Uint8Array.of(0x4e, 0xe9) });
    expect(heard).toEqual([{ kind: 'code', bytes: Uint8Array.of(0x4e, 0xe9), text: null }]);
  });
});

describe('hints', () => {
  const dark: FrameView = { ...CLEAR, brightness: 20 };
  const small: FrameView = { ...CLEAR, codeShare: 0.1 };
  const glare: FrameView = { ...CLEAR, codeShare: 0.4, burntShare: 0.2 };

  test('dark asks for the torch, a small code for nearness, a burnt patch for a tilt', () => {
    for (const [view, hint] of [
      [dark, 'torch'],
      [small, 'closer'],
      [glare, 'tilt'],
    ] as const) {
      const { frame, hints } = listen();
      for (let ms = 0; ms <= 1300; ms += 100) frame(ms, reading(null, view));
      expect(hints()).toEqual([hint]);
    }
  });

  test('nothing is said in the first moments, nor of a good picture, nor all the time', () => {
    const { frame, hints } = listen();
    for (let ms = 0; ms < 1200; ms += 100) frame(ms, reading(null, dark));
    expect(hints()).toEqual([]);
    for (let ms = 1200; ms < 6000; ms += 100) frame(ms, reading(null, dark));
    expect(hints()).toEqual(['torch', 'torch']);
    const good = listen();
    for (let ms = 0; ms < 9000; ms += 100) good.frame(ms, reading(null));
    expect(good.hints()).toEqual([]);
  });

  test('one odd frame among good ones makes no hint', () => {
    const { frame, hints } = listen();
    for (let ms = 0; ms < 9000; ms += 100) frame(ms, reading(null, ms % 300 === 0 ? dark : CLEAR));
    expect(hints()).toEqual([]);
  });
});
