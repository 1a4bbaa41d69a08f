import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HintContext, likelyCauses } from './hint.ts';
import type { Comparable } from './person-match.ts';

const hoa: Comparable = {
  fullName: 'Nguyễn Thị Hoà',
  sex: 'female',
  birthDate: { value: '1990-09-20', precision: 'day' },
  number: { kind: 'personal-id', value: '001190000001' },
  oldNumber: null,
};
const scanned: HintContext['origins'] = {
  fullName: 'scanned',
  sex: 'scanned',
  birthDate: 'scanned',
  number: 'scanned',
};
const codes = (changes: Partial<Comparable>, context: Partial<HintContext> = {}) =>
  likelyCauses({ ...hoa, ...changes }, { origins: scanned, ...context }).map((hint) => hint.code);
const day = (value: string) => ({ value, precision: 'day' }) as const;

test('[H1] a person without any oddity gives no hint', () => {
  expect(codes({})).toEqual([]);
});

test('[H1] each trigger gives its hint', () => {
  const id = (value: string) => ({ number: { kind: 'personal-id', value } as const });
  expect(codes(id('01190000001'))).toEqual(['id-lost-zero']);
  expect(codes(id('0011900001'))).toEqual(['id-length']);
  expect(codes(id('000190000001'))).toEqual(['id-place']);
  expect(codes(id('001191000001'))).toEqual(['id-year']);
  expect(codes(id('001090000001'))).toEqual(['id-sex']);
  expect(codes({}, { others: { sharedWith: 2 } })).toEqual(['id-shared']);
  const cmnd = { number: { kind: 'cmnd', value: '012345678' } as const };
  expect(codes(cmnd)).toEqual([]);
  expect(codes(cmnd, { others: { cardNumber: '001190000001' } })).toEqual(['id-old-cmnd']);
  expect(codes({ birthDate: day('1990-01-01') })).toEqual(['dob-0101']);
  expect(codes({ birthDate: { value: '1990', precision: 'year' } })).toEqual(['dob-partial']);
  expect(codes({ fullName: 'Nguyen Thi Hoa' })).toEqual(['name-no-marks']);
  expect(codes({ fullName: 'Hoà' })).toEqual(['name-short']);
  expect(codes({ fullName: "H'Hoà Niê" })).toEqual(['name-symbol']);
  expect(codes({}, { others: { nearNames: ['Nguyễn Thị Hoa'] } })).toEqual(['name-near']);
  expect(codes({}, { origins: { ...scanned, sex: 'typed' } })).toEqual(['typed']);
});

test('[H2] the likeliest comes first, and what was scanned comes after what was typed', () => {
  const typed: HintContext['origins'] = {
    number: 'typed',
    birthDate: 'imported',
    fullName: 'typed',
  };
  const odd = { birthDate: day('1990-02-09'), fullName: 'Nguyen Thi Hoa' };
  expect(
    codes({ ...odd, number: { kind: 'personal-id', value: '01190000001' } }, { origins: typed }),
  ).toEqual(['id-lost-zero', 'dob-swap', 'name-no-marks', 'typed', 'typed']);
  const dates = { birthDate: day('1990-01-01'), fullName: 'Hoà' };
  expect(codes(dates)).toEqual(['dob-0101', 'name-short']);
  expect(codes(dates, { origins: { ...scanned, fullName: 'imported' } })).toEqual([
    'name-short',
    'dob-0101',
  ]);
});

test('[H3] of two fields that contradict each other the less trusted is named', () => {
  const wrongYear = { birthDate: day('1991-09-20') };
  const fieldWith = (origins: HintContext['origins']) =>
    likelyCauses({ ...hoa, ...wrongYear }, { origins }).find((hint) => hint.code === 'id-year');
  expect(fieldWith({ ...scanned, birthDate: 'typed' })).toEqual({
    code: 'id-year',
    field: 'birthDate',
    detail: '1990',
  });
  expect(fieldWith({ ...scanned, number: 'typed' })?.field).toBe('number');
  expect(fieldWith(scanned)?.field).toBe('number');
});

test('[H4] a scanned date was not exchanged', () => {
  const early = { birthDate: day('1990-02-09') };
  expect(codes(early)).toEqual([]);
  expect(likelyCauses({ ...hoa, ...early }, { origins: { birthDate: 'amended' } })).toContainEqual({
    code: 'dob-swap',
    field: 'birthDate',
    detail: '02/09/1990',
  });
});

test('[H2] hints are deterministic and change nothing', () => {
  const name = fc.constantFrom('Hoà', 'Nguyen A', 'Nguyễn Thị Hoà', '', 'A1');
  const origin = fc.constantFrom('scanned' as const, 'typed' as const, 'imported' as const);
  fc.assert(
    fc.property(name, origin, origin, (fullName, number, birthDate) => {
      const identity = Object.freeze({ ...hoa, fullName, birthDate: day('1991-02-03') });
      const context = { origins: { number, birthDate } };
      expect(likelyCauses(identity, context)).toEqual(likelyCauses(identity, context));
    }),
  );
});
