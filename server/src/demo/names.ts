import { readFileSync } from 'node:fs';
import type { Sex } from '@khop/shared/identity';
import type { Chance } from './chance.ts';
import {
  EDE,
  GIVEN_FEMALE,
  GIVEN_MALE,
  KHMER,
  MIDDLE_FEMALE,
  MIDDLE_MALE,
  MONG,
  ONE_WORD,
  OTHER_SURNAMES,
  THAI,
} from './given-names.ts';

/** The people a family belongs to: it decides how its names are built. */
export type People = 'kinh' | 'ede' | 'mong' | 'thai' | 'khmer' | 'one-word';

export const PEOPLES: readonly (readonly [People, number])[] = [
  ['kinh', 82],
  ['ede', 8],
  ['mong', 4],
  ['thai', 3],
  ['khmer', 2],
  ['one-word', 1],
];

type Share = readonly [string, number];

/** Shares of family names; `other` is spread evenly over the rarer ones. */
export function readSurnames(): readonly Share[] {
  const text = readFileSync(new URL('./data/surnames-vn.csv', import.meta.url), 'utf8');
  const rows = text.trim().split('\n').slice(1);
  return rows.flatMap((row): Share[] => {
    const [surname = '', share = '0'] = row.split(',');
    if (surname !== 'other') return [[surname, Number(share)]];
    return OTHER_SURNAMES.map((each) => [each, Number(share) / OTHER_SURNAMES.length]);
  });
}

/** The family name a household hands down; among the Ê Đê the mother's clan, at the end of the name. */
export function makeFamilyName(chance: Chance, people: People, surnames: readonly Share[]): string {
  if (people === 'ede') return chance.pick(EDE.clans);
  if (people === 'mong') return chance.pick(MONG.clans);
  if (people === 'thai') return chance.pick(THAI.clans);
  if (people === 'khmer') return chance.pick(KHMER.clans);
  return people === 'kinh' ? chance.weighted(surnames) : '';
}

export function makeName(
  chance: Chance,
  who: { people: People; family: string; sex: Sex; birthYear: number },
): string {
  const { people, family, sex } = who;
  if (people === 'ede') {
    const given = chance.pick(EDE[sex]);
    // Both ways of writing the women's prefix are on real cards: H'Hen and H' Hen.
    return sex === 'male'
      ? `Y ${given} ${family}`
      : `${chance.hit(0.7) ? "H'" : "H' "}${given} ${family}`;
  }
  if (people === 'mong') return `${family} ${chance.pick(MONG[sex])}`;
  if (people === 'thai') return `${family} ${chance.pick(THAI[sex])}`;
  if (people === 'khmer') return `${family} ${chance.pick(KHMER[sex])}`;
  if (people === 'one-word') return chance.pick(ONE_WORD[sex]);
  const given = chance.pick(sex === 'male' ? GIVEN_MALE : GIVEN_FEMALE);
  return [family, makeMiddle(chance, sex, who.birthYear), given]
    .filter((each) => each !== '')
    .join(' ');
}

function makeMiddle(chance: Chance, sex: Sex, birthYear: number): string {
  // Văn and Thị were nearly everybody's before 1980 and are going out of use.
  if (birthYear < 1980 && chance.hit(0.5)) return sex === 'male' ? 'Văn' : 'Thị';
  return chance.weighted<string>(sex === 'male' ? MIDDLE_MALE : MIDDLE_FEMALE);
}

const TONE_PAIRS: readonly (readonly [string, string])[] = [
  ['oà', 'òa'],
  ['oá', 'óa'],
  ['oả', 'ỏa'],
  ['oã', 'õa'],
  ['oạ', 'ọa'],
  ['oẻ', 'ỏe'],
  ['uỳ', 'ùy'],
  ['uý', 'úy'],
  ['uỷ', 'ủy'],
];

/** The same name with its tone marks in the other place (Hoà ↔ Hòa), where it has such a syllable. */
export function withOtherTonePlace(name: string): string {
  return name
    .split(' ')
    .map((word) => {
      // After q the u is no vowel: Quý has one place for its mark only.
      if (/^q/i.test(word)) return word;
      for (const [a, b] of TONE_PAIRS) {
        if (word.endsWith(a)) return word.slice(0, -a.length) + b;
        if (word.endsWith(b)) return word.slice(0, -b.length) + a;
      }
      return word;
    })
    .join(' ');
}
