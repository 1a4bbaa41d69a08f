import { expect, test } from 'vitest';
import { afterMeeting, allowance, type Breaker, CLOSED, retryDelay } from './breaker.ts';

const after = (...met: Parameters<typeof afterMeeting>[1][]) =>
  met.reduce<Breaker>((breaker, each) => afterMeeting(breaker, each, 0, 0.5), CLOSED);

test('one failure asks on with a single question, three in a row stop asking', () => {
  expect(allowance(after('down'), 0, 50)).toBe(1);
  expect(allowance(after('down', 'timeout', 'down'), 0, 50)).toBe(0);
});

test('an answer in between begins the count anew', () => {
  expect(allowance(after('down', 'down', null), 0, 50)).toBe(50);
  expect(after('down', 'down', null, 'down')).toEqual({ state: 'closed', failures: 1 });
});

test('an open breaker lets one probe through, later and later, and never waits beyond the limit', () => {
  const waits: number[] = [];
  let breaker = after('down', 'down', 'down');
  for (let probe = 0; probe < 12; probe++) {
    if (breaker.state !== 'open') throw new Error(breaker.state);
    expect(allowance(breaker, breaker.until - 1, 50)).toBe(0);
    expect(allowance(breaker, breaker.until, 50)).toBe(1);
    waits.push(breaker.until);
    breaker = afterMeeting(breaker, 'down', 0, 0.5);
  }
  expect(waits.slice(0, 3)).toEqual([5_000, 10_000, 20_000]);
  expect(waits.at(-1)).toBe(5 * 60_000);
});

test('a refusal pauses at once and remembers since when', () => {
  const paused = afterMeeting(CLOSED, 'not-licensed', 1000, 0.5);
  expect(paused).toMatchObject({ state: 'paused', kind: 'not-licensed', since: 1000 });
  expect(allowance(paused, 60_000, 50)).toBe(0);
  expect(afterMeeting(paused, 'not-licensed', 2_000_000, 0.5)).toMatchObject({ since: 1000 });
  expect(afterMeeting(paused, null, 2_000_000, 0.5)).toEqual(CLOSED);
});

test('a question waits longer each time, an hour and a quarter at most', () => {
  expect(retryDelay(0, 0.5)).toBe(2_000);
  expect(retryDelay(3, 0.5)).toBe(16_000);
  expect(retryDelay(1_000_000, 1)).toBe(75 * 60_000);
});
