import { describe, expect, it } from 'vitest';
import {
  formatCountdown,
  formatDay,
  formatDuration,
  formatMoment,
  formatNumber,
  formatShortDay,
  formatTime,
} from './format.ts';

describe('format', () => {
  it('[UX40] a day is dd/MM/yyyy and keeps its zeros', () => {
    expect(formatDay('1970-01-01')).toBe('01/01/1970');
    expect(formatShortDay('2026-11-21')).toBe('21/11');
  });

  it('[UX40] an instant is read on the clock of Viet Nam, whatever the device says', () => {
    expect(formatTime('2026-11-21T01:41:00.000Z')).toBe('08:41');
    expect(formatMoment('2026-11-20T17:05:00.000Z')).toBe('00:05 21/11/2026');
    expect(formatMoment('2026-12-31T16:59:59.999Z')).toBe('23:59 31/12/2026');
  });

  it('[UX40] a number carries the marks of its language', () => {
    expect(formatNumber(1_234_567.5, 'vi')).toBe('1.234.567,5');
    expect(formatNumber(1_234_567.5, 'en')).toBe('1,234,567.5');
    expect(formatNumber(24_812, 'vi')).toBe('24.812');
  });

  it('a duration is told in its largest whole unit', () => {
    expect(formatDuration(2.9 * 3_600_000, 'vi')).toBe('2 giờ');
    expect(formatDuration(72 * 3_600_000, 'vi')).toBe('3 ngày');
    expect(formatDuration(60_000, 'vi')).toBe('1 phút');
    expect(formatDuration(59_999, 'vi')).toBe('59 giây');
    expect(formatDuration(3_600_000, 'en')).toBe('1 hour');
    expect(formatDuration(7_200_000, 'en')).toBe('2 hours');
  });

  it('a clock set back gives no negative age', () => {
    expect(formatDuration(-5000, 'vi')).toBe('0 giây');
    expect(formatCountdown(-5000)).toBe('00:00');
  });

  it('a countdown shows the second that is still running', () => {
    expect(formatCountdown(1_790_001)).toBe('29:51');
    expect(formatCountdown(30 * 60_000)).toBe('30:00');
    expect(formatCountdown(1)).toBe('00:01');
    expect(formatCountdown(48 * 3_600_000)).toBe('48:00:00');
  });
});
