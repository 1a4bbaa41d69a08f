import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SCHEDULE } from './data/schedule.ts';
import { addMonths, type GivenDose, judgeDose, type PlannedDose } from './schedule.ts';
import { addDays, daysBetween } from './time.ts';

const adult = { birthDate: { value: '1990-09-02', precision: 'day' } } as const;
const given = (vaccine: string, injectedOn: string, component?: 1 | 2): GivenDose =>
  component === undefined ? { vaccine, injectedOn } : { vaccine, injectedOn, component };
const planned = (vaccine: string, on: string, component?: 1 | 2): PlannedDose =>
  component === undefined ? { vaccine, on } : { vaccine, on, component };
const codes = (
  history: GivenDose[],
  next: PlannedDose,
  person: Parameters<typeof judgeDose>[2] = adult,
) => judgeDose(history, next, person).warnings.map((warning) => warning.code);

test('[DS1] a first dose has nothing against it', () => {
  expect(judgeDose([], planned('PFIZER', '2021-10-01'), adult)).toEqual({
    ordinal: 1,
    warnings: [],
  });
});

test('[DS3] a second dose before the interval warns, and says from when it would not', () => {
  const history = [given('PFIZER', '2021-10-01')];
  expect(judgeDose(history, planned('PFIZER', '2021-10-19'), adult)).toEqual({
    ordinal: 2,
    warnings: [{ code: 'too-soon', earliestOn: '2021-10-22', days: 18, minDays: 21 }],
  });
  expect(judgeDose(history, planned('PFIZER', '2021-10-22'), adult).warnings).toEqual([]);
});

test('[DS3] the interval is that of the vaccine given last', () => {
  expect(codes([given('AZ', '2021-10-01')], planned('PFIZER', '2021-10-28'))).toEqual(['too-soon']);
  expect(codes([given('AZ', '2021-10-01')], planned('PFIZER', '2021-10-29'))).toEqual([]);
});

test.each([
  ['AZ', 'PFIZER', []],
  ['AZ', 'MODERNA', []],
  ['MODERNA', 'PFIZER', []],
  ['PFIZER', 'MODERNA', []],
  ['PFIZER', 'AZ', ['mixing']],
  ['VEROCELL', 'PFIZER', ['mixing']],
  ['AZ', 'VEROCELL', ['mixing']],
])('[DS3] %s then %s: %j', (first, second, expected) => {
  expect(codes([given(first, '2021-09-01')], planned(second, '2021-10-15'))).toEqual(expected);
});

test('[DS2] [DS4] after the primary course the rules of the day hold', () => {
  const course = [given('PFIZER', '2021-08-01'), given('PFIZER', '2021-08-22')];
  expect(codes(course, planned('PFIZER', '2021-09-10'))).toEqual(['too-soon']);
  expect(judgeDose(course, planned('PFIZER', '2021-12-01'), adult)).toEqual({
    ordinal: 3,
    warnings: [{ code: 'before-booster', earliestOn: '2022-02-22', days: 101, minDays: 184 }],
  });
  expect(codes(course, planned('MODERNA', '2021-12-17'))).toEqual([]);
  expect(codes(course, planned('VEROCELL', '2021-12-17'))).toEqual(['mixing']);
  expect(codes([given('JANSSEN', '2021-08-01')], planned('PFIZER', '2021-08-20'))).toEqual([
    'too-soon',
  ]);
  const abdala = [given('ABDALA', '2021-10-01'), given('ABDALA', '2021-10-15')];
  expect(codes(abdala, planned('ABDALA', '2021-10-29'))).toEqual([]);
});

test('[DS5] [V3] Sputnik V: which component is known, and each is given once', () => {
  const first = given('SPUTNIKV', '2021-10-01', 1);
  expect(codes([], planned('SPUTNIKV', '2021-10-01'))).toEqual(['component-missing']);
  expect(codes([], planned('SPUTNIKV', '2021-10-01', 2))).toEqual(['component-order']);
  expect(codes([first], planned('SPUTNIKV', '2021-10-22', 1))).toEqual(['component-repeated']);
  expect(codes([first], planned('SPUTNIKV', '2021-10-22', 2))).toEqual([]);
  expect(codes([given('SPUTNIKV', '2021-10-01')], planned('SPUTNIKV', '2021-10-22', 2))).toEqual(
    [],
  );
});

test('[DS6] too young for the vaccine on that day, born after it', () => {
  const child = { birthDate: { value: '2009-12-01', precision: 'day' } } as const;
  expect(judgeDose([], planned('PFIZER', '2021-11-01'), child).warnings).toEqual([
    { code: 'too-young', earliestOn: '2021-12-01' },
  ]);
  expect(codes([], planned('PFIZER', '2021-12-01'), child)).toEqual([]);
  expect(codes([], planned('AZ', '2021-12-01'), child)).toEqual(['too-young']);
  const year = { birthDate: { value: '2009', precision: 'year' } } as const;
  expect(codes([], planned('PFIZER', '2021-11-01'), year)).toEqual([]);
  expect(codes([], planned('PFIZER', '2009-11-30'), child)).toEqual(['before-birth']);
  expect(codes([], planned('PFIZER', '2021-11-01'), { birthDate: null })).toEqual([]);
});

test('[DS7] same day, a later dose, a vaccine nobody knows', () => {
  const history = [given('PFIZER', '2021-10-01')];
  expect(codes(history, planned('PFIZER', '2021-10-01'))).toEqual(['same-day', 'too-soon']);
  expect(judgeDose(history, planned('PFIZER', '2021-09-01'), adult)).toEqual({
    ordinal: 1,
    warnings: [{ code: 'later-dose-exists', days: 30 }],
  });
  expect(codes([], planned('XYZ', '2021-10-01'))).toEqual(['vaccine-unknown']);
  expect(codes([given('XYZ', '2021-09-01')], planned('PFIZER', '2021-10-01'))).toEqual([
    'interval-unknown',
    'mixing',
  ]);
});

const anyDay = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2021-03-01', days));
const anyVaccine = fc.constantFrom(...SCHEDULE.vaccines.map((vaccine) => vaccine.code));
const anyDose = fc.record({ vaccine: anyVaccine, injectedOn: anyDay });

test('[DS1] from the earliest day it names, "too soon" is not said again', () => {
  fc.assert(
    fc.property(fc.array(anyDose, { maxLength: 4 }), anyVaccine, anyDay, (history, vaccine, on) => {
      const { ordinal, warnings } = judgeDose(history, planned(vaccine, on), adult);
      expect(ordinal).toBe(history.filter((dose) => dose.injectedOn <= on).length + 1);
      const soon = warnings.find((warning) => warning.code === 'too-soon');
      if (soon?.earliestOn === undefined) return;
      expect(soon.days).toBeLessThan(soon.minDays ?? 0);
      const earlier = history.filter((dose) => dose.injectedOn <= on);
      const again = judgeDose(earlier, planned(vaccine, soon.earliestOn), adult);
      expect(again.warnings.map((warning) => warning.code)).not.toContain('too-soon');
    }),
  );
});

test('[DS1] the order in which doses are told does not matter', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyDose, { maxLength: 4, selector: (dose) => dose.injectedOn }),
      anyVaccine,
      anyDay,
      (history, vaccine, on) => {
        const next = planned(vaccine, on);
        expect(judgeDose(history.toReversed(), next, adult)).toEqual(
          judgeDose(history, next, adult),
        );
      },
    ),
  );
});

test('[DS4] months end where shorter months end', () => {
  expect(addMonths('2021-08-31', 6)).toBe('2022-02-28');
  expect(addMonths('2023-11-30', 3)).toBe('2024-02-29');
  expect(addMonths('2021-12-15', 1)).toBe('2022-01-15');
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 24 }), (day, months) => {
      const days = daysBetween(day, addMonths(day, months));
      expect(days).toBeGreaterThanOrEqual(months * 30 - 3);
      expect(days).toBeLessThanOrEqual(months * 31);
    }),
  );
});

test('[DS2] no two rows of one rule hold on one day, and none is missing', () => {
  fc.assert(
    fc.property(anyDay, anyVaccine, (day, vaccine) => {
      const holds = (row: { validFrom: string; validTo: string | null }) =>
        row.validFrom <= day && (row.validTo === null || day <= row.validTo);
      expect(SCHEDULE.boosters.filter(holds)).toHaveLength(1);
      expect(SCHEDULE.additional.filter(holds)).toHaveLength(1);
      for (const rows of [SCHEDULE.intervals, SCHEDULE.ages]) {
        const inForce = rows.filter((row) => row.vaccine === vaccine && holds(row));
        expect(inForce).toHaveLength(1);
      }
    }),
  );
});
