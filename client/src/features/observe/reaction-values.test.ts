import { Reaction } from '@khop/shared/dose';
import { expect, it } from 'vitest';
import { reactionOf, readDraft } from './reaction-values.ts';

const nowMs = Date.parse('2026-11-21T01:34:10.000Z');
const filled = {
  ...readDraft(null, nowMs),
  symptoms: ['rash'],
  severity: 'severe' as const,
  outcome: 'watched' as const,
  treatment: ' adrenalin ',
};
const began = { at: '2026-11-21T01:30:00.000Z' };

it('an empty form shows this minute on the clock of Viet Nam and assumes nothing else', () => {
  expect(readDraft(undefined, nowMs)).toEqual({
    day: '2026-11-21',
    hour: '08',
    minute: '34',
    symptoms: [],
    severity: '',
    treatment: '',
    outcome: '',
    note: '',
  });
});

it('[UX18] a draft comes back as it was left; what is no draft is an empty form', () => {
  expect(readDraft(JSON.parse(JSON.stringify(filled)), nowMs + 9e6)).toEqual(filled);
  expect(readDraft({ ...filled, severity: 'terrible' }, nowMs).symptoms).toEqual([]);
});

it('a complete form is a reaction of the law; without sign, severity or outcome it is none', () => {
  const reaction = reactionOf(filled, began);
  expect(Reaction.safeParse(reaction).success).toBe(true);
  expect(reaction).toMatchObject({ treatment: 'adrenalin', note: null });
  expect(reactionOf({ ...filled, symptoms: [] }, began)).toBe(null);
  expect(reactionOf({ ...filled, severity: '' }, began)).toBe(null);
  expect(reactionOf({ ...filled, outcome: '' }, began)).toBe(null);
  expect(reactionOf(filled, { problem: 'in-future' })).toBe(null);
});
