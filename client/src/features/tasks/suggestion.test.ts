import { likelyCauses } from '@khop/shared/hint';
import { sampleIdentity } from '@khop/shared/sample';
import { expect, it } from 'vitest';
import { readIdentityValues, valuesOf } from './identity-values.ts';
import { fillFrom } from './suggestion.ts';
import { readTaskId } from './task-view.ts';

it('[H2] a suggestion fills the boxes it speaks of and leaves the rest', () => {
  const identity = {
    ...sampleIdentity,
    birthDate: { value: '1990-03-06', precision: 'day' as const },
  };
  const [swap] = likelyCauses(identity, { origins: { birthDate: 'typed' } }).filter(
    (hint) => hint.code === 'dob-swap',
  );
  if (swap === undefined) throw new Error('no dob-swap');
  const filled = fillFrom(swap, valuesOf(identity));
  if (filled === null) throw new Error('nothing filled');
  expect(readIdentityValues(filled, identity)).toEqual({
    identity: { ...identity, birthDate: { value: '1990-06-03', precision: 'day' } },
  });
});

it('a cause without a proposal fills nothing', () => {
  const values = valuesOf(sampleIdentity);
  expect(fillFrom({ code: 'name-no-marks', field: 'fullName' }, values)).toBe(null);
  expect(fillFrom({ code: 'id-year', field: 'number', detail: '1991' }, values)).toBe(null);
});

it('a task is known by its kind and person, or by the person alone', () => {
  const person = '01939c00-0000-7000-8000-000000000001';
  expect(readTaskId(`conflict:${person}`)).toEqual({ kind: 'conflict', person });
  expect(readTaskId(person)).toEqual({ kind: null, person });
});
