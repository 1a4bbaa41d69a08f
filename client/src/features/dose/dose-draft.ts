import type { Screening } from '@khop/shared/dose';
import type { Measure, Measurements } from '@khop/shared/screening';
import * as z from 'zod/mini';

const Text = z.catch(z.string(), '');

/** What has been chosen and typed for one dose; kept as a draft at every change (UX18). */
export const DoseDraft = z.object({
  /** None preselected. */
  outcome: z.catch(z.nullable(z.enum(['eligible', 'caution', 'defer', 'contraindicated'])), null),
  temperature: Text,
  pulse: Text,
  respiration: Text,
  systolic: Text,
  diastolic: Text,
  usualSystolic: Text,
  usualDiastolic: Text,
  findings: z.catch(z.array(z.string()), []),
  note: Text,
  component: z.catch(z.nullable(z.union([z.literal(1), z.literal(2)])), null),
  /** Overrides the order the schedule proposes: earlier doses may be missing from the list. */
  ordinal: z.catch(z.nullable(z.number()), null),
  /** Warning code → why the dose was given all the same. */
  reasons: z.catch(z.record(z.string(), z.string()), {}),
});
export type DoseDraft = z.infer<typeof DoseDraft>;

export const emptyDraft: DoseDraft = z.parse(DoseDraft, {});

export function isEmptyDraft(draft: DoseDraft): boolean {
  return JSON.stringify(draft) === JSON.stringify(emptyDraft);
}

type MeasureBox = Measure | 'usualSystolic' | 'usualDiastolic';

export const MEASURE_BOXES: readonly MeasureBox[] = [
  'temperature',
  'pulse',
  'respiration',
  'systolic',
  'diastolic',
  'usualSystolic',
  'usualDiastolic',
];

/** What a living person can show: beyond it a slip of the finger, like 379 for 37,9. */
const POSSIBLE: Record<MeasureBox, readonly [least: number, most: number]> = {
  temperature: [30, 45],
  pulse: [20, 250],
  respiration: [4, 80],
  systolic: [50, 300],
  diastolic: [20, 200],
  usualSystolic: [50, 300],
  usualDiastolic: [20, 200],
};

/** `36,8` or `36.8`; null where nothing was typed. */
export function readMeasure(box: MeasureBox, text: string): number | null | 'impossible' {
  const written = text.trim();
  if (written === '') return null;
  if (!/^\d{1,3}([.,]\d)?$/.test(written)) return 'impossible';
  const value = Number(written.replace(',', '.'));
  const [least, most] = POSSIBLE[box];
  const isWhole = box === 'temperature' || Number.isInteger(value);
  return isWhole && value >= least && value <= most ? value : 'impossible';
}

/** The measurements, and the boxes that hold something impossible. */
export function readMeasures(draft: DoseDraft): {
  measurements: Measurements;
  impossible: MeasureBox[];
} {
  const impossible: MeasureBox[] = [];
  const read = (box: MeasureBox) => {
    const value = readMeasure(box, draft[box]);
    if (value !== 'impossible') return value;
    impossible.push(box);
    return null;
  };
  const measurements = {
    temperature: read('temperature'),
    pulse: read('pulse'),
    respiration: read('respiration'),
    systolic: read('systolic'),
    diastolic: read('diastolic'),
    usualSystolic: read('usualSystolic'),
    usualDiastolic: read('usualDiastolic'),
  };
  return { measurements, impossible };
}

/** The screening as it is written down, or null before an outcome has been chosen. */
export function screeningOf(draft: DoseDraft, form: string): Screening | null {
  if (draft.outcome === null) return null;
  const { temperature, pulse, respiration, systolic, diastolic } = readMeasures(draft).measurements;
  return {
    form,
    outcome: draft.outcome,
    temperature,
    pulse,
    respiration,
    systolic,
    diastolic,
    findings: draft.findings,
    note: draft.note.trim() || null,
  };
}

/** After these no dose is given: the main act is to record that. */
export function isNoDose(outcome: DoseDraft['outcome']): boolean {
  return outcome === 'defer' || outcome === 'contraindicated';
}
