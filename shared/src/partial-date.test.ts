import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ageOn,
  formatPartialDate,
  isDoubtful,
  PartialDate,
  parsePartialDate,
  readPartialDate,
  withDayAndMonthSwapped,
} from './partial-date.ts';

const day = (value: string) => ({ value, precision: 'day' }) as const;
const month = (value: string) => ({ value, precision: 'month' }) as const;
const year = (value: string) => ({ value, precision: 'year' }) as const;

const dates = fc
  .tuple(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 0, max: 366 }), fc.nat(2))
  .map(([y, offset, kind]) => {
    const value = new Date(Date.UTC(y, 0, 1 + offset)).toISOString().slice(0, 10);
    const inside = value.startsWith(String(y)) ? value : `${y}-12-31`;
    if (kind === 0) return day(inside);
    return kind === 1 ? month(inside.slice(0, 7)) : year(inside.slice(0, 4));
  });

test('[B1] an unknown day or month stays unknown', () => {
  expect(readPartialDate('1956')).toEqual(year('1956'));
  expect(readPartialDate('00001956')).toEqual(year('1956'));
  expect(readPartialDate('19560000')).toEqual(year('1956'));
  expect(readPartialDate('00091956')).toEqual(month('1956-09'));
  expect(readPartialDate('19560900')).toEqual(month('1956-09'));
  expect(readPartialDate('091956')).toEqual(month('1956-09'));
  expect(readPartialDate('09/1956')).toEqual(month('1956-09'));
  expect(readPartialDate('1956-09')).toEqual(month('1956-09'));
});

test('[B2] empty boxes mean not known, a day without a month is no date', () => {
  expect(parsePartialDate({ day: '', month: '', year: '1956' })).toEqual(year('1956'));
  expect(parsePartialDate({ day: '', month: '9', year: '1956' })).toEqual(month('1956-09'));
  expect(parsePartialDate({ day: '2', month: '9', year: '1956' })).toEqual(day('1956-09-02'));
  expect(parsePartialDate({ day: '2', month: '', year: '1956' })).toEqual({
    problem: 'date-impossible',
  });
  expect(parsePartialDate({ day: '', month: '', year: '' })).toEqual({ problem: 'date-missing' });
  expect(parsePartialDate({ day: '1', month: '1', year: '56' })).toEqual({
    problem: 'date-unreadable',
  });
});

test.each([
  ['02091990', day('1990-09-02')],
  ['19900902', day('1990-09-02')],
  ['2/9/1990', day('1990-09-02')],
  ['02-09-1990', day('1990-09-02')],
  ['02.09.1990', day('1990-09-02')],
  ['1990-09-02', day('1990-09-02')],
  [' 02091990 ', day('1990-09-02')],
  ['20101210', day('2010-12-10')],
  ['29022000', day('2000-02-29')],
])('[B3] %s is read', (text, expected) => {
  expect(readPartialDate(text)).toEqual(expected);
});

test.each([
  ['31021990', 'date-impossible'],
  ['29021900', 'date-impossible'],
  ['29022100', 'date-impossible'],
  ['29021999', 'date-impossible'],
  ['00000000', 'date-impossible'],
  ['02001990', 'date-impossible'],
  ['01011899', 'date-impossible'],
  ['01012200', 'date-impossible'],
  ['02/09-1990', 'date-unreadable'],
  ['1990-**-**', 'date-unreadable'],
  ['0209199', 'date-unreadable'],
  ['２0091990', 'date-unreadable'],
  ['', 'date-missing'],
])('[B3] %s is refused as %s', (text, problem) => {
  expect(readPartialDate(text)).toEqual({ problem });
});

test('[B3] what is formatted is read back, and fits the schema', () => {
  fc.assert(
    fc.property(dates, (date) => {
      expect(readPartialDate(formatPartialDate(date))).toEqual(date);
      expect(readPartialDate(date.value)).toEqual(date);
      expect(PartialDate.safeParse(date).success).toBe(true);
    }),
  );
});

test('[B3] no eight digits can be read both day first and year first', () => {
  fc.assert(
    fc.property(dates, (date) => {
      fc.pre(date.precision === 'day');
      const digits = date.value.replaceAll('-', '');
      expect(readPartialDate(digits)).toEqual(date);
    }),
  );
});

test('[B3] reading is total', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9/.-]{0,12}$/)), (text) => {
      const read = readPartialDate(text);
      if (!('problem' in read)) expect(PartialDate.safeParse(read).success).toBe(true);
    }),
  );
});

test('[B1] the schema refuses a value that contradicts its precision or does not exist', () => {
  for (const date of [
    { value: '1990-09-02', precision: 'year' },
    { value: '1990', precision: 'day' },
    { value: '1990-02-31', precision: 'day' },
    { value: '1990-13', precision: 'month' },
    { value: '', precision: 'year' },
  ]) {
    expect(PartialDate.safeParse(date).success).toBe(false);
  }
});

test('[B4] 01/01 is doubtful, a year alone is not', () => {
  expect(isDoubtful(day('1956-01-01'))).toBe(true);
  expect(isDoubtful(day('1956-01-02'))).toBe(false);
  expect(isDoubtful(year('1956'))).toBe(false);
});

test('[B5] age counts completed years and months', () => {
  expect(ageOn(day('1990-09-02'), '2021-09-01')).toEqual({ years: 30, months: 371 });
  expect(ageOn(day('1990-09-02'), '2021-09-02')).toEqual({ years: 31, months: 372 });
  expect(ageOn(day('2020-02-29'), '2021-02-28')).toEqual({ years: 0, months: 11 });
  expect(ageOn(day('2020-02-29'), '2021-03-01')).toEqual({ years: 1, months: 12 });
  expect(ageOn(month('2020-02'), '2021-02-01')).toEqual({ years: 1, months: 12 });
  expect(ageOn(year('1956'), '2021-01-01')).toEqual({ years: 65, months: null });
  expect(ageOn(day('2021-09-02'), '2021-09-01')).toEqual({ years: 0, months: 0 });
});

test('[B6] day and month exchanged give another real date or none', () => {
  expect(withDayAndMonthSwapped(day('1990-09-02'))).toEqual(day('1990-02-09'));
  expect(withDayAndMonthSwapped(day('1990-09-13'))).toBeNull();
  expect(withDayAndMonthSwapped(day('1990-09-09'))).toBeNull();
  expect(withDayAndMonthSwapped(year('1990'))).toBeNull();
});
