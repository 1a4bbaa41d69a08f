import type { EntryProblem } from '@khop/shared/protocol/problem';
import { foldEntry, type StoredRecord } from '@khop/shared/record';
import { sampleDose, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import { expect, it } from 'vitest';
import type { PersonView, Quarantined } from '../../tablet.ts';
import { replacementFor } from './replacement.ts';

const person = '01939c00-0000-7000-8000-000000000001';
const tablet = sampleJournal(5);
const registered = tablet.add('person-registered', person, sampleRegistration());
const dose = tablet.add('dose-recorded', person, { dose: sampleDose });
const voided = tablet.add('dose-voided', person, { dose: dose.id, reason: 'nhầm người' });

function view(): PersonView {
  let record: StoredRecord | null = null;
  for (const entry of [registered, dose, voided]) {
    const folded = foldEntry(record, entry);
    if ('problem' in folded) throw new Error(folded.problem);
    record = folded.record;
  }
  if (record?.type !== 'person') throw new Error('no person');
  return { record, tasks: [], steps: {}, knownAt: null };
}

function quarantined(entry: typeof dose, problem: EntryProblem): Quarantined {
  const { id, seq, kind, subject, recordedAt } = entry;
  return { entry: id, seq, kind, subject, recordedAt: recordedAt.at, problem, mended: false };
}

it('a dose that came before its person is said again as it was, and names what it stands for', () => {
  expect(replacementFor(quarantined(dose, 'subject-unknown'), view())).toEqual({
    kind: 'dose-recorded',
    body: { dose: sampleDose },
    replaces: dose.id,
  });
});

it('what was refused for its content is not sent again unread', () => {
  expect(replacementFor(quarantined(dose, 'bad-body'), view())).toBe(null);
});

it('a decision is not repeated by a machine', () => {
  expect(replacementFor(quarantined(voided, 'subject-unknown'), view())).toBe(null);
});

it('a person this tablet does not know cannot be said again', () => {
  expect(replacementFor(quarantined(dose, 'subject-unknown'), null)).toBe(null);
});
