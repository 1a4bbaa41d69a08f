import { describe, expect, it } from 'vitest';
import { DoseDraft, emptyDraft, readMeasure, readMeasures, screeningOf } from './dose-draft.ts';

describe('the draft of a dose', () => {
  it('[UX18] begins with nothing chosen and nothing measured', () => {
    expect(emptyDraft.outcome).toBeNull();
    expect(Object.values(readMeasures(emptyDraft).measurements).every((v) => v === null)).toBe(
      true,
    );
    expect(screeningOf(emptyDraft, 'form')).toBeNull();
  });

  it('an older or broken draft is read as far as it goes', () => {
    const read = DoseDraft.safeParse({ outcome: 'sneezing', temperature: '36,8', reasons: [] });
    expect(read.success && read.data).toMatchObject({
      outcome: null,
      temperature: '36,8',
      reasons: {},
    });
  });

  it('reads a decimal comma or point, and refuses what no living person shows', () => {
    expect(readMeasure('temperature', ' 36,8 ')).toBe(36.8);
    expect(readMeasure('temperature', '36.8')).toBe(36.8);
    expect(readMeasure('temperature', '')).toBeNull();
    expect(readMeasure('temperature', '379')).toBe('impossible');
    expect(readMeasure('temperature', '36,85')).toBe('impossible');
    expect(readMeasure('pulse', '72,5')).toBe('impossible');
    expect(readMeasure('pulse', '7O')).toBe('impossible');
    expect(readMeasure('systolic', '120')).toBe(120);
  });

  it('names the impossible boxes and keeps the others', () => {
    const { measurements, impossible } = readMeasures({
      ...emptyDraft,
      temperature: '379',
      pulse: '72',
    });
    expect(impossible).toEqual(['temperature']);
    expect(measurements).toMatchObject({ temperature: null, pulse: 72 });
  });

  it('writes down the outcome a person chose, with what was measured and answered', () => {
    const screening = screeningOf(
      { ...emptyDraft, outcome: 'caution', temperature: '37,6', findings: ['allergy'], note: ' ' },
      '4355/QĐ-BYT',
    );
    expect(screening).toMatchObject({
      form: '4355/QĐ-BYT',
      outcome: 'caution',
      temperature: 37.6,
      pulse: null,
      findings: ['allergy'],
      note: null,
    });
  });
});
