import { expect, test } from 'vitest';
import { makeHandClock } from '../sample-world.ts';
import { makeHonestClock } from './honest-clock.ts';

const NOON = Date.parse('2026-11-21T05:00:00.000Z');
const NEVER = { skewMs: null, officeSeenMs: 0 };

test('[I12] no office time seen: the error is unknown, and the entry is dated all the same', () => {
  const honest = makeHonestClock(makeHandClock(NOON), NEVER);
  expect(honest.recordedAt()).toEqual({
    at: '2026-11-21T05:00:00.000Z',
    zone: 420,
    skewMs: null,
    mono: 0,
  });
});

test('[I12] while the app runs, a wall clock that is set shows in the error at once', () => {
  const clock = makeHandClock(NOON);
  const honest = makeHonestClock(clock, NEVER);
  honest.see(NOON - 90_000, clock.mono());
  expect(honest.skewMs()).toBe(90_000);
  clock.turn(60_000);
  expect(honest.skewMs()).toBe(90_000);
  clock.setWall(NOON + 10 * 365 * 86_400_000);
  expect(honest.skewMs()).toBe(10 * 365 * 86_400_000 - 60_000 + 90_000);
});

test('[I12] half of the way there and back is taken off', () => {
  const clock = makeHandClock(NOON);
  const honest = makeHonestClock(clock, NEVER);
  clock.turn(4000);
  honest.see(NOON + 2000, 0);
  expect(honest.skewMs()).toBe(0);
});

test('[I12] after a start, a clock set back behind the last time seen is found out', () => {
  const clock = makeHandClock(NOON);
  const memory = makeHonestClock(clock, NEVER).see(NOON, 0);
  expect(makeHonestClock(makeHandClock(NOON + 5000), memory).skewMs()).toBe(0);
  expect(makeHonestClock(makeHandClock(NOON - 3_600_000), memory).skewMs()).toBe(-3_600_000);
});

test('[I12] a tablet that slept kept its error: the clock that never goes back stood still', () => {
  const clock = makeHandClock(NOON);
  const honest = makeHonestClock(clock, NEVER);
  honest.see(NOON - 90_000, clock.mono());
  // A night with the screen off, in which only the wall clock goes on.
  clock.setWall(NOON + 9 * 3_600_000);
  expect(honest.skewMs()).toBe(90_000);
  expect(honest.officeNow()).toBe(NOON + 9 * 3_600_000 - 90_000);
});

test('[I12] set back while the app runs, the office’s time goes on all the same', () => {
  const clock = makeHandClock(NOON);
  const honest = makeHonestClock(clock, NEVER);
  honest.see(NOON, clock.mono());
  clock.turn(60_000);
  clock.setWall(NOON - 5 * 3_600_000);
  expect(honest.officeNow()).toBe(NOON + 60_000);
  clock.turn(60_000);
  expect(honest.officeNow()).toBe(NOON + 120_000);
});

test('[I12] found set back after a start, the office’s time does not stand still', () => {
  const clock = makeHandClock(NOON - 3_600_000);
  const honest = makeHonestClock(clock, { skewMs: 0, officeSeenMs: NOON });
  expect(honest.officeNow()).toBe(NOON);
  clock.turn(30 * 60_000);
  expect(honest.officeNow()).toBe(NOON + 30 * 60_000);
  // Somebody sets it right: what is written next is dated right.
  clock.setWall(NOON + 16 * 3_600_000);
  expect(honest.skewMs()).toBe(0);
});
