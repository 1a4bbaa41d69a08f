import { addDays, type Day } from '@khop/shared/time';
import type { Chance } from './chance.ts';
import type { DemoDose } from './demo-person.ts';

const ADULT = ['AZ', 'PFIZER', 'MODERNA', 'VEROCELL'] as const;
const LOTS: Record<string, readonly string[]> = {
  AZ: ['DEMO-AZ-4101', 'DEMO-AZ-4102'],
  PFIZER: ['DEMO-PF-5519', 'DEMO-PF-5520'],
  MODERNA: ['DEMO-MO-0307'],
  VEROCELL: ['DEMO-VC-2021'],
};

/** Earlier doses as a person of that birth year has them: about three each over a whole commune. */
export function makeDoses(chance: Chance, birthYear: number): DemoDose[] {
  const age = 2022 - birthYear;
  if (age < 5) return [];
  const count = chance.weighted(
    age >= 18
      ? [
          [1, 2],
          [2, 9],
          [3, 57],
          [4, 32],
        ]
      : age >= 12
        ? [
            [2, 45],
            [3, 55],
          ]
        : [
            [0, 12],
            [1, 13],
            [2, 75],
          ],
  );
  const primary = age >= 18 ? chance.pick(ADULT) : 'PFIZER';
  const firstDay: Day = age >= 18 ? '2021-07-05' : age >= 12 ? '2021-11-08' : '2022-04-18';
  let injectedOn = addDays(firstDay, chance.int(0, 70));
  const doses: DemoDose[] = [];
  for (let ordinal = 1; ordinal <= count; ordinal++) {
    const vaccine = ordinal <= 2 ? primary : chance.pick(['PFIZER', 'MODERNA', 'AZ'] as const);
    doses.push({ ordinal, vaccine, lot: chance.pick(LOTS[vaccine] ?? ['DEMO']), injectedOn });
    injectedOn = addDays(injectedOn, (ordinal === 1 ? 28 : 120) + chance.int(0, 40));
  }
  return doses;
}
