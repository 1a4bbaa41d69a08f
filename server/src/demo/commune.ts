import type { Identity } from '@khop/shared/identity';
import { newId } from '@khop/shared/ids';
import { fromInstant, startOfDay } from '@khop/shared/time';
import { type Chance, chanceOf } from './chance.ts';
import type { Commune, DemoPerson, SiteRecord } from './demo-person.ts';
import { makeDoses } from './doses.ts';
import { FLAW_SHARES, spoil } from './flaws.ts';
import { makePersons } from './households.ts';
import { withOtherTonePlace } from './names.ts';

/** The last whole year before the day of the demonstration: nobody is born in the future. */
const YEAR = 2025;
const DUPLICATE_SHARE = 0.012;

/**
 * A commune of `size` synthetic inhabitants with its population list (the `citizen` of each) and its
 * vaccination records, each knowing what is wrong in it. The same seed gives the same commune.
 */
export function makeCommune(options: { seed: number; size: number }): Commune {
  const chance = chanceOf(options.seed);
  const persons = makePersons(chance, options.size, YEAR);
  const families = new Map<number, DemoPerson[]>();
  for (const person of persons) {
    const family = families.get(person.household);
    if (family === undefined) families.set(person.household, [person]);
    else family.push(person);
  }
  const records: SiteRecord[] = [];
  for (const person of persons) {
    const doses = makeDoses(chance, Number(person.birthDate.value.slice(0, 4)));
    if (doses.length === 0) continue;
    const record = recordOf(chance, person, families.get(person.household) ?? [], doses);
    records.push(record);
    if (doses.length > 1 && chance.hit(DUPLICATE_SHARE))
      records.push(splitOff(chance, person, record));
  }
  return { seed: options.seed, persons, records };
}

function recordOf(
  chance: Chance,
  person: DemoPerson,
  family: readonly DemoPerson[],
  doses: SiteRecord['doses'],
): SiteRecord {
  const honest = identityAtSite(chance, person);
  const flaw = person.citizen === null ? 'none' : chance.weighted(FLAW_SHARES);
  const spoiled = spoil(chance, honest, flaw, person, family);
  const first = doses[0]?.injectedOn ?? '2021-07-05';
  const id = newId(fromInstant(startOfDay(first)) + chance.int(28, 40) * 1_000_000, chance.random);
  return { id, person: person.key, ...spoiled, isDuplicate: false, doses };
}

/** As sites write it when nothing is wrong: in capitals or not, the tone mark in either place. */
function identityAtSite(chance: Chance, person: DemoPerson): Identity {
  const { citizen, passport } = person;
  const spelled = chance.hit(0.25) ? withOtherTonePlace(person.fullName) : person.fullName;
  const fullName = chance.hit(0.3) ? spelled.toUpperCase() : spelled;
  const old = citizen?.oldNumber ?? null;
  // Before 2022 many still showed the old card: the record has its number, and that is right.
  const isByOld = old !== null && (citizen?.number === null || chance.hit(0.12));
  const number: Identity['number'] =
    passport !== null
      ? { kind: 'passport', value: passport }
      : isByOld
        ? { kind: 'cmnd', value: old }
        : citizen?.number
          ? { kind: 'personal-id', value: citizen.number }
          : null;
  return {
    fullName,
    sex: person.sex,
    birthDate: person.birthDate,
    number,
    oldNumber: null,
    nationality: person.nationality,
  };
}

/**
 * The later doses under a second record: the person was not found and registered again, half of the
 * times with the same words, else without the first one's flaw.
 */
function splitOff(chance: Chance, person: DemoPerson, record: SiteRecord): SiteRecord {
  const later = record.doses.splice(1);
  const at = fromInstant(startOfDay(later[0]?.injectedOn ?? '2021-09-01'));
  const written = chance.hit(0.5)
    ? record
    : { flaw: 'none' as const, identity: identityAtSite(chance, person), written: null };
  const { flaw, identity } = written;
  return {
    id: newId(at + chance.int(28, 40) * 1_000_000, chance.random),
    person: record.person,
    flaw,
    identity,
    written: written.written,
    isDuplicate: true,
    doses: later,
  };
}
