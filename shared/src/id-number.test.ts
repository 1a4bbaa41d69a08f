import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BIRTH_COUNTRIES } from './data/birth-countries.ts';
import { CMND_PREFIXES } from './data/cmnd-prefixes.ts';
import { PROVINCES_34 } from './data/provinces-34.ts';
import { PROVINCES_63 } from './data/provinces-63.ts';
import {
  cmndIssuer,
  IdNumber,
  idNumberWarnings,
  isSoleKey,
  readIdNumber,
  readPersonalId,
} from './id-number.ts';

const born = (year: number) => ({ value: `${year}-09-02`, precision: 'day' }) as const;
const codes = (number: string, sex: 'male' | 'female' | null, year: number | null) =>
  idNumberWarnings(number, { sex, birthDate: year === null ? null : born(year) }).map(
    (warning) => warning.code,
  );

test('[ID1] a leading zero is kept', () => {
  expect(readIdNumber('001190000001')).toEqual({ kind: 'personal-id', value: '001190000001' });
  expect(readIdNumber('012345678')).toEqual({ kind: 'cmnd', value: '012345678' });
});

test.each([
  ['001 190 000 001', 'personal-id', '001190000001'],
  ['001.190.000.001', 'personal-id', '001190000001'],
  ["'001190000001", 'personal-id', '001190000001'],
  ['\u00a0001190000001\u200b', 'personal-id', '001190000001'],
  ['００１１９０００００００', 'personal-id', '001190000000'],
  ['c1234567', 'passport', 'C1234567'],
  ['E 98-765-432', 'passport', 'E98765432'],
])('[ID2] %s is read as %s', (text, kind, value) => {
  expect(readIdNumber(text)).toEqual({ kind, value });
});

test('[ID2] nine digits are a passport when the form says so', () => {
  expect(readIdNumber('123456789', 'passport')).toEqual({ kind: 'passport', value: '123456789' });
});

test.each([
  ['', 'id-missing', null],
  ['  ', 'id-missing', null],
  ['11190000001', 'id-lost-zero', '011190000001'],
  ['12345678', 'id-lost-zero', '012345678'],
  ['1234567', 'id-length', null],
  ['0011900000011', 'id-length', null],
  ['******000001', 'id-masked', null],
  ['1.23E+11', 'id-scientific', null],
  ['1,23e11', 'id-scientific', null],
  ['Nguyễn', 'id-unreadable', null],
  ['ABCDEFG', 'id-unreadable', null],
])('[ID3] %s is not read: %s', (text, problem, proposal) => {
  expect(readIdNumber(text)).toEqual({ problem, proposal });
});

test('[ID3] reading is total and what is read fits the schema', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-Z .*-]{0,14}$/)), (text) => {
      const read = readIdNumber(text);
      if (!('problem' in read)) {
        expect(IdNumber.safeParse(read).success).toBe(true);
        expect(readIdNumber(read.value)).toEqual(read);
      }
      idNumberWarnings(text, { sex: 'male', birthDate: null });
    }),
  );
});

test('[ID4] a number is compared with sex, birth year and the tables', () => {
  expect(codes('001190000001', 'female', 1990)).toEqual([]);
  expect(codes('001090000001', 'female', 1990)).toEqual(['id-sex']);
  expect(codes('001190000001', 'female', 1991)).toEqual(['id-year']);
  expect(codes('001390000001', 'female', 1990)).toEqual(['id-year']);
  expect(codes('001320000001', 'female', 2020)).toEqual([]);
  expect(codes('001600000001', 'male', null)).toEqual(['id-year']);
  expect(codes('174190000001', 'female', 1990)).toEqual([]);
  for (const place of ['000', '003', '097', '099', '100', '296', '999']) {
    expect(codes(`${place}190000001`, 'female', 1990)).toEqual(['id-place']);
  }
  expect(codes('001190000001', null, null)).toEqual([]);
  expect(codes('11190000001', 'female', 1990)).toEqual(['id-lost-zero']);
  expect(codes('1234567', null, null)).toEqual(['id-length']);
  expect(codes('012345678', 'male', 1950)).toEqual([]);
  expect(codes('C1234567', 'male', 1950)).toEqual([]);
});

test('[ID4] a nine-digit passport is not measured as a CMND', () => {
  const passport = { kind: 'passport', value: '12345678' } as const;
  expect(idNumberWarnings(passport, { sex: null, birthDate: null })).toEqual([]);
});

test('[ID4] the number of any person born in a known place contradicts nothing', () => {
  const places = [...PROVINCES_63.keys(), ...BIRTH_COUNTRIES.keys()];
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.integer({ min: 1900, max: 2199 }),
      fc.constantFrom('male' as const, 'female' as const),
      fc.integer({ min: 0, max: 999999 }),
      (place, year, sex, rest) => {
        const g = Math.floor((year - 1900) / 100) * 2 + (sex === 'female' ? 1 : 0);
        const number = `${place}${g}${String(year).slice(2)}${String(rest).padStart(6, '0')}`;
        expect(codes(number, sex, year)).toEqual([]);
        expect(readPersonalId(number)).toMatchObject({ sex, birthYear: year });
      },
    ),
  );
});

test('[ID4] the tables are whole: 63 provinces, 195 countries, 34 provinces that cover the 63', () => {
  expect(PROVINCES_63.size).toBe(63);
  expect(BIRTH_COUNTRIES.size).toBe(195);
  expect(PROVINCES_34.size).toBe(34);
  const covered = [...PROVINCES_34].flatMap(([code, province]) =>
    province.from.map((old) => [old, code] as const),
  );
  expect(new Map(covered)).toEqual(new Map([...PROVINCES_63].map(([old, p]) => [old, p.now])));
});

test('[ID5] the longest prefix names the issuer of a CMND', () => {
  expect(cmndIssuer('095123456')?.issuer).toBe('Bắc Kạn');
  expect(cmndIssuer('090123456')).toEqual({ issuer: 'Thái Nguyên', certain: false });
  expect(cmndIssuer('230123456')?.issuer).toBe('Gia Lai');
  expect(cmndIssuer('239123456')?.issuer).toBe('Kon Tum');
  expect(cmndIssuer('991234567')).toBeNull();
  expect(cmndIssuer('0951')).toBeNull();
  expect([...CMND_PREFIXES.values()].filter((prefix) => !prefix.certain)).toHaveLength(14);
});

test('[ID6] only a personal ID may point at one person alone', () => {
  expect(isSoleKey({ kind: 'personal-id', value: '001190000001' })).toBe(true);
  expect(isSoleKey({ kind: 'cmnd', value: '271450001' })).toBe(false);
  expect(isSoleKey({ kind: 'passport', value: 'C1234567' })).toBe(false);
});
