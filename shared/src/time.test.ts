import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleDose } from './sample.ts';
import {
  addDays,
  type Day,
  dayOf,
  daysBetween,
  fromInstant,
  Instant,
  startOfDay,
  toInstant,
} from './time.ts';

const DAY_MS = 24 * 60 * 60_000;

// The zone's own tables, which the code does not ask.
const local = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Days at the ends of months and years, and one in February of a leap year. */
const CORNERS: readonly Day[] = [
  '2025-12-31',
  '2026-01-01',
  '2026-02-28',
  '2026-11-30',
  '2027-12-31',
  '2028-02-29',
  '2028-03-01',
];

const aDay = fc.oneof(
  fc.constantFrom(...CORNERS),
  fc.integer({ min: 0, max: 36_500 }).map((days) => addDays('1990-01-01', days)),
);
/** Within minutes of a local midnight. */
const nearMidnight = fc
  .tuple(aDay, fc.integer({ min: -180_000, max: 180_000 }))
  .map(([day, off]) => fromInstant(startOfDay(day)) + off);

test('[E9] around midnight the day is the one Viet Nam’s calendar says', () => {
  fc.assert(
    fc.property(nearMidnight, (ms) => {
      expect(dayOf(ms)).toBe(local.format(ms));
      expect(dayOf(toInstant(ms))).toBe(dayOf(ms));
    }),
  );
});

test('[E9] a local day is 24 hours from its first instant, and the last of them is still it', () => {
  fc.assert(
    fc.property(aDay, (day) => {
      const start = fromInstant(startOfDay(day));
      expect(dayOf(start)).toBe(day);
      expect(dayOf(start - 1)).toBe(addDays(day, -1));
      expect(dayOf(start + DAY_MS - 1)).toBe(day);
      expect(dayOf(start + DAY_MS)).toBe(addDays(day, 1));
      expect(daysBetween(dayOf(start - 1), dayOf(start))).toBe(1);
    }),
  );
});

// What a machine says whose own zone is another: a tablet bought abroad, an office in a rented rack.
const ZONES = [
  'Asia/Ho_Chi_Minh',
  'UTC',
  'Pacific/Kiritimati',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Europe/Berlin',
];
const PROGRAM = `
  import { dayOf, startOfDay } from ${JSON.stringify(new URL('./time.ts', import.meta.url).href)};
  const instants = JSON.parse(process.argv[1]);
  const days = instants.map((at) => [dayOf(at), startOfDay(dayOf(at))]);
  console.log(JSON.stringify({ offset: new Date(instants[0]).getTimezoneOffset(), days }));
`;

test('[E9] the local day of a dose is the same on tablet, office and desk, whatever zone each is set to', () => {
  const instants = CORNERS.flatMap((day) =>
    [-60_000, -1, 0, 1, 60_000, 7 * 3_600_000 - 1, 7 * 3_600_000].map((off) => {
      const dose = { ...sampleDose, injectedAt: toInstant(fromInstant(startOfDay(day)) + off) };
      return dose.injectedAt;
    }),
  );
  const expected = instants.map((at) => [local.format(fromInstant(at)), startOfDay(dayOf(at))]);
  const offsets = ZONES.map((zone) => {
    const told = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', PROGRAM, JSON.stringify(instants)],
      { env: { ...process.env, TZ: zone }, encoding: 'utf8' },
    );
    const { offset, days } = JSON.parse(told) as { offset: number; days: unknown };
    expect(days, zone).toEqual(expected);
    return offset;
  });
  // The zones were taken: else this would prove nothing.
  expect(new Set(offsets).size).toBeGreaterThan(4);
});

test('[E9] an instant is a moment there is: no month 29, no 30 February, no hour 24', () => {
  const isInstant = (text: string) => Instant.safeParse(text).success;
  for (const text of [
    '2026-99-01T00:00:00.000Z',
    '2026-00-10T00:00:00.000Z',
    '2026-02-30T00:00:00.000Z',
    '2026-02-29T00:00:00.000Z',
    '2100-02-29T00:00:00.000Z',
    '2026-04-31T00:00:00.000Z',
    '2026-01-00T00:00:00.000Z',
    '2026-01-01T24:00:00.000Z',
    '2026-01-01T23:60:00.000Z',
    '2026-01-01T23:59:60.000Z',
  ]) {
    expect([text, isInstant(text)]).toEqual([text, false]);
  }
  expect(isInstant('2024-02-29T23:59:59.999Z')).toBe(true);
  expect(isInstant('2000-02-29T00:00:00.000Z')).toBe(true);
});

test('[E9] the schema takes exactly the instants the clock makes', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'));
  fc.assert(
    fc.property(
      fc.date({
        noInvalidDate: true,
        min: new Date(-62_000_000_000_000),
        max: new Date(253_000_000_000_000),
      }),
      (date) => {
        expect(Instant.safeParse(date.toISOString()).success).toBe(true);
      },
    ),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1896, max: 2110 }),
      fc.array(two, { minLength: 5, maxLength: 5 }),
      (year, rest) => {
        const [month, day, hour, minute, second] = rest;
        const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
        const ms = Date.parse(text);
        const isOne = !Number.isNaN(ms) && new Date(ms).toISOString() === text;
        expect(Instant.safeParse(text).success).toBe(isOne);
      },
    ),
  );
});
