import { expect, test } from 'vitest';
import { instantOf, NO_DAY } from './when.ts';

const at = (time: string, which: 'first' | 'last' = 'last') =>
  instantOf({ day: '30', month: '6', year: '2026', time }, which);

test('[AP1] a first day begins in the morning, a last day is meant with its evening', () => {
  expect(at('', 'first')).toBe('2026-06-29T17:00:00.000Z');
  expect(at('')).toBe('2026-06-30T17:00:00.000Z');
});

test('[AP1] an hour is the hour in Viet Nam, however it is written', () => {
  for (const time of ['12:00', '12h', '12g00', ' 12 ']) {
    expect(at(time)).toBe('2026-06-30T05:00:00.000Z');
  }
  for (const time of ['24:00', '12:60', 'trưa']) expect(at(time)).toBeNull();
});

test('nothing typed is no mistake; half a day is one', () => {
  expect(instantOf(NO_DAY, 'first')).toBe('empty');
  expect(instantOf({ ...NO_DAY, month: '6', year: '2026' }, 'first')).toBeNull();
  expect(instantOf({ ...NO_DAY, day: '31', month: '2', year: '2026' }, 'first')).toBeNull();
  expect(instantOf({ ...NO_DAY, time: '12:00' }, 'first')).toBeNull();
});
