import { sampleIdentity } from '@khop/shared/sample';
import { expect, it } from 'vitest';
import { readIdentityValues, valuesOf } from './identity-values.ts';

const shown = valuesOf(sampleIdentity);

it('boxes that nobody touched say what was kept', () => {
  expect(readIdentityValues(shown, sampleIdentity)).toEqual({ identity: sampleIdentity });
});

it('[UX20] an empty day stays unknown; an empty date is no date', () => {
  expect(readIdentityValues({ ...shown, day: '' }, sampleIdentity)).toMatchObject({
    identity: { birthDate: { value: '1990-09', precision: 'month' } },
  });
  const none = { ...shown, day: '', month: '', year: '' };
  expect(readIdentityValues(none, sampleIdentity)).toMatchObject({ identity: { birthDate: null } });
});

it('a number of eleven digits is refused with its proposal, and nothing is filled in', () => {
  expect(readIdentityValues({ ...shown, number: '01190000001' }, sampleIdentity)).toEqual({
    problems: { number: { problem: 'id-lost-zero', proposal: '001190000001' } },
  });
});

it('says everything that cannot be at once', () => {
  const bad = { ...shown, fullName: ' ', day: '31', month: '02', number: '123' };
  expect(readIdentityValues(bad, sampleIdentity)).toEqual({
    problems: {
      fullName: 'missing',
      birthDate: 'date-impossible',
      number: { problem: 'id-length', proposal: null },
    },
  });
});
