import type { Identity } from '@khop/shared/identity';
import { hasMarks, strictKey } from '@khop/shared/name';
import { daysInMonth, withDayAndMonthSwapped } from '@khop/shared/partial-date';
import type { Chance } from './chance.ts';
import type { DemoPerson, Flaw } from './demo-person.ts';
import { GIVEN_FEMALE, GIVEN_MALE } from './given-names.ts';

/**
 * Share of each flaw among the citizens a site recorded, in percent: no or malformed number 4.6 %
 * (3.5 of 76.6 million), and of those that could be compared 27 % wrong (19.0 of 70.5 million), as
 * in March 2022 (DOMAIN section 11). How the wrong ones divide is an assumption.
 */
export const FLAW_SHARES: readonly (readonly [Flaw, number])[] = [
  ['missing-number', 2.6],
  ['malformed-number', 1],
  ['lost-zero', 1],
  ['wrong-number', 5.2],
  ['relative-number', 2],
  ['wrong-name', 5],
  ['lost-marks', 4.2],
  ['wrong-birth', 3.6],
  ['swapped-birth', 2.4],
  ['invented-0101', 1.2],
  ['wrong-sex', 2.2],
  ['none', 69.6],
];

export type Spoiled = { flaw: Flaw; identity: Identity; written: string | null };

/** The identity with one flaw; where the person gives no occasion for it, with the nearest one. */
export function spoil(
  chance: Chance,
  identity: Identity,
  flaw: Flaw,
  person: DemoPerson,
  family: readonly DemoPerson[],
): Spoiled {
  const { number, birthDate } = identity;
  const spoiled = (changes: Partial<Identity>, written: string | null = null): Spoiled => ({
    flaw,
    identity: { ...identity, ...changes },
    written,
  });
  const instead = (nearest: Flaw) => spoil(chance, identity, nearest, person, family);
  switch (flaw) {
    case 'none':
      return spoiled({});
    case 'missing-number':
      return spoiled({ number: null });
    case 'malformed-number':
      return spoiled({ number: null }, malformed(chance, number?.value ?? ''));
    case 'lost-zero':
      if (number?.value.startsWith('0') !== true) return instead('malformed-number');
      return spoiled({ number: null }, number.value.slice(1));
    case 'wrong-number':
      if (number === null) return instead('wrong-name');
      return spoiled({ number: { ...number, value: otherDigits(chance, number.value) } });
    case 'relative-number': {
      const other = family.find(({ citizen, key }) => key !== person.key && citizen?.number);
      const value = other?.citizen?.number;
      if (value === null || value === undefined) return instead('wrong-number');
      return spoiled({ number: { kind: 'personal-id', value } });
    }
    case 'wrong-name':
      return spoiled({ fullName: otherName(chance, identity) });
    case 'lost-marks':
      if (!hasMarks(identity.fullName)) return instead('wrong-name');
      return spoiled({ fullName: withoutMarks(identity.fullName) });
    case 'wrong-birth':
    case 'swapped-birth': {
      // Two dates in five can be written the wrong way round; where they can, they were.
      const swapped = birthDate === null ? null : withDayAndMonthSwapped(birthDate);
      return swapped === null
        ? { ...spoiled({ birthDate: otherDate(chance, birthDate) }), flaw: 'wrong-birth' }
        : { ...spoiled({ birthDate: swapped }), flaw: 'swapped-birth' };
    }
    case 'invented-0101': {
      const invented = `${birthDate?.value.slice(0, 4)}-01-01`;
      if (birthDate === null || birthDate.value === invented) return instead('wrong-birth');
      return spoiled({ birthDate: { value: invented, precision: 'day' } });
    }
    case 'wrong-sex':
      return spoiled({ sex: identity.sex === 'male' ? 'female' : 'male' });
  }
}

function malformed(chance: Chance, value: string): string {
  return chance.pick([
    value.slice(0, -2),
    `${value}0`,
    `${Number(value).toExponential(2)}`.toUpperCase(),
    'chưa có',
  ]);
}

/** One digit of the serial mistyped, or two of them exchanged. */
function otherDigits(chance: Chance, value: string): string {
  const at = value.length - chance.int(2, 5);
  const [a = '0', b = '0'] = value.slice(at, at + 2);
  if (a !== b && chance.hit(0.5)) return value.slice(0, at) + b + a + value.slice(at + 2);
  const digit = (Number(a) + chance.int(1, 9)) % 10;
  return value.slice(0, at) + digit + value.slice(at + 1);
}

/** A word misheard, dropped or taken from somebody else: never the same name in another spelling. */
function otherName(chance: Chance, { fullName, sex }: Identity): string {
  const words = fullName.split(' ');
  const given = chance.pick<string>(sex === 'male' ? GIVEN_MALE : GIVEN_FEMALE);
  const candidates = [
    ...(words.length > 2 ? [words.toSpliced(1, 1).join(' ')] : []),
    fullName.includes('n') ? fullName.replace(/n(?=$| )/, 'ng') : '',
    fullName.replace('ỹ', 'ĩ').replace('ý', 'í'),
    words.with(-1, given).join(' '),
    words.length > 1 ? words.with(0, words[0] === 'Lê' ? 'Võ' : 'Lê').join(' ') : '',
  ];
  const other = candidates.filter((each) => each !== '' && strictKey(each) !== strictKey(fullName));
  return other.length > 0 ? chance.pick(other) : `${fullName} Khác`;
}

function withoutMarks(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
  return plain.replaceAll('Đ', 'D').replaceAll('đ', 'd').replaceAll('Ƀ', 'B').replaceAll('ƀ', 'b');
}

function otherDate(chance: Chance, date: Identity['birthDate']): Identity['birthDate'] {
  if (date === null) return null;
  const [year = 0, month = 1, day = 1] = date.value.split('-').map(Number);
  const moved = year + chance.pick([-10, -2, -1, 1, 2]);
  if (date.precision === 'year') return { value: String(moved), precision: 'year' };
  const two = (value: number) => String(value).padStart(2, '0');
  if (chance.hit(0.4)) {
    const valid = Math.min(day, daysInMonth(moved, month));
    return { value: `${moved}-${two(month)}-${two(valid)}`, precision: 'day' };
  }
  const last = daysInMonth(year, month);
  return { value: `${year}-${two(month)}-${two((day % last) + 1)}`, precision: 'day' };
}
