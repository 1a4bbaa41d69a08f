import { expect, it } from 'vitest';
import { readOnset } from './onset.ts';

const injectedAt = '2026-11-21T01:21:40.000Z'; // 08:21:40 in Viet Nam
const nowMs = Date.parse('2026-11-21T01:34:10.000Z');
const at = (hour: string, minute: string) =>
  readOnset({ day: '2026-11-21', hour, minute }, injectedAt, nowMs);

it('reads the local clock', () => {
  expect(at('08', '30')).toEqual({ at: '2026-11-21T01:30:00.000Z' });
  expect(at('8', '5 ')).toEqual({ problem: 'before-dose' });
});

it('the minute of the needle itself counts from the needle', () => {
  expect(at('08', '21')).toEqual({ at: injectedAt });
  expect(at('08', '20')).toEqual({ problem: 'before-dose' });
});

it('what has not happened yet is refused, what is no time is said so', () => {
  expect(at('08', '35')).toEqual({ problem: 'in-future' });
  expect(at('24', '00')).toEqual({ problem: 'unreadable' });
  expect(at('08', '')).toEqual({ problem: 'unreadable' });
  expect(at('', '')).toEqual({ problem: 'missing' });
});
