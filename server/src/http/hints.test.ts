import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Moved } from '../store/store.ts';
import { openHints } from './hints.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a scope is told at once, then rests; what moves meanwhile is told once', () => {
  let move: (moved: Moved) => void = () => undefined;
  const hints = openHints({
    listen(listener) {
      move = listener;
      return () => undefined;
    },
  });
  const heard: string[] = [];
  const stop = hints.subscribe(['a', 'b'], (scope, head) => heard.push(`${scope}${head}`));
  move(
    new Map([
      ['a', 1],
      ['z', 9],
    ]),
  );
  expect(heard).toEqual(['a1']);
  move(
    new Map([
      ['a', 2],
      ['b', 1],
    ]),
  );
  move(new Map([['a', 3]]));
  expect(heard).toEqual(['a1', 'b1']);
  vi.advanceTimersByTime(250);
  expect(heard).toEqual(['a1', 'b1', 'a3']);
  vi.advanceTimersByTime(1000);
  expect(heard).toHaveLength(3);
  stop();
  move(new Map([['a', 4]]));
  expect(heard).toHaveLength(3);
  hints.close();
});
