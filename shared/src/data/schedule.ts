import type { ScheduleRules } from '../schedule.ts';
import { VACCINES } from './vaccines.ts';

/**
 * Dated rows: a letter that changes a rule closes a row (`validTo`) and adds one. `certain: false`
 * where no official text is at hand. All of them warn; none forbids.
 * Sources: project table `vaccines-vn.csv` (intervals), DOMAIN section 6 (mixing, later doses).
 */
const SINCE = '2021-03-01';

export const SCHEDULE: ScheduleRules = {
  vaccines: VACCINES,
  intervals: VACCINES.map((vaccine) => ({
    vaccine: vaccine.code,
    minDays: vaccine.minIntervalDays,
    validFrom: SINCE,
    validTo: null,
    certain: vaccine.confidence.startsWith('H'),
  })),
  mixing: [
    ['AZ', 'PFIZER'],
    ['AZ', 'MODERNA'],
    ['MODERNA', 'PFIZER'],
    ['PFIZER', 'MODERNA'],
  ].map(([from = '', to = '']) => ({ from, to, validFrom: SINCE, validTo: null, certain: true })),
  additional: [{ minDays: 28, validFrom: SINCE, validTo: null, certain: true }],
  boosters: [
    { minMonths: 6, validFrom: SINCE, validTo: '2021-12-16', certain: false },
    { minMonths: 3, validFrom: '2021-12-17', validTo: null, certain: false },
  ],
  boosterVaccines: ['PFIZER', 'MODERNA', 'AZ'].map((vaccine) => ({
    vaccine,
    validFrom: SINCE,
    validTo: null,
    certain: false,
  })),
  ages: [
    ...VACCINES.map((vaccine) => ({
      vaccine: vaccine.code,
      minYears: 18,
      validFrom: SINCE,
      validTo: vaccine.code === 'PFIZER' || vaccine.code === 'MODERNA' ? '2021-10-13' : null,
      certain: false,
    })),
    {
      vaccine: 'PFIZER',
      minYears: 12,
      validFrom: '2021-10-14',
      validTo: '2022-04-13',
      certain: false,
    },
    {
      vaccine: 'MODERNA',
      minYears: 12,
      validFrom: '2021-10-14',
      validTo: '2022-04-13',
      certain: false,
    },
    { vaccine: 'PFIZER', minYears: 5, validFrom: '2022-04-14', validTo: null, certain: false },
    { vaccine: 'MODERNA', minYears: 6, validFrom: '2022-04-14', validTo: null, certain: false },
  ],
};
