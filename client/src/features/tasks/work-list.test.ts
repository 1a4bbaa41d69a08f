import type { HintCode } from '@khop/shared/hint';
import { expect, it } from 'vitest';
import { countWork, groupWork, type WorkLine } from './work-list.ts';

let made = 0;

function line(
  since: string,
  cause: HintCode | null,
  state: 'open' | 'rechecking' = 'open',
): WorkLine {
  const id = `01939c00-0000-7000-8000-${String(++made).padStart(12, '0')}`;
  return {
    task: {
      kind: 'mismatch',
      id,
      person: id,
      state,
      since: `2026-11-${since}T01:00:00.000Z`,
      tries: 1,
    },
    person: {
      id,
      fullName: since,
      birthDate: null,
      sex: null,
      numberTail: null,
      lastDose: null,
      plan: null,
      observeFrom: null,
    },
    cause: cause === null ? null : { code: cause, field: 'number' },
    triesToday: 0,
    amendedAt: null,
  };
}

const incomplete: WorkLine = {
  ...line('01', null),
  task: {
    kind: 'incomplete',
    id: 'i',
    person: 'i',
    state: 'open',
    since: '2026-11-01T01:00:00.000Z',
    missing: ['number'],
  },
};

it('groups by likely cause, the group that waits longest first, oldest line first', () => {
  const lines = [
    line('20', 'dob-swap'),
    line('18', 'id-lost-zero'),
    line('19', 'dob-swap'),
    line('21', null),
    line('17', 'typed', 'rechecking'),
    incomplete,
  ];
  const groups = groupWork(lines, 'mismatch');
  expect(
    groups.map((group) => [group.cause, group.lines.map((each) => each.person.fullName)]),
  ).toEqual([
    ['id-lost-zero', ['18']],
    ['dob-swap', ['19', '20']],
    ['none', ['21']],
    ['rechecking', ['17']],
  ]);
});

it('counts every line once, under its kind', () => {
  expect(countWork([line('20', null), line('21', 'typed', 'rechecking'), incomplete])).toEqual({
    mismatch: 2,
    incomplete: 1,
    conflict: 0,
    time: 0,
  });
});
