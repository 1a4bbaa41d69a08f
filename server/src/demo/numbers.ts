import { PROVINCES_63 } from '@khop/shared/data/provinces-63';
import type { Sex } from '@khop/shared/identity';
import type { Chance } from './chance.ts';

/** Hands out synthetic numbers, each once. */
export type Numbers = {
  personalId(sex: Sex, birthYear: number): string;
  cmnd(): string;
  passport(): string;
};

const HOME = '066';
const PLACES = [...PROVINCES_63.keys()];

/**
 * Numbers of the right build (`PPP G YY NNNNNN`, DOMAIN section 3) with random serials: they belong
 * to nobody by intention, and everything that shows them says that the data are synthetic.
 */
export function numbersOf(chance: Chance): Numbers {
  const given = new Set<string>();
  const once = (make: () => string): string => {
    for (;;) {
      const number = make();
      if (given.has(number)) continue;
      given.add(number);
      return number;
    }
  };
  const serial = (digits: number) => String(chance.int(0, 10 ** digits - 1)).padStart(digits, '0');
  return {
    personalId: (sex, birthYear) =>
      once(() => {
        const place = chance.hit(0.72) ? HOME : chance.pick(PLACES);
        const century = (Math.floor(birthYear / 100) - 19) * 2 + (sex === 'male' ? 0 : 1);
        return `${place}${century}${String(birthYear % 100).padStart(2, '0')}${serial(6)}`;
      }),
    // 24 was the prefix of Đắk Lắk.
    cmnd: () => once(() => `24${serial(7)}`),
    passport: () => once(() => `${chance.pick(['M', 'K', 'P', 'E'])}${serial(8)}`),
  };
}
