import { foldEntry, type PersonRecord, type StoredRecord } from '@khop/shared/record';
import { sampleDose, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import { expect, it } from 'vitest';
import { historyOf } from './history.ts';

const person = '01939c00-0000-7000-8000-000000000001';

function fold(entries: Parameters<typeof foldEntry>[1][]): PersonRecord {
  let record: StoredRecord | null = null;
  for (const entry of entries) {
    const folded = foldEntry(record, entry);
    if ('problem' in folded) throw new Error(folded.problem);
    record = folded.record;
  }
  if (record?.type !== 'person') throw new Error('no person');
  return record;
}

it('[UX31] every entry of a record is one step, in the order of time', () => {
  const tablet = sampleJournal(1);
  const registered = tablet.add('person-registered', person, sampleRegistration());
  const dose = tablet.add('dose-recorded', person, { dose: sampleDose });
  const reaction = tablet.add('reaction-recorded', person, {
    dose: dose.id,
    reaction: {
      onsetAt: '2026-11-21T01:40:00.000Z',
      symptoms: ['rash'],
      severity: 'mild',
      treatment: null,
      outcome: 'watched',
      note: null,
    },
  });
  const observed = tablet.add('observation-recorded', person, {
    dose: dose.id,
    endedAt: '2026-11-21T02:10:00.000Z',
    outcome: 'reaction',
    note: null,
  });
  const amended = tablet.add('identity-amended', person, {
    basedOn: registered.id,
    changes: { fullName: 'Nguyễn Thị Hòa' },
    origins: { fullName: 'scanned' },
    cardHash: null,
    reason: null,
  });
  const voided = tablet.add('dose-voided', person, { dose: dose.id, reason: 'nhầm người' });
  const entries = [registered, dose, reaction, observed, amended, voided];
  const steps = historyOf(fold(entries));
  expect(steps.map((step) => step.kind)).toEqual([
    'registered',
    'dose',
    'reaction',
    'observed',
    'amended',
    'dose-voided',
  ]);
  expect(steps.map((step) => ('by' in step ? step.by.entry : null))).toEqual(
    entries.map((entry) => entry.id),
  );
  expect(new Set(steps.map((step) => step.key)).size).toBe(entries.length);
});

it('a verdict stands in history at the moment it was given', () => {
  const tablet = sampleJournal(2);
  const office = sampleJournal(3, 'office');
  const registered = tablet.add('person-registered', person, sampleRegistration());
  const checked = office.add('identity-checked', person, {
    verdict: {
      key: 'k',
      answer: 'mismatch',
      answeredAt: '2026-11-21T00:30:00.000Z',
      registry: 'file',
      check: office.newId(),
    },
  });
  expect(historyOf(fold([registered, checked])).map((step) => step.kind)).toEqual([
    'verdict',
    'registered',
  ]);
});

it('[T5] a doubtful time is told at its dose, and the time said instead at its amendment', () => {
  const tablet = sampleJournal(4);
  const registered = tablet.add('person-registered', person, sampleRegistration());
  const plain = tablet.add('dose-recorded', person, { dose: sampleDose });
  const dose = { ...plain, recordedAt: { ...plain.recordedAt, skewMs: null } };
  const doubtful = historyOf(fold([registered, dose]))[1];
  expect(doubtful).toMatchObject({ kind: 'dose', doubt: { why: 'clock-unknown' } });
  const injectedAt = '2026-11-21T00:59:00.000Z';
  const amended = tablet.add('dose-amended', person, {
    dose: dose.id,
    changes: { injectedAt },
    reason: 'Nhập lại giờ tiêm',
  });
  expect(historyOf(fold([registered, dose, amended])).slice(1)).toMatchObject([
    { kind: 'dose', doubt: null },
    { kind: 'dose-amended', injectedAt },
  ]);
});
