import { dayOf, toInstant } from '@khop/shared/time';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxesOf, readTyped } from './typed-time.ts';

const nowMs = Date.parse('2026-11-21T05:00:00.000Z');
const noon = { day: '21', month: '11', year: '2026', hour: '12', minute: '00' };

it('[E9] what the boxes show is read back as the same minute and the same local day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: nowMs / 60_000 }), (minutes) => {
      const at = toInstant(minutes * 60_000);
      const boxes = boxesOf(at);
      expect(readTyped(boxes, nowMs)).toEqual({ at });
      expect(`${boxes.year}-${boxes.month}-${boxes.day}`).toBe(dayOf(at));
    }),
  );
});

it('what has not come yet and what is no time are told apart', () => {
  expect(readTyped(noon, nowMs)).toEqual({ at: '2026-11-21T05:00:00.000Z' });
  expect(readTyped({ ...noon, minute: '01' }, nowMs)).toEqual({ problem: 'in-future' });
  expect(readTyped({ ...noon, day: '1', month: '1', hour: '7', minute: '5' }, nowMs)).toEqual({
    at: '2026-01-01T00:05:00.000Z',
  });
  for (const wrong of [
    { day: '30', month: '2' },
    { month: '13' },
    { year: '26' },
    { hour: '24' },
    { minute: '' },
    { day: '' },
  ])
    expect(readTyped({ ...noon, ...wrong }, nowMs)).toEqual({ problem: 'unreadable' });
});

it('total: whatever is typed is a time or a problem', () => {
  fc.assert(
    fc.property(
      fc.record({
        day: fc.string(),
        month: fc.string(),
        year: fc.string(),
        hour: fc.string(),
        minute: fc.string(),
      }),
      (boxes) => {
        const read = readTyped(boxes, nowMs);
        expect('at' in read || 'problem' in read).toBe(true);
      },
    ),
  );
});
