import { sampleIdentity } from '@khop/shared/sample';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareField, compareIdentities, markWords } from './seam.ts';

const named = (fullName: string) => ({ ...sampleIdentity, fullName });
const born = (value: string) => ({
  ...sampleIdentity,
  birthDate: { value, precision: value.length > 4 ? ('day' as const) : ('year' as const) },
});
const numbered = (value: string) => ({
  ...sampleIdentity,
  number: { kind: value.length === 9 ? ('cmnd' as const) : ('personal-id' as const), value },
});

describe('[UX29] the seam between two claims', () => {
  it.each([
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Ánh', 'same', null],
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Anh', 'near', 'marks'],
    ['Đỗ Thị Hoà', 'Đỗ Thị Hòa', 'near', 'writing'],
    ['NGUYỄN THỊ ÁNH', 'Nguyễn Thị Ánh', 'near', 'writing'],
    ['Giàng Thị Mỷ', 'Giàng Thị Mỉ', 'near', 'y-i'],
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Ảnhh', 'near', 'near'],
    ['Nguyễn Ánh', 'Nguyễn Thị Ánh', 'near', 'shorter'],
    ['Nguyễn Thị Ánh', 'Trần Văn Bình', 'different', null],
  ])('name %s | %s is %s, %s', (left, right, sign, why) => {
    expect(compareField('fullName', named(left), named(right))).toEqual({ sign, why });
    expect(compareField('fullName', named(right), named(left))).toEqual({ sign, why });
  });

  it.each([
    ['1995-03-06', '1995-06-03', 'near', 'date-swapped'],
    ['1995-03-06', '1995-03-16', 'near', 'date-near'],
    ['1995-03-06', '1995', 'near', 'date-coarser'],
    ['1995-01-01', '1995-08-26', 'near', 'date-doubtful'],
    ['1956-05-01', '1965-11-30', 'different', 'year'],
    ['1956-05-01', '1956-11-30', 'different', null],
  ])('birth %s | %s is %s, %s', (left, right, sign, why) => {
    expect(compareField('birthDate', born(left), born(right))).toEqual({ sign, why });
  });

  it.each([
    ['027187004417', '027187004417', 'same', null],
    ['027187004417', '027187004471', 'near', 'number-near'],
    ['027187004417', '125347908', 'different', 'number-kind'],
    ['027187004417', '001095000123', 'different', null],
  ])('number %s | %s is %s, %s', (left, right, sign, why) => {
    expect(compareField('number', numbered(left), numbered(right))).toEqual({ sign, why });
  });

  it('the CMND printed on a card is not another number but the old one', () => {
    const card = { ...numbered('027187004417'), oldNumber: '125347908' };
    expect(compareField('number', numbered('125347908'), card)).toEqual({
      sign: 'near',
      why: 'old-number',
    });
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

  it('[I3] two names are equal exactly when they are written alike, from either side', () => {
    const word = fc.constantFrom('Nguyễn', 'Thị', 'Ánh', 'Anh', 'Hoà', 'Hòa', 'Trần', 'ANH');
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(name, name, (left, right) => {
        const there = compareField('fullName', named(left), named(right));
        expect(there).toEqual(compareField('fullName', named(right), named(left)));
        expect(there?.sign === 'same').toBe(left === right);
      }),
    );
  });
});
