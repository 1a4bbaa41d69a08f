import { SCHEDULE } from './data/schedule.ts';
import { ageOn, daysInMonth, type PartialDate } from './partial-date.ts';
import { addDays, type Day, daysBetween } from './time.ts';
import { TWO_COMPONENT_VACCINE, type Vaccine } from './vaccine.ts';

/** A rule and the days it holds, both included. `certain`: whether an official text is at hand. */
type Dated = { validFrom: Day; validTo: Day | null; certain: boolean };

export type ScheduleRules = {
  vaccines: readonly Vaccine[];
  /** From one primary dose of a vaccine to the next, whichever vaccine that is. */
  intervals: readonly (Dated & { vaccine: string; minDays: number })[];
  /** Pairs that may follow each other within the primary course. */
  mixing: readonly (Dated & { from: string; to: string })[];
  /** After the primary course: an additional dose from `minDays`, a booster from `minMonths`. */
  additional: readonly (Dated & { minDays: number })[];
  boosters: readonly (Dated & { minMonths: number })[];
  boosterVaccines: readonly (Dated & { vaccine: string })[];
  ages: readonly (Dated & { vaccine: string; minYears: number })[];
};

export type GivenDose = { vaccine: string; injectedOn: Day; component?: 1 | 2 };
export type PlannedDose = { vaccine: string; on: Day; component?: 1 | 2 };

export type ScheduleCode =
  | 'vaccine-unknown'
  | 'interval-unknown'
  | 'too-soon'
  | 'before-booster'
  | 'same-day'
  | 'later-dose-exists'
  | 'mixing'
  | 'component-missing'
  | 'component-order'
  | 'component-repeated'
  | 'too-young'
  | 'before-birth';

/** `days` have passed, `minDays` are needed, from `earliestOn` the warning would not be given. */
export type ScheduleWarning = {
  code: ScheduleCode;
  earliestOn?: Day;
  days?: number;
  minDays?: number;
};

/**
 * [DS1] Which dose the next one would be and what speaks against it. Warns with its reason and never
 * blocks: the vaccinator gives a reason and goes on. The rules are those of the day of the dose [DS2].
 */
export function judgeDose(
  history: readonly GivenDose[],
  next: PlannedDose,
  person: { birthDate: PartialDate | null; sex?: 'male' | 'female' | null },
  rules: ScheduleRules = SCHEDULE,
): { ordinal: number; warnings: ScheduleWarning[] } {
  const given = history.toSorted((a, b) => (a.injectedOn < b.injectedOn ? -1 : 1));
  const earlier = given.filter((dose) => dose.injectedOn <= next.on);
  const later = given.find((dose) => dose.injectedOn > next.on);
  const warnings: ScheduleWarning[] = [];
  if (!rules.vaccines.some((vaccine) => vaccine.code === next.vaccine)) {
    warnings.push({ code: 'vaccine-unknown' });
  }
  const previous = earlier.at(-1);
  if (previous !== undefined) warnings.push(...afterPrevious(earlier, previous, next, rules));
  if (later !== undefined) {
    warnings.push({ code: 'later-dose-exists', days: daysBetween(next.on, later.injectedOn) });
  }
  warnings.push(...judgeComponent(earlier, next), ...judgeAge(next, person.birthDate, rules));
  return { ordinal: earlier.length + 1, warnings };
}

function inForce<Rule extends Dated>(all: readonly Rule[], day: Day): Rule[] {
  return all.filter((r) => r.validFrom <= day && (r.validTo === null || day <= r.validTo));
}

function afterPrevious(
  earlier: readonly GivenDose[],
  previous: GivenDose,
  next: PlannedDose,
  rules: ScheduleRules,
): ScheduleWarning[] {
  const warnings: ScheduleWarning[] = [];
  if (previous.injectedOn === next.on) warnings.push({ code: 'same-day' });
  const first = rules.vaccines.find((vaccine) => vaccine.code === earlier[0]?.vaccine);
  const isPrimary = first === undefined || earlier.length < first.primaryDoses;
  return [
    ...warnings,
    ...(isPrimary ? judgePrimary(previous, next, rules) : judgeLater(previous, next, rules)),
  ];
}

/** [DS3] Within the primary course: the interval of the vaccine given last, and the pairs allowed. */
function judgePrimary(
  previous: GivenDose,
  next: PlannedDose,
  rules: ScheduleRules,
): ScheduleWarning[] {
  const interval = inForce(rules.intervals, next.on).find((r) => r.vaccine === previous.vaccine);
  const warnings: ScheduleWarning[] =
    interval === undefined
      ? [{ code: 'interval-unknown' }]
      : tooSoon(previous.injectedOn, next.on, interval.minDays);
  const mayFollow =
    previous.vaccine === next.vaccine ||
    inForce(rules.mixing, next.on).some(
      (pair) => pair.from === previous.vaccine && pair.to === next.vaccine,
    );
  if (!mayFollow) warnings.push({ code: 'mixing' });
  return warnings;
}

/** [DS4] After it: an additional dose from 28 days, a booster from as many months as then in force. */
function judgeLater(
  previous: GivenDose,
  next: PlannedDose,
  rules: ScheduleRules,
): ScheduleWarning[] {
  const warnings: ScheduleWarning[] = [];
  const additional = inForce(rules.additional, next.on)[0];
  const booster = inForce(rules.boosters, next.on)[0];
  if (additional !== undefined) {
    warnings.push(...tooSoon(previous.injectedOn, next.on, additional.minDays));
  }
  const boosterFrom = booster && addMonths(previous.injectedOn, booster.minMonths);
  if (boosterFrom !== undefined && next.on < boosterFrom && warnings.length === 0) {
    const days = daysBetween(previous.injectedOn, next.on);
    const minDays = daysBetween(previous.injectedOn, boosterFrom);
    warnings.push({ code: 'before-booster', earliestOn: boosterFrom, days, minDays });
  }
  const isKnown = inForce(rules.boosterVaccines, next.on).some((r) => r.vaccine === next.vaccine);
  if (!isKnown && next.vaccine !== previous.vaccine) warnings.push({ code: 'mixing' });
  return warnings;
}

function tooSoon(last: Day, on: Day, minDays: number): ScheduleWarning[] {
  const days = daysBetween(last, on);
  if (days >= minDays) return [];
  return [{ code: 'too-soon', earliestOn: addDays(last, minDays), days, minDays }];
}

/** [DS5] Sputnik V: component I, then component II; which one was given must be known. */
function judgeComponent(earlier: readonly GivenDose[], next: PlannedDose): ScheduleWarning[] {
  if (next.vaccine !== TWO_COMPONENT_VACCINE) return [];
  if (next.component === undefined) return [{ code: 'component-missing' }];
  const same = earlier.filter((dose) => dose.vaccine === TWO_COMPONENT_VACCINE);
  if (same.some((dose) => dose.component === next.component))
    return [{ code: 'component-repeated' }];
  const isSecondFirst = next.component === 2 && same.length === 0;
  return isSecondFirst ? [{ code: 'component-order' }] : [];
}

/** [DS6] Age counts in completed years; of a birth year alone the whole year is given the benefit. */
function judgeAge(
  next: PlannedDose,
  birthDate: PartialDate | null,
  rules: ScheduleRules,
): ScheduleWarning[] {
  if (birthDate === null) return [];
  if (birthDate.value > next.on.slice(0, birthDate.value.length)) return [{ code: 'before-birth' }];
  const rule = inForce(rules.ages, next.on).find((each) => each.vaccine === next.vaccine);
  if (rule === undefined || ageOn(birthDate, next.on).years >= rule.minYears) return [];
  if (birthDate.precision !== 'day') return [{ code: 'too-young' }];
  return [{ code: 'too-young', earliestOn: addMonths(birthDate.value, rule.minYears * 12) }];
}

/** The same day so many months later, or the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const total = year * 12 + (month - 1) + months;
  const toYear = Math.floor(total / 12);
  const toMonth = (total % 12) + 1;
  const toDate = Math.min(date, daysInMonth(toYear, toMonth));
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(toYear).padStart(4, '0')}-${two(toMonth)}-${two(toDate)}`;
}
