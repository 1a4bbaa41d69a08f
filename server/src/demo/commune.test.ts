import { idNumberWarnings } from '@khop/shared/id-number';
import { judgeCheckability } from '@khop/shared/identity';
import { expect, test } from 'vitest';
import { judgeMatch } from '../registry/match.ts';
import { makeCommune } from './commune.ts';
import type { Flaw, SiteRecord } from './demo-person.ts';
import { FLAW_SHARES } from './flaws.ts';

const commune = makeCommune({ seed: 7, size: 25_000 });
const personByKey = new Map(commune.persons.map((person) => [person.key, person]));
const citizens = commune.persons.flatMap(({ citizen }) => (citizen === null ? [] : [citizen]));
const citizensByNumber = new Map<string, typeof citizens>();
for (const citizen of citizens) {
  for (const number of [citizen.number, citizen.oldNumber]) {
    if (number === null) continue;
    citizensByNumber.set(number, [...(citizensByNumber.get(number) ?? []), citizen]);
  }
}

function outcomeOf(record: SiteRecord): 'match' | 'mismatch' | 'foreigner' | 'incomplete' {
  const judged = judgeCheckability(record.identity);
  if (judged.state !== 'checkable') return judged.state;
  const known = citizensByNumber.get(judged.fields.number.value) ?? [];
  return judgeMatch(judged.fields, known, 'strict');
}

test('the same seed tells the same commune, another seed another', () => {
  const again = makeCommune({ seed: 7, size: 1000 });
  expect(makeCommune({ seed: 7, size: 1000 })).toEqual(again);
  expect(makeCommune({ seed: 8, size: 1000 }).persons[0]).not.toEqual(again.persons[0]);
});

test('each record is compared as its flaw says', () => {
  const expected = (record: SiteRecord) => {
    if (personByKey.get(record.person)?.citizen === null) return 'foreigner';
    if (['missing-number', 'malformed-number', 'lost-zero'].includes(record.flaw)) {
      return 'incomplete';
    }
    return record.flaw === 'none' ? 'match' : 'mismatch';
  };
  for (const record of commune.records) {
    expect([record.flaw, outcomeOf(record)]).toEqual([record.flaw, expected(record)]);
  }
});

test('27 % of the compared are wrong and 4.6 % have no usable number, as in March 2022', () => {
  const outcomes = commune.records.map(outcomeOf);
  const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
  const compared = count('match') + count('mismatch');
  expect(count('mismatch') / compared).toBeGreaterThan(0.26);
  expect(count('mismatch') / compared).toBeLessThan(0.28);
  const citizensRecorded = compared + count('incomplete');
  expect(count('incomplete') / citizensRecorded).toBeGreaterThan(0.041);
  expect(count('incomplete') / citizensRecorded).toBeLessThan(0.051);
});

test('each flaw occurs at its rate, within what occasions allow', () => {
  for (const [flaw, share] of FLAW_SHARES) {
    const found = commune.records.filter((record) => record.flaw === flaw).length;
    const percent = (100 * found) / commune.records.length;
    expect([flaw, Math.abs(percent - share) < Math.max(0.5, share * 0.35)]).toEqual([flaw, true]);
  }
});

test('about three doses a person, as 75,000 in a commune of 25,000', () => {
  const doses = commune.records.reduce((sum, record) => sum + record.doses.length, 0);
  expect(doses).toBeGreaterThan(60_000);
  expect(doses).toBeLessThan(80_000);
});

test('all the people a commune has are there', () => {
  const some = (what: string, is: (person: (typeof commune.persons)[number]) => boolean) =>
    expect([what, commune.persons.some(is)]).toEqual([what, true]);
  some('apostrophes', ({ fullName }) => fullName.startsWith("H'"));
  some('Y', ({ fullName }) => fullName.startsWith('Y '));
  some('crossed B', ({ fullName }) => fullName.includes('Ƀ'));
  some('one word', ({ fullName }) => !fullName.includes(' '));
  some('old tone place', ({ fullName }) => fullName.endsWith('Hòa'));
  some('new tone place', ({ fullName }) => fullName.endsWith('Hoà'));
  some('birth year only', ({ birthDate }) => birthDate.precision === 'year');
  some('old number only', ({ citizen }) => citizen !== null && citizen.number === null);
  some('foreigner', ({ citizen }) => citizen === null);
  some('child', ({ birthDate }) => birthDate.value > '2018');
  some('old edition', ({ residence }) => residence.edition === '2025-06');
  expect(commune.records.some(({ isDuplicate }) => isDuplicate)).toBe(true);
});

test('numbers are built as the law says and belong to one person each', () => {
  const numbers = citizens.flatMap(({ number }) => (number === null ? [] : [number]));
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { number, sex, birthDate } of citizens.slice(0, 3000)) {
    if (number !== null) expect(idNumberWarnings(number, { sex, birthDate })).toEqual([]);
  }
});

test('flaws are told apart by what was written', () => {
  const of = (flaw: Flaw) => commune.records.filter((record) => record.flaw === flaw);
  for (const { written } of of('lost-zero')) expect(written).toMatch(/^\d{11}$|^\d{8}$/);
  for (const { written } of of('malformed-number')) {
    expect(written).not.toMatch(/^\d{12}$|^\d{9}$/);
  }
});
