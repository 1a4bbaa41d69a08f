import { expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import { identityKey, judgeCheck, judgeCheckability } from './identity.ts';
import { foldEntry, type PersonRecord, type StoredRecord } from './record.ts';
import { sampleDose, sampleIdentity, sampleJournal, sampleRegistration } from './sample.ts';
import { doseStep, tasksOf } from './task.ts';

const person = '01939c00-0000-7000-8000-000000000001';

function fold(entries: Entry[]): PersonRecord {
  let record: StoredRecord | null = null;
  for (const entry of entries) {
    const folded = foldEntry(record, entry);
    if ('problem' in folded) throw new Error(folded.problem);
    record = folded.record;
  }
  if (record?.type !== 'person') throw new Error('no person');
  return record;
}

function road() {
  const tablet = sampleJournal(1);
  const office = sampleJournal(2, 'office');
  const registered = tablet.add('person-registered', person, sampleRegistration());
  const dose = tablet.add('dose-recorded', person, { dose: sampleDose });
  const verdict = (identity: typeof sampleIdentity, answer: 'match' | 'mismatch') => {
    const asked = judgeCheckability(identity);
    if (asked.state !== 'checkable') throw new Error('not checkable');
    return office.add('identity-checked', person, {
      verdict: {
        key: identityKey(asked.fields),
        answer,
        answeredAt: '2026-11-21T02:00:00.000Z',
        registry: 'test',
        check: office.newId(),
      },
    });
  };
  const amended = (fullName: string) =>
    tablet.add('identity-amended', person, {
      basedOn: registered.id,
      changes: { fullName },
      origins: { fullName: 'amended' },
      cardHash: null,
      reason: null,
    });
  return { registered, dose, verdict, amended };
}

const none: ReadonlySet<string> = new Set();

test('[T2] a mismatch is open, is rechecking once amended, and closes itself on a match', () => {
  const { registered, dose, verdict, amended } = road();
  const entries: Entry[] = [registered, dose];
  expect(tasksOf(fold(entries))).toEqual([]);
  entries.push(verdict(sampleIdentity, 'mismatch'));
  expect(tasksOf(fold(entries))).toMatchObject([{ kind: 'mismatch', state: 'open', tries: 1 }]);
  entries.push(amended('Nguyễn Thị Hoa'));
  expect(tasksOf(fold(entries))).toMatchObject([{ kind: 'mismatch', state: 'rechecking' }]);
  entries.push(verdict({ ...sampleIdentity, fullName: 'Nguyễn Thị Hoa' }, 'match'));
  expect(tasksOf(fold(entries))).toEqual([]);
});

test('[F4] a verdict about an earlier content is history, not the current answer', () => {
  const { registered, dose, verdict, amended } = road();
  const record = fold([
    registered,
    dose,
    amended('Nguyễn Thị Hoa'),
    verdict(sampleIdentity, 'match'),
  ]);
  expect(judgeCheck(record.identity, record.verdicts)).toEqual({ state: 'waiting', verdict: null });
  expect(record.verdicts).toHaveLength(1);
});

test('[F1] a foreigner is never checked and never in the mismatch list', () => {
  const { registered, dose } = road();
  const record = fold([registered, dose]);
  const foreigner: PersonRecord = {
    ...record,
    identity: {
      ...record.identity,
      nationality: 'KR',
      number: { kind: 'passport', value: 'M12345678' },
    },
  };
  expect(judgeCheck(foreigner.identity, []).state).toBe('foreigner');
  expect(tasksOf(foreigner)).toEqual([]);
  expect(doseStep(foreigner, dose.id, none, none)).toBe('exempt');
});

test('[F2] an identity without a number is work for a person, not a question for the registry', () => {
  const { registered, dose } = road();
  const record = fold([registered, dose]);
  const incomplete = { ...record, identity: { ...record.identity, number: null, sex: null } };
  expect(judgeCheckability(incomplete.identity)).toEqual({
    state: 'incomplete',
    missing: ['sex', 'number'],
  });
  expect(tasksOf(incomplete)).toMatchObject([{ kind: 'incomplete', missing: ['sex', 'number'] }]);
});

test('[F3] an accent more or less is another question', () => {
  const keyOf = (fullName: string) => {
    const asked = judgeCheckability({ ...sampleIdentity, fullName });
    return asked.state === 'checkable' ? identityKey(asked.fields) : null;
  };
  expect(keyOf('Nguyễn Thị Hòa')).not.toBe(keyOf('Nguyễn Thị Hoa'));
  expect(keyOf('  Nguyễn  Thị Hòa ')).toBe(keyOf('Nguyễn Thị Hòa'));
});

test('[T4] a dose never shows a step the office does not hold', () => {
  const { registered, dose, verdict } = road();
  const record = fold([registered, dose, verdict(sampleIdentity, 'match')]);
  expect(doseStep(record, dose.id, new Set([dose.id]), none)).toBe('saved');
  expect(doseStep(record, dose.id, new Set([dose.id]), new Set([dose.id]))).toBe('sending');
  expect(doseStep(record, dose.id, none, none)).toBe('right');
  expect(doseStep(fold([registered, dose]), dose.id, none, none)).toBe('received');
});
