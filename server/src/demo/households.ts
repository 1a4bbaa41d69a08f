import type { Sex } from '@khop/shared/identity';
import { daysInMonth, type PartialDate } from '@khop/shared/partial-date';
import type { Chance } from './chance.ts';
import type { DemoPerson } from './demo-person.ts';
import { FOREIGN } from './given-names.ts';
import { makeFamilyName, makeName, PEOPLES, type People, readSurnames } from './names.ts';
import { type Numbers, numbersOf } from './numbers.ts';
import { addressIn, COMMUNE, OLD_COMMUNES } from './place.ts';

const FOREIGN_SHARE = 0.004;

type Surnames = ReturnType<typeof readSurnames>;

type Home = Pick<DemoPerson, 'household' | 'address' | 'residence'> & {
  people: People;
  surnames: Surnames;
  family: string;
  phone: string | null;
};

/** `size` inhabitants in families at one address each, as of `year`. */
export function makePersons(chance: Chance, size: number, year: number): DemoPerson[] {
  const surnames = readSurnames();
  const numbers = numbersOf(chance);
  const persons: DemoPerson[] = [];
  for (let household = 1; persons.length < size; household++) {
    const home = makeHome(chance, household, surnames);
    for (const person of makeHousehold(chance, numbers, home, year)) {
      if (persons.length >= size) break;
      persons.push({ ...person, key: `p${String(persons.length + 1).padStart(6, '0')}` });
    }
  }
  return persons;
}

function makeHome(chance: Chance, household: number, surnames: Surnames): Home {
  const people = chance.weighted(PEOPLES);
  const old = chance.pick(OLD_COMMUNES);
  const edition = chance.hit(0.55) ? 'before' : 'now';
  const hamlet = `Số ${chance.int(1, 480)}, ${chance.pick<string>(old.hamlets)}`;
  return {
    household,
    people,
    surnames,
    family: makeFamilyName(chance, people, surnames),
    address: addressIn(edition, hamlet, old.name),
    residence:
      edition === 'now' || chance.hit(0.93) ? COMMUNE : { edition: '2025-06', code: old.code },
    phone: chance.hit(0.8) ? `09${String(chance.int(0, 99_999_999)).padStart(8, '0')}` : null,
  };
}

type NewPerson = Omit<DemoPerson, 'key'>;

function makeHousehold(chance: Chance, numbers: Numbers, home: Home, year: number): NewPerson[] {
  if (chance.hit(FOREIGN_SHARE * 3)) return [makeForeigner(chance, numbers, home, year)];
  const adult = year - chance.int(24, 64);
  const member = (sex: Sex, birthYear: number, family = home.family) =>
    makeCitizen(chance, numbers, home, { sex, birthYear, family });
  const members: NewPerson[] = [member(chance.hit(0.5) ? 'male' : 'female', adult)];
  const [head] = members;
  if (head !== undefined && chance.hit(0.85)) {
    // Spouses keep their own family name.
    const family = makeFamilyName(chance, home.people, home.surnames);
    members.push(
      member(head.sex === 'male' ? 'female' : 'male', adult + chance.int(-6, 6), family),
    );
  }
  const children = chance.weighted([
    [0, 18],
    [1, 26],
    [2, 36],
    [3, 14],
    [4, 6],
  ]);
  for (let nth = 0; nth < children; nth++) {
    const birthYear = adult + 21 + nth * chance.int(2, 4) + chance.int(0, 3);
    if (birthYear <= year) members.push(member(chance.hit(0.51) ? 'male' : 'female', birthYear));
  }
  if (chance.hit(0.28))
    members.push(member(chance.hit(0.4) ? 'male' : 'female', adult - chance.int(21, 36)));
  const elder = head?.fullName ?? null;
  return members.map((person) => withGuardian(person, elder, home.phone, year));
}

function withGuardian(
  person: NewPerson,
  guardian: string | null,
  phone: string | null,
  year: number,
): NewPerson {
  const age = year - Number(person.birthDate.value.slice(0, 4));
  return age < 16 && guardian !== null
    ? { ...person, guardian: { fullName: guardian, phone } }
    : person;
}

function makeCitizen(
  chance: Chance,
  numbers: Numbers,
  home: Home,
  who: { sex: Sex; birthYear: number; family: string },
): NewPerson {
  const { sex, birthYear, family } = who;
  const fullName = makeName(chance, { people: home.people, family, sex, birthYear });
  const birthDate = makeBirthDate(chance, birthYear, home.people !== 'kinh');
  const isElder = birthYear < 1952;
  // Some elders never went for a new card: the old number is all anybody knows.
  const hasOnlyOld = isElder && chance.hit(0.1);
  const oldNumber = hasOnlyOld || (birthYear < 2000 && chance.hit(0.55)) ? numbers.cmnd() : null;
  const number = hasOnlyOld ? null : numbers.personalId(sex, birthYear);
  return {
    ...contactOf(chance, home, birthYear),
    citizen: { number, oldNumber, fullName, sex, birthDate },
    fullName,
    sex,
    birthDate,
    nationality: 'VN',
    passport: null,
  };
}

function contactOf(chance: Chance, home: Home, birthYear: number) {
  const { household, address, residence, phone } = home;
  const mayPhone = birthYear < 2012 && chance.hit(0.6);
  return { household, address, residence, phone: mayPhone ? phone : null, guardian: null };
}

/** Before 1960, and longer in the highlands, often only the year was ever written down. */
function makeBirthDate(chance: Chance, year: number, isHighland: boolean): PartialDate {
  const share = year < 1960 ? (isHighland ? 0.4 : 0.18) : isHighland && year < 1980 ? 0.12 : 0;
  if (chance.hit(share)) return { value: String(year), precision: 'year' };
  const month = chance.int(1, 12);
  const day = chance.int(1, daysInMonth(year, month));
  const two = (value: number) => String(value).padStart(2, '0');
  return { value: `${year}-${two(month)}-${two(day)}`, precision: 'day' };
}

function makeForeigner(chance: Chance, numbers: Numbers, home: Home, year: number): NewPerson {
  const from = chance.pick(FOREIGN);
  const sex: Sex = chance.hit(0.6) ? 'male' : 'female';
  const birthYear = year - chance.int(20, 66);
  return {
    ...contactOf(chance, home, birthYear),
    citizen: null,
    fullName: chance.pick<string>(from[sex]),
    sex,
    birthDate: makeBirthDate(chance, birthYear, false),
    nationality: from.nationality,
    passport: numbers.passport(),
  };
}
