import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Comparable, candidateKeys, judgeSamePerson } from './person-match.ts';

const hoa: Comparable = {
  fullName: 'Nguyễn Thị Hoà',
  sex: 'female',
  birthDate: { value: '1990-09-02', precision: 'day' },
  number: { kind: 'personal-id', value: '001190000001' },
  oldNumber: '012345678',
};
const day = (value: string) => ({ value, precision: 'day' }) as const;
const personalId = (value: string) => ({ kind: 'personal-id', value }) as const;
const judge = (changes: Partial<Comparable>, base: Comparable = hoa) =>
  judgeSamePerson(base, { ...hoa, ...changes });
const withoutNumber: Comparable = { ...hoa, number: null, oldNumber: null };

test('[M1] four fields equal after normalisation are the same person', () => {
  expect(judge({ fullName: 'NGUYỄN  THỊ HÒA', oldNumber: null })).toEqual({
    likeness: 'same',
    fields: { fullName: 'same', sex: 'same', birthDate: 'same', number: 'same' },
  });
});

test('[M1] nothing less than all four fields is the same', () => {
  expect(judge({ fullName: 'Nguyen Thi Hoa' }).likeness).toBe('likely');
  expect(judge({ sex: null }).likeness).toBe('likely');
  expect(judge({ birthDate: { value: '1990', precision: 'year' } }).likeness).toBe('likely');
  expect(judge({ number: null }).likeness).toBe('likely');
  expect(judgeSamePerson(withoutNumber, withoutNumber).likeness).toBe('likely');
});

test.each([
  ['Nguyen Thi Hoa', 'marks'],
  ['Nguyễn Thị Hoá', 'marks'],
  ['Hoà Nguyễn Thị', 'order'],
  ['Nguyễn Hoà', 'shorter'],
  ['Nguyễn Thị Kim Hoà', 'shorter'],
  ['Nguyễn Thị Hoàn', 'near'],
  ['Trần Thị Hoà', 'different'],
  ['Hoà', 'different'],
])('[M2] %s differs by %s', (fullName, expected) => {
  expect(judge({ fullName }).fields.fullName).toBe(expected);
});

test('[M2] y and i, precision, swapped and doubtful dates are told apart', () => {
  expect(
    judge({ fullName: 'Nguyễn Thị Lý' }, { ...hoa, fullName: 'Nguyễn Thị Lí' }).fields,
  ).toMatchObject({
    fullName: 'y-i',
  });
  const birth = (birthDate: Comparable['birthDate']) => judge({ birthDate }).fields.birthDate;
  expect(birth({ value: '1990', precision: 'year' })).toBe('coarser');
  expect(birth({ value: '1990-09', precision: 'month' })).toBe('coarser');
  expect(birth(day('1990-02-09'))).toBe('swapped');
  expect(birth(day('1990-01-01'))).toBe('doubtful');
  expect(birth(day('1990-09-03'))).toBe('near');
  expect(birth(day('1991-10-03'))).toBe('different');
  expect(birth(null)).toBe('missing');
});

test('[M3] the same number with another name and birth is a shared number', () => {
  const other = { fullName: 'Trần Văn Bình', birthDate: day('1975-04-30'), sex: 'male' } as const;
  expect(judge(other).likeness).toBe('possible');
  const cmnd = { kind: 'cmnd', value: '271450001' } as const;
  expect(
    judge({ ...other, number: cmnd }, { ...hoa, number: cmnd, oldNumber: null }).likeness,
  ).toBe('different');
});

test('[M3] a card that prints the old number joins the record that has only it', () => {
  const old = { number: { kind: 'cmnd', value: '012345678' }, oldNumber: null } as const;
  expect(judge(old)).toMatchObject({ likeness: 'likely', fields: { number: 'old-number' } });
});

test('[M4] namesakes born on one day with two numbers are asked about', () => {
  const other = { number: personalId('079190123456'), oldNumber: null };
  expect(judge(other).likeness).toBe('possible');
  expect(judge({ ...other, number: personalId('001190000010') }).likeness).toBe('likely');
  expect(judge({ ...other, sex: 'male' }).likeness).toBe('different');
});

test('[M5] without a number, a like name needs a like birth date', () => {
  const judgeBare = (changes: Partial<Comparable>) =>
    judgeSamePerson(withoutNumber, { ...withoutNumber, ...changes }).likeness;
  expect(judgeBare({ fullName: 'Nguyen Thi Hoa' })).toBe('likely');
  expect(judgeBare({ birthDate: day('1990-02-09') })).toBe('possible');
  expect(judgeBare({ fullName: 'Nguyễn Hoà' })).toBe('possible');
  expect(judgeBare({ fullName: 'Nguyễn Hoà', birthDate: day('1990-02-09') })).toBe('different');
  expect(judgeBare({ birthDate: null })).toBe('different');
});

const someone = fc.record({
  fullName: fc.constantFrom('Nguyễn Thị Hoà', 'Nguyen Thi Hoa', 'Nguyễn Hoà', 'Trần An', ''),
  sex: fc.constantFrom('male' as const, 'female' as const, null),
  birthDate: fc.constantFrom(null, day('1990-09-02'), day('1990-02-09'), day('1990-01-01'), {
    value: '1990',
    precision: 'year',
  } as const),
  number: fc.constantFrom(null, hoa.number, personalId('001190000010'), {
    kind: 'cmnd',
    value: '012345678',
  } as const),
  oldNumber: fc.constantFrom(null, '012345678'),
});

test('[M1] the judgement does not depend on who is named first', () => {
  fc.assert(
    fc.property(someone, someone, (a, b) => {
      expect(judgeSamePerson(a, b)).toEqual(judgeSamePerson(b, a));
      const isSame = judgeSamePerson(a, b).likeness === 'same';
      if (isSame) expect(candidateKeys(a).some((key) => candidateKeys(b).includes(key))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('[M6] a person is looked for by each number and by name and year', () => {
  expect(candidateKeys(hoa)).toEqual([
    'number:001190000001',
    'number:012345678',
    'name:HOA NGUYEN THI:1990',
  ]);
  expect(candidateKeys({ ...withoutNumber, birthDate: null })).toEqual([]);
});
