import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Measurements,
  questionsFor,
  SCREENING_OUTCOMES,
  screeningFormOn,
  suggestOutcome,
} from './screening.ts';

const on = '2021-10-01';
const form = screeningFormOn(on);
if (form === null) throw new Error('no form');
const well: Measurements = {
  temperature: 36.8,
  pulse: 75,
  respiration: 18,
  systolic: 120,
  diastolic: 80,
};
const young = { value: '1990-09-02', precision: 'day' } as const;
const old = { value: '1950-09-02', precision: 'day' } as const;
const suggest = (
  findings: string[],
  measurements: Partial<Measurements> = {},
  birthDate: typeof young | typeof old = young,
  vaccine = 'PFIZER',
) =>
  suggestOutcome(
    { findings, measurements: { ...well, ...measurements }, birthDate, vaccine, on },
    form,
  );

test('[SR1] a well person is eligible, an unmeasured one is not yet', () => {
  expect(suggest([])).toEqual({ suggestion: 'eligible', reasons: [], missing: [] });
  expect(suggest([], { temperature: null })).toEqual({
    suggestion: null,
    reasons: [],
    missing: ['temperature'],
  });
});

test.each([
  [{ temperature: 35.4 }, { code: 'temperature', suggests: 'caution', found: 35.4, least: 35.5 }],
  [{ temperature: 37.6 }, { code: 'temperature', suggests: 'caution', found: 37.6, most: 37.5 }],
  [{ pulse: 59 }, { code: 'pulse', suggests: 'caution', found: 59, least: 60 }],
  [{ pulse: 101 }, { code: 'pulse', suggests: 'caution', found: 101, most: 100 }],
  [{ respiration: 26 }, { code: 'respiration', suggests: 'caution', found: 26, most: 25 }],
])('[SR2] %j is beyond its limit', (measurements, reason) => {
  expect(suggest([], measurements)).toEqual({
    suggestion: 'caution',
    reasons: [reason],
    missing: [],
  });
});

test('[SR2] on a limit is within it', () => {
  for (const measurements of [
    { temperature: 35.5, pulse: 60, respiration: 25 },
    { temperature: 37.5, pulse: 100 },
  ]) {
    expect(suggest([], measurements).suggestion).toBe('eligible');
  }
  expect(suggest([], { systolic: 140, diastolic: 90 }, old).suggestion).toBe('eligible');
  expect(suggest([], { systolic: 90, diastolic: 60 }, old).suggestion).toBe('eligible');
});

test('[SR3] blood pressure has limits for those at risk', () => {
  expect(suggest([], { systolic: 150 }).reasons).toEqual([]);
  expect(suggest([], { systolic: 150 }, old).reasons).toEqual([
    { code: 'systolic', suggests: 'caution', found: 150, most: 140 },
  ]);
  expect(suggest(['cardiovascular'], { diastolic: 91 }).reasons.map((each) => each.code)).toEqual([
    'cardiovascular',
    'diastolic',
  ]);
  expect(suggest([], { systolic: 135, usualSystolic: 100 }, old).reasons).toEqual([
    { code: 'systolic', suggests: 'caution', found: 135, most: 130 },
  ]);
  expect(suggest([], { systolic: null, diastolic: null }, old).missing).toEqual([
    'systolic',
    'diastolic',
  ]);
  expect(suggest([], { systolic: null, diastolic: null }).missing).toEqual([]);
});

test('[SR4] the heaviest finding decides, all are told', () => {
  expect(suggest(['allergy'])).toMatchObject({ suggestion: 'caution' });
  expect(suggest(['allergy', 'acute-illness'])).toMatchObject({
    suggestion: 'defer',
    reasons: [{ code: 'acute-illness' }, { code: 'allergy' }],
  });
  expect(suggest(['anaphylaxis-same-vaccine', 'allergy']).suggestion).toBe('contraindicated');
  expect(suggest(['covid-19', 'lactation']).suggestion).toBe('eligible');
  expect(suggest(['a code of another form']).suggestion).toBe('eligible');
});

test('[SR5] Sputnik V is not given in pregnancy or lactation', () => {
  expect(suggest(['lactation'], {}, young, 'SPUTNIKV').suggestion).toBe('contraindicated');
  expect(suggest(['pregnancy'], {}, young, 'SPUTNIKV').suggestion).toBe('contraindicated');
  expect(suggest(['pregnancy']).suggestion).toBe('caution');
});

test('[SR6] the form is that of the day', () => {
  expect(screeningFormOn('2021-09-09')).toBeNull();
  expect(form.id).toBe('4355/QĐ-BYT');
  const successor = { ...form, id: 'next', validFrom: '2021-12-21' };
  const forms = [{ ...form, validTo: '2021-12-20' }, successor];
  expect(screeningFormOn('2021-12-20', forms)?.id).toBe(form.id);
  expect(screeningFormOn('2021-12-21', forms)?.id).toBe('next');
});

test('[SR6] men are not asked about pregnancy', () => {
  const codes = questionsFor(form, { sex: 'male' }).map((question) => question.code);
  expect(codes).not.toContain('pregnancy');
  expect(questionsFor(form, { sex: 'female' })).toHaveLength(form.questions.length);
  expect(questionsFor(form, { sex: null })).toHaveLength(form.questions.length);
});

test('[SR4] one finding more never makes the suggestion lighter', () => {
  const findings = fc.subarray(form.questions.map((question) => question.code));
  const weight = (of: ReturnType<typeof suggest>) =>
    of.suggestion === null ? 0 : SCREENING_OUTCOMES.indexOf(of.suggestion);
  fc.assert(
    fc.property(findings, findings, (some, more) => {
      expect(weight(suggest([...some, ...more]))).toBeGreaterThanOrEqual(weight(suggest(some)));
    }),
  );
});
