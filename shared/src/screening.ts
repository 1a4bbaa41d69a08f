import { SCREENING_FORMS } from './data/screening-forms.ts';
import { ageOn, type PartialDate } from './partial-date.ts';
import type { Day } from './time.ts';

/** đủ điều kiện · thận trọng · trì hoãn · chống chỉ định, in the order of their weight. */
export const SCREENING_OUTCOMES = ['eligible', 'caution', 'defer', 'contraindicated'] as const;
export type ScreeningOutcome = (typeof SCREENING_OUTCOMES)[number];

/** °C, beats and breaths a minute, mmHg. Null: not measured; never prefilled. */
export type Measurements = {
  temperature: number | null;
  pulse: number | null;
  respiration: number | null;
  systolic: number | null;
  diastolic: number | null;
  /** The person's usual pressure, where they know it. */
  usualSystolic?: number | null;
  usualDiastolic?: number | null;
};
export type Measure = 'temperature' | 'pulse' | 'respiration' | 'systolic' | 'diastolic';

/** A question of the form. `suggests` null: asked and written down, judged by the doctor alone. */
export type ScreeningQuestion = {
  code: string;
  label: string;
  suggests: Exclude<ScreeningOutcome, 'eligible'> | null;
  onlyFor: 'female' | null;
  /** Answering yes puts the person among those whose blood pressure has limits. */
  pressureRisk: boolean;
  certain: boolean;
};

export type ScreeningLimit = {
  measure: Measure;
  least: number | null;
  most: number | null;
  /** Most above the person's usual value. */
  mostAboveUsual: number | null;
  appliesTo: 'all' | 'pressure-risk';
};

/** One version of the form. A new decree is a new row; doses keep the id of the form they used. */
export type ScreeningForm = {
  id: string;
  source: string;
  validFrom: Day;
  validTo: Day | null;
  questions: readonly ScreeningQuestion[];
  limits: readonly ScreeningLimit[];
  /** From this age on, in completed years, blood pressure has limits for everybody. */
  pressureRiskOverYears: number;
  /** Vaccines that are not given at all to persons with one of these findings. */
  neverWith: readonly { vaccine: string; findings: readonly string[] }[];
};

/** Why an outcome is suggested: a question answered yes, or a measurement beyond a limit. */
export type ScreeningReason = {
  code: string;
  suggests: Exclude<ScreeningOutcome, 'eligible'>;
  found?: number;
  least?: number;
  most?: number;
};

export type ScreeningSuggestion = {
  /** Null while nothing speaks against the injection but measurements are missing. */
  suggestion: ScreeningOutcome | null;
  reasons: ScreeningReason[];
  missing: Measure[];
};

/** The form in force on a local day; null before the first. */
export function screeningFormOn(day: Day, forms = SCREENING_FORMS): ScreeningForm | null {
  return (
    forms.findLast((f) => f.validFrom <= day && (f.validTo === null || day <= f.validTo)) ?? null
  );
}

/** The questions to put to this person, in the order of the form. */
export function questionsFor(
  form: ScreeningForm,
  person: { sex: 'male' | 'female' | null },
): ScreeningQuestion[] {
  return form.questions.filter((each) => each.onlyFor === null || person.sex !== 'male');
}

/**
 * [SR1] What the form suggests, with its reasons. The outcome is the doctor's: a screen shows the
 * suggestion beside the four cards and never preselects one. `findings`: codes answered with yes.
 */
export function suggestOutcome(
  screened: {
    findings: readonly string[];
    measurements: Measurements;
    birthDate: PartialDate | null;
    vaccine: string;
    on: Day;
  },
  form: ScreeningForm,
): ScreeningSuggestion {
  const { findings, measurements, vaccine } = screened;
  const reasons: ScreeningReason[] = [];
  for (const { code, suggests } of form.questions) {
    if (!findings.includes(code)) continue;
    const isNever = form.neverWith.some(
      (never) => never.vaccine === vaccine && never.findings.includes(code),
    );
    if (isNever) reasons.push({ code, suggests: 'contraindicated' });
    else if (suggests !== null) reasons.push({ code, suggests });
  }
  const limits = form.limits.filter(
    (limit) => limit.appliesTo === 'all' || hasPressureRisk(screened, form),
  );
  const missing: Measure[] = [];
  for (const limit of limits) {
    const found = measurements[limit.measure];
    if (found === null) missing.push(limit.measure);
    else reasons.push(...beyond(limit, found, usualOf(limit.measure, measurements)));
  }
  return { suggestion: heaviest(reasons, missing), reasons, missing };
}

/** [SR3] Blood pressure has limits for a history of heart or vessel disease and over 65 years. */
function hasPressureRisk(
  screened: { findings: readonly string[]; birthDate: PartialDate | null; on: Day },
  form: ScreeningForm,
): boolean {
  const { findings, birthDate, on } = screened;
  const isOld = birthDate !== null && ageOn(birthDate, on).years > form.pressureRiskOverYears;
  return isOld || form.questions.some((each) => each.pressureRisk && findings.includes(each.code));
}

function usualOf(measure: Measure, measurements: Measurements): number | null {
  if (measure === 'systolic') return measurements.usualSystolic ?? null;
  return measure === 'diastolic' ? (measurements.usualDiastolic ?? null) : null;
}

/** [SR2] On a limit is within it. */
function beyond(limit: ScreeningLimit, found: number, usual: number | null): ScreeningReason[] {
  const code = limit.measure;
  const suggests = 'caution';
  if (limit.least !== null && found < limit.least) {
    return [{ code, suggests, found, least: limit.least }];
  }
  const mostByUsual =
    usual === null || limit.mostAboveUsual === null ? null : usual + limit.mostAboveUsual;
  const most = Math.min(limit.most ?? Infinity, mostByUsual ?? Infinity);
  return found > most ? [{ code, suggests, found, most }] : [];
}

function heaviest(reasons: ScreeningReason[], missing: Measure[]): ScreeningOutcome | null {
  const found = SCREENING_OUTCOMES.findLast((outcome) =>
    reasons.some((reason) => reason.suggests === outcome),
  );
  if (found !== undefined) return found;
  return missing.length === 0 ? 'eligible' : null;
}
