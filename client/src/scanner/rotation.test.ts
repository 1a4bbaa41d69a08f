import { describe, expect, test } from 'vitest';
import type { PassName } from './passes.ts';
import { afterMiss, FIRST_TURN, heavyPassFor, type RotationState } from './rotation.ts';

/** The heavy passes of `count` unread frames. */
function passesOf(count: number, sawCode: boolean, fastMs: number): (PassName | null)[] {
  let state: RotationState = FIRST_TURN;
  return Array.from({ length: count }, () => {
    const pass = heavyPassFor(state, sawCode);
    state = afterMiss(state, fastMs);
    return pass;
  });
}

describe('heavy passes in rotation', () => {
  test('both passes come within any two frames where no code is seen', () => {
    expect(passesOf(6, false, 5)).toEqual(['seek', 'sharp', 'seek', 'sharp', 'seek', 'sharp']);
  });

  test('where a code is seen, sharpening comes twice as often, and seeking still comes', () => {
    expect(passesOf(6, true, 5)).toEqual(['sharp', 'sharp', 'seek', 'sharp', 'sharp', 'seek']);
  });

  test('a slow tablet runs a heavy pass on every second frame, and still both kinds', () => {
    const passes = passesOf(9, false, 200).slice(1);
    expect(passes.filter((pass) => pass === null)).toHaveLength(4);
    expect(new Set(passes)).toEqual(new Set([null, 'seek', 'sharp']));
  });

  test('one slow frame does not make a tablet slow', () => {
    let state = FIRST_TURN;
    for (const ms of [10, 10, 10, 300]) state = afterMiss(state, ms);
    expect(state.fastMs).toBeLessThan(120);
  });
});
