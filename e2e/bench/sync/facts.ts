import { type Chance, chanceOf } from '@khop/server/demo/chance';
import {
  GIVEN_FEMALE,
  GIVEN_MALE,
  MIDDLE_FEMALE,
  MIDDLE_MALE,
  OTHER_SURNAMES,
} from '@khop/server/demo/given-names';
import type { Dose } from '@khop/shared/dose';
import type { EntryBody } from '@khop/shared/entry';
import type { Identity } from '@khop/shared/identity';
import { type Id, newId } from '@khop/shared/ids';
import { type Instant, toInstant } from '@khop/shared/time';

// The same synthetic persons for every peer: seeded, without anybody real, and with the entropy of
// real lists (weighted names, unique numbers, streets, phones, lots), so that gzip gains nothing from
// repetition that a real commune would not have.

export const SITE = 'site-1';
export const OPERATOR = 'op-1';

const SURNAMES = [
  ['Nguyễn', 32],
  ['Trần', 11],
  ['Lê', 9],
  ['Phạm', 7],
  ['Hoàng', 5],
  ['Phan', 5],
  ['Vũ', 4],
  ['Đặng', 3],
  ['Bùi', 3],
  ['Đỗ', 2],
  ['Hồ', 2],
  ['Ngô', 2],
  ['Dương', 1],
  ['', 14],
] as const;
const VACCINES = [
  ['PFIZER', 40],
  ['AZ', 30],
  ['MODERNA', 15],
  ['VEROCELL', 15],
] as const;
const START = Date.UTC(2026, 5, 1, 0, 30);

export type Person = {
  id: Id;
  registrationEntry: Id;
  doseEntry: Id;
  registeredAt: Instant;
  injectedAt: Instant;
  registration: EntryBody<'person-registered'>;
  dose: Dose;
};

/** The `nth` person of a seed, whoever asks and in whatever order. Numbers are unique below 1,000,000. */
export function personAt(seed: number, nth: number, site: string = SITE): Person {
  const chance = chanceOf((Math.imul(seed + 1, 0x9e3779b1) + Math.imul(nth + 1, 0x85ebca6b)) >>> 0);
  const at = START + chance.int(0, 140) * 86_400_000 + chance.int(0, 10 * 3600) * 1000;
  const injectedAt = at + chance.int(60, 900) * 1000;
  const identity = identityOf(chance, nth);
  return {
    id: newId(at, chance.random),
    registrationEntry: newId(at, chance.random),
    doseEntry: newId(injectedAt, chance.random),
    registeredAt: toInstant(at),
    injectedAt: toInstant(injectedAt),
    registration: {
      identity,
      origins: { fullName: 'scanned', number: 'scanned', birthDate: 'scanned', sex: 'scanned' },
      cardHash: null,
      address: addressOf(chance),
      phone: chance.hit(0.8) ? `0${chance.pick(['3', '7', '8', '9'])}${digits(chance, 8)}` : null,
      guardian: null,
      residence: null,
      site,
    },
    dose: {
      ordinal: chance.int(1, 3),
      vaccine: chance.weighted<string>(VACCINES),
      component: null,
      lot: `${chance.pick(['FK', 'FN', 'PV', 'AB', '20'])}${chance.int(1000, 1060)}`,
      expiresOn: `2027-0${chance.int(1, 9)}-28`,
      vialOpenedAt: null,
      injectedAt: toInstant(injectedAt),
      site,
      point: null,
      session: null,
      vaccinator: `op-${chance.int(1, 8)}`,
      screener: null,
      screening: null,
      overridden: [],
      origin: 'live',
    },
  };
}

function identityOf(chance: Chance, nth: number): Identity {
  const isMale = chance.hit(0.5);
  const year = chance.int(1935, 2013);
  const month = two(chance.int(1, 12));
  const family = chance.weighted<string>(SURNAMES) || chance.pick(OTHER_SURNAMES);
  const middle = chance.weighted<string>(isMale ? MIDDLE_MALE : MIDDLE_FEMALE);
  const given = chance.pick(isMale ? GIVEN_MALE : GIVEN_FEMALE);
  const century = (year < 2000 ? 0 : 2) + (isMale ? 0 : 1);
  // 7,919 has no factor in common with a million: the serials are a walk through all of them.
  const serial = String((nth * 7919 + 104_729) % 1_000_000).padStart(6, '0');
  const province = chance.pick(['001', '079', '048', '066', '031', '092', '038', '040', '024']);
  return {
    fullName: [family, middle, given].filter((each) => each !== '').join(' '),
    sex: isMale ? 'male' : 'female',
    birthDate: { value: `${year}-${month}-${two(chance.int(1, 28))}`, precision: 'day' },
    number: {
      kind: 'personal-id',
      value: `${province}${century}${two(year % 100)}${serial}`,
    },
    oldNumber: null,
    nationality: 'VN',
  };
}

function addressOf(chance: Chance): string {
  const street = `${chance.pick(OTHER_SURNAMES)} ${chance.pick(GIVEN_MALE)}`;
  const place = chance.pick(GIVEN_FEMALE);
  return `Số ${chance.int(1, 320)} đường ${street}, tổ ${chance.int(1, 40)}, phường ${place} ${chance.int(1, 12)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function digits(chance: Chance, count: number): string {
  let text = '';
  while (text.length < count) text += chance.int(0, 9);
  return text;
}
