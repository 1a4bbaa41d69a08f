import * as z from 'zod/mini';
import type { Day } from './time.ts';

/**
 * A date as far as it is known: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. What is not known is not there:
 * 01/01 is never invented [B1].
 */
export const PartialDate = z
  .object({ value: z.string(), precision: z.enum(['day', 'month', 'year']) })
  .check(z.refine(isRealDate, { error: 'date-impossible' }));
export type PartialDate = z.infer<typeof PartialDate>;

/**
 * `date-missing`: nothing was written. `date-unreadable`: no known way of writing a date.
 * `date-impossible`: a date was meant, but there is no such day.
 */
export type DateProblem = { problem: 'date-missing' | 'date-unreadable' | 'date-impossible' };

// A personal ID can say 1900–2199 and nobody alive was born before 1900.
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

const VALUE = {
  day: /^(\d{4})-(\d{2})-(\d{2})$/,
  month: /^(\d{4})-(\d{2})$/,
  year: /^(\d{4})$/,
} as const;

function isRealDate(date: { value: string; precision: 'day' | 'month' | 'year' }): boolean {
  const match = VALUE[date.precision].exec(date.value);
  if (match === null) return false;
  const [, year = '', month = '', day = ''] = match;
  return !('problem' in parsePartialDate({ year, month, day }));
}

/**
 * The date in three boxes as a person filled them; an empty box or zeros mean "not known" [B2].
 * A day without its month is no date.
 */
export function parsePartialDate(boxes: {
  day: string;
  month: string;
  year: string;
}): PartialDate | DateProblem {
  const day = boxes.day.trim();
  const month = boxes.month.trim();
  const year = boxes.year.trim();
  if (day === '' && month === '' && year === '') return { problem: 'date-missing' };
  if (!/^\d{4}$/.test(year)) return { problem: 'date-unreadable' };
  if (!/^\d{0,2}$/.test(month) || !/^\d{0,2}$/.test(day)) return { problem: 'date-unreadable' };
  const y = Number(year);
  const m = Number(month);
  const d = Number(day);
  if (y < FIRST_YEAR || y > LAST_YEAR || m > 12) return { problem: 'date-impossible' };
  if (m === 0) {
    return d === 0 ? { value: year, precision: 'year' } : { problem: 'date-impossible' };
  }
  const monthValue = `${year}-${month.padStart(2, '0')}`;
  if (d === 0) return { value: monthValue, precision: 'month' };
  if (d > daysInMonth(y, m)) return { problem: 'date-impossible' };
  return { value: `${monthValue}-${day.padStart(2, '0')}`, precision: 'day' };
}

/** `month` 1–12, Gregorian. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * Reads every way a date is written in cards, registers and lists [B3]: `dd/MM/yyyy`, `MM/yyyy`,
 * `yyyy`, the same with `-` or `.`, `yyyy-MM-dd`, `yyyy-MM`, and as bare digits `ddMMyyyy`,
 * `yyyyMMdd`, `0000yyyy`, `00MMyyyy`, `yyyy0000`, `yyyyMM00`, `MMyyyy`.
 */
export function readPartialDate(text: string): PartialDate | DateProblem {
  const written = text.trim();
  if (written === '') return { problem: 'date-missing' };
  if (/^\d+$/.test(written)) return readBareDigits(written);
  const dayFirst = /^(?:(?:(\d{1,2})([/.-]))?(\d{1,2})([/.-]))?(\d{4})$/.exec(written);
  if (dayFirst !== null) {
    const [, day = '', first, month = '', second, year = ''] = dayFirst;
    if (first !== undefined && first !== second) return { problem: 'date-unreadable' };
    return parsePartialDate({ day, month, year });
  }
  const yearFirst = /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?$/.exec(written);
  if (yearFirst === null) return { problem: 'date-unreadable' };
  const [, year = '', , month = '', day = ''] = yearFirst;
  return parsePartialDate({ day, month, year });
}

function readBareDigits(digits: string): PartialDate | DateProblem {
  if (digits.length === 4) return parsePartialDate({ day: '', month: '', year: digits });
  if (digits.length === 6) {
    return parsePartialDate({ day: '', month: digits.slice(0, 2), year: digits.slice(2) });
  }
  if (digits.length !== 8) return { problem: 'date-unreadable' };
  // Never both: read the other way round, the century of the one would be the month of the other.
  const dayFirst = parsePartialDate({
    day: digits.slice(0, 2),
    month: digits.slice(2, 4),
    year: digits.slice(4),
  });
  if (!('problem' in dayFirst)) return dayFirst;
  return parsePartialDate({
    day: digits.slice(6),
    month: digits.slice(4, 6),
    year: digits.slice(0, 4),
  });
}

/** dd/MM/yyyy · MM/yyyy · yyyy. The words around a bare year are the screen's business. */
export function formatPartialDate(date: PartialDate): string {
  return date.value.split('-').reverse().join('/');
}

/**
 * Age on a local day. `years`: completed years; of a birth year alone the age reached in that
 * calendar year, as forms count it. `months`: all completed months since birth (for children under
 * two), null when only the year is known. A day before birth gives zero [B5].
 */
export function ageOn(birth: PartialDate, onDay: Day): { years: number; months: number | null } {
  const [bornYear = 0, bornMonth = 0, bornDay = 0] = birth.value.split('-').map(Number);
  const [year = 0, month = 0, day = 0] = onDay.split('-').map(Number);
  if (birth.precision === 'year') return { years: Math.max(0, year - bornYear), months: null };
  const isDayReached = birth.precision === 'month' || day >= bornDay;
  const months = (year - bornYear) * 12 + (month - bornMonth) - (isDayReached ? 0 : 1);
  return { years: Math.max(0, Math.floor(months / 12)), months: Math.max(0, months) };
}

/** 01/01 stands for "only the year is known" in old registers: marked, never changed [B4]. */
export function isDoubtful(date: PartialDate): boolean {
  return date.precision === 'day' && date.value.endsWith('-01-01');
}

export function samePartialDate(a: PartialDate, b: PartialDate): boolean {
  return a.value === b.value && a.precision === b.precision;
}

/** The same date with day and month exchanged, or null where that is no other date. */
export function withDayAndMonthSwapped(date: PartialDate): PartialDate | null {
  const [year = '', month = '', day = ''] = date.value.split('-');
  if (date.precision !== 'day' || day === month) return null;
  const swapped = parsePartialDate({ day: month, month: day, year });
  return 'problem' in swapped ? null : swapped;
}
