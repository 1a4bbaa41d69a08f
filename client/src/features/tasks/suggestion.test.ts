import { likelyCauses } from '@khop/shared/hint';
import { identityKey, judgeCheckability, type Verdict } from '@khop/shared/identity';
import type { PersonRecord } from '@khop/shared/record';
import { sampleIdentity } from '@khop/shared/sample';
import { expect, it } from 'vitest';
import { readIdentityValues, valuesOf } from './identity-values.ts';
import { fillFrom, isRefuted, refutationOf } from './suggestion.ts';
import { personOfTask } from './task-view.ts';

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

it('a proposal that was tried and called wrong is not made again', () => {
  const identity = {
    ...sampleIdentity,
    birthDate: { value: '1990-03-06', precision: 'day' as const },
  };
  const tried = { ...identity, birthDate: { value: '1990-06-03', precision: 'day' as const } };
  const verdict = (of: typeof identity, answer: 'match' | 'mismatch') => {
    const asked = judgeCheckability(of);
    if (asked.state !== 'checkable') throw new Error('not checkable');
    return {
      key: identityKey(asked.fields),
      answer,
      answeredAt: '2026-11-21T01:00:00.000Z',
      registry: 'test',
      check: '01939c00-0000-7000-8000-000000000001',
    };
  };
  const record = (verdicts: Verdict[]) =>
    ({ identity: tried, verdicts }) as unknown as PersonRecord;
  const back = { code: 'dob-swap', field: 'birthDate', detail: '06/03/1990' } as const;
  expect(isRefuted(back, record([verdict(tried, 'mismatch')]))).toBe(false);
  expect(isRefuted(back, record([verdict(identity, 'mismatch')]))).toBe(true);
  expect(isRefuted(back, record([verdict(identity, 'match')]))).toBe(false);
  expect(refutationOf(identity, [verdict(identity, 'mismatch')])?.answer).toBe('mismatch');
});

it('a task is known by its kind and person, or by the person alone', () => {
  const person = '01939c00-0000-7000-8000-000000000001';
  expect(personOfTask(`conflict:${person}`)).toBe(person);
  expect(personOfTask(`time:${person}:${person.replace('1', '2')}`)).toBe(person);
  expect(personOfTask(person)).toBe(person);
});
