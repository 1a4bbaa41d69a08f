import { sampleIdentity } from '@khop/shared/sample';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareDates,
  compareIdentities,
  compareNames,
  compareNumbers,
  markWords,
} from './seam.ts';

const day = (value: string) => ({ value, precision: 'day' as const });
const personalId = (value: string) => ({ kind: 'personal-id' as const, value });

describe('[UX29] the seam between two claims', () => {
  it.each([
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Ánh', 'same', null],
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Anh', 'near', 'marks'],
    ['Đỗ Thị Hoà', 'Đỗ Thị Hòa', 'near', 'writing'],
    ['NGUYỄN THỊ ÁNH', 'Nguyễn Thị Ánh', 'near', 'writing'],
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Oanh', 'near', 'one-letter'],
    ['Nguyễn Ánh', 'Nguyễn Thị Ánh', 'near', 'missing-word'],
    ['Nguyễn Thị Ánh', 'Trần Văn Bình', 'different', null],
  ])('name %s | %s is %s, %s', (left, right, sign, why) => {
    expect(compareNames(left, right)).toEqual({ sign, why });
    expect(compareNames(right, left)).toEqual({ sign, why });
  });

  it('dates: day and month exchanged, one figure, only the year, another year', () => {
    expect(compareDates(day('1995-03-06'), day('1995-06-03')).why).toBe('day-and-month');
    expect(compareDates(day('1995-03-06'), day('1995-03-16')).why).toBe('one-digit');
    expect(compareDates(day('1995-03-06'), { value: '1995', precision: 'year' })).toEqual({
      sign: 'near',
      why: 'precision',
    });
    expect(compareDates(day('1956-05-01'), day('1965-01-30'))).toEqual({
      sign: 'different',
      why: 'year',
    });
    expect(compareDates(day('1956-05-01'), day('1956-11-30')).why).toBe(null);
  });

  it('numbers: another kind of number is another number, a slip of the finger is near', () => {
    const number = personalId('027187004417');
    expect(compareNumbers(number, { kind: 'cmnd', value: '125347908' })).toEqual({
      sign: 'different',
      why: 'number-kind',
    });
    expect(compareNumbers(number, personalId('027187004471')).why).toBe('two-digits-swapped');
    expect(compareNumbers(number, personalId('027187004418')).why).toBe('one-digit');
    expect(compareNumbers(number, personalId('001095000123')).sign).toBe('different');
  });

  it('what neither side says is no row; what one side says is marked as added', () => {
    const card = { ...sampleIdentity, oldNumber: '125347908' };
    const rows = compareIdentities({ ...sampleIdentity, sex: null }, card);
    expect(rows.map((row) => [row.field, row.difference.sign])).toEqual([
      ['fullName', 'same'],
      ['birthDate', 'same'],
      ['sex', 'only-right'],
      ['number', 'same'],
      ['oldNumber', 'only-right'],
    ]);
  });

  it('marks the words that differ, and only those', () => {
    const marked = (name: string, other: string) =>
      markWords(name, other)
        .map(({ word, differs }) => (differs ? `[${word}]` : word))
        .join(' ');
    expect(marked('Nguyễn Thị Ánh', 'Nguyễn Thị Anh')).toBe('Nguyễn Thị [Ánh]');
    expect(marked('Nguyễn Thị Ánh', 'Nguyễn Ánh')).toBe('Nguyễn [Thị] Ánh');
  });

  it('two claims are equal exactly when they are written alike, from either side', () => {
    const word = fc.constantFrom('Nguyễn', 'Thị', 'Ánh', 'Anh', 'Hoà', 'Hòa', 'Trần', 'ANH');
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(name, name, (left, right) => {
        const there = compareNames(left, right);
        expect(there).toEqual(compareNames(right, left));
        expect(there.sign === 'same').toBe(left === right);
      }),
    );
  });
});
