import * as z from 'zod/mini';
import { BIRTH_COUNTRIES } from './data/birth-countries.ts';
import { CMND_PREFIXES } from './data/cmnd-prefixes.ts';
import { PROVINCES_63 } from './data/provinces-63.ts';
import type { PartialDate } from './partial-date.ts';

/** A number that says who someone is. Always text: a leading zero is part of it [ID1]. */
export const IdNumber = z
  .object({ kind: z.enum(['personal-id', 'cmnd', 'passport']), value: z.string() })
  .check(z.refine((number) => SHAPE[number.kind].test(number.value), { error: 'id-unreadable' }));
export type IdNumber = z.infer<typeof IdNumber>;

const SHAPE = {
  'personal-id': /^\d{12}$/,
  cmnd: /^\d{9}$/,
  // ICAO 9303 allows nine characters; some states print more. All-digit passports exist.
  passport: /^(?=.*\d)[A-Z0-9]{5,12}$/,
} as const;

/**
 * Why a text is no number. `proposal` is a possible meaning for a person to confirm; it is never
 * taken silently [ID3].
 */
export type IdNumberProblem = {
  problem:
    | 'id-missing'
    | 'id-length'
    | 'id-lost-zero'
    | 'id-masked'
    | 'id-scientific'
    | 'id-unreadable';
  proposal: string | null;
};

/** What a number contradicts. `expected` is what the number says, `found` what stands beside it. */
export type IdNumberWarning = {
  code: 'id-length' | 'id-lost-zero' | 'id-place' | 'id-year' | 'id-sex';
  expected?: string;
  found?: string;
};

/** What the twelve digits `PPP G YY NNNNNN` tell. There is no check digit. */
export type PersonalIdMeaning = {
  place: { code: string; name: string; kind: 'province' | 'country' } | null;
  sex: 'male' | 'female';
  /** Null where G is 6–9, which stands for no century yet. */
  birthYear: number | null;
};

/** Spaces, dots, dashes and Excel's leading apostrophe carry nothing; full-width digits are digits. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s.\-\p{Cf}]/gu, '')
    .replace(/^['’]/, '')
    .toUpperCase();
}

/**
 * [ID2] Twelve digits are a personal ID, nine a CMND, letters and digits a passport. A form that
 * knows it holds a passport says so: some states print nine digits.
 */
export function readIdNumber(text: string, as?: 'passport'): IdNumber | IdNumberProblem {
  if (/^\s*\d+([.,]\d+)?[eE]\+?\d+\s*$/.test(text)) {
    return { problem: 'id-scientific', proposal: null };
  }
  const value = bare(text);
  if (value === '') return { problem: 'id-missing', proposal: null };
  if (value.includes('*')) return { problem: 'id-masked', proposal: null };
  if (as === 'passport' || !/^\d+$/.test(value)) {
    return SHAPE.passport.test(value)
      ? { kind: 'passport', value }
      : { problem: 'id-unreadable', proposal: null };
  }
  if (value.length === 12) return { kind: 'personal-id', value };
  if (value.length === 9) return { kind: 'cmnd', value };
  return hasLostZero(value)
    ? { problem: 'id-lost-zero', proposal: `0${value}` }
    : { problem: 'id-length', proposal: null };
}

function hasLostZero(digits: string): boolean {
  return digits.length === 8 || digits.length === 11;
}

/** What a personal ID tells of its holder, or null when it is not twelve digits. Never a correction. */
export function readPersonalId(value: string): PersonalIdMeaning | null {
  if (!SHAPE['personal-id'].test(value)) return null;
  const code = value.slice(0, 3);
  const province = PROVINCES_63.get(code);
  const country = BIRTH_COUNTRIES.get(code);
  const g = Number(value.charAt(3));
  return {
    place:
      province !== undefined
        ? { code, name: province.name, kind: 'province' }
        : country !== undefined
          ? { code, name: country, kind: 'country' }
          : null,
    sex: g % 2 === 0 ? 'male' : 'female',
    birthYear: g > 5 ? null : 1900 + Math.floor(g / 2) * 100 + Number(value.slice(4, 6)),
  };
}

/**
 * [ID4] What a number contradicts: its length, the tables, the birth date, the sex. Warnings only:
 * numbers are replaced and never correct the person.
 */
export function idNumberWarnings(
  number: IdNumber | string,
  person: { sex: 'male' | 'female' | null; birthDate: PartialDate | null },
): IdNumberWarning[] {
  const value = typeof number === 'string' ? bare(number) : number.value;
  const kind = typeof number === 'string' ? null : number.kind;
  if (kind === 'passport' || value === '' || !/^\d+$/.test(value)) return [];
  if (hasLostZero(value)) return [{ code: 'id-lost-zero', expected: `0${value}`, found: value }];
  const meaning = readPersonalId(value);
  if (meaning === null) return value.length === 9 ? [] : [{ code: 'id-length', found: value }];
  const warnings: IdNumberWarning[] = [];
  if (meaning.place === null) warnings.push({ code: 'id-place', found: value.slice(0, 3) });
  const year = person.birthDate === null ? null : Number(person.birthDate.value.slice(0, 4));
  if (meaning.birthYear === null) {
    warnings.push({ code: 'id-year' });
  } else if (year !== null && meaning.birthYear !== year) {
    warnings.push({ code: 'id-year', expected: String(meaning.birthYear), found: String(year) });
  }
  if (person.sex !== null && meaning.sex !== person.sex) {
    warnings.push({ code: 'id-sex', expected: meaning.sex, found: person.sex });
  }
  return warnings;
}

/** [ID5] The police that issued a CMND, by the longest known prefix. A hint, nothing is decided by it. */
export function cmndIssuer(value: string): { issuer: string; certain: boolean } | null {
  if (!SHAPE.cmnd.test(value)) return null;
  return CMND_PREFIXES.get(value.slice(0, 3)) ?? CMND_PREFIXES.get(value.slice(0, 2)) ?? null;
}

/**
 * [ID6] Whether a number alone may point at one person. A CMND may not: one person has several and
 * 271450001–271500000 were issued twice (uncertain). A passport may only with its nationality.
 */
export function isSoleKey(number: IdNumber): boolean {
  return number.kind === 'personal-id';
}
