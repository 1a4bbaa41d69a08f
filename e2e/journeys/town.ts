import { type CardCase, type DemoCard, payloadOf, pickCards } from '@khop/server/demo/cards';
import { makeCommune } from '@khop/server/demo/commune';
import { DEMO_ACCOUNTS } from '@khop/server/demo/demo-accounts';
import type { DemoPerson } from '@khop/server/demo/demo-person';
import { COMMUNE } from './plant-office.ts';

// The inhabitants of the planted commune, as the tests know them and the tablet does not.
const commune = makeCommune(COMMUNE);
const cards = pickCards(commune);

/** Somebody whose card the sheet of the demonstration prints. */
export function cardOf(wanted: CardCase): DemoCard {
  const card = cards.find((each) => each.case === wanted);
  if (card === undefined) throw new Error(`nobody in the commune has the card "${wanted}"`);
  return card;
}

export type Newcomer = {
  fullName: string;
  number: string;
  sex: 'Nam' | 'Nữ';
  day: string;
  month: string;
  year: string;
  /** What the QR code of the card says. */
  payload: string;
};

/**
 * Children of the population list whom no site has ever recorded, old enough for today's vaccine and
 * born on a day that could be read as month and day, the eldest first.
 */
export const newcomers: readonly Newcomer[] = findNewcomers();

function findNewcomers(): Newcomer[] {
  const known = new Set(commune.records.map(({ person }) => person));
  return commune.persons
    .filter(({ key, citizen }) => citizen?.number && !known.has(key))
    .filter(({ birthDate }) => birthDate.value < '2021' && birthDate.precision === 'day')
    .sort((a, b) => (a.birthDate.value < b.birthDate.value ? -1 : 1))
    .map(newcomerOf);
}

function newcomerOf(person: DemoPerson): Newcomer {
  const [year = '', month = '', day = ''] = person.birthDate.value.split('-');
  return {
    fullName: person.fullName,
    number: person.citizen?.number ?? '',
    sex: person.sex === 'male' ? 'Nam' : 'Nữ',
    day,
    month,
    year,
    payload: payloadOf(person, 'id-2024'),
  };
}

/** The nth of them; fails where the commune has too few. */
export function newcomer(nth: number): Newcomer {
  const found = newcomers[nth];
  if (found === undefined) throw new Error('the commune has too few newcomers');
  return found;
}

/** People of the commune whom the tablet knows, to be looked for where nobody may be found. */
export function canaries(count: number): { fullName: string; number: string }[] {
  const staff = new Set(DEMO_ACCOUNTS.map(({ fullName }) => fullName));
  const known = new Map(
    commune.records.flatMap(({ identity: { fullName, number } }) =>
      number?.kind === 'personal-id' && !staff.has(fullName) ? [[number.value, fullName]] : [],
    ),
  );
  return [...known].slice(0, count).map(([number, fullName]) => ({ fullName, number }));
}
