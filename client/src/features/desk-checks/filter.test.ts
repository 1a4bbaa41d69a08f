import { expect, it } from 'vitest';
import { askedFilter, readFilter, withFilter } from './filter.ts';

it('[UX28] a filter in the address is codes; a name typed there is dropped', () => {
  expect(readFilter({ state: 'mismatch', cause: 'dob-swap', site: 'site-1', sort: 'x' })).toEqual({
    state: 'mismatch',
    cause: 'dob-swap',
    site: 'site-1',
  });
  expect(readFilter({ state: 'Nguyễn Thị Ánh', commune: 'b2025:00123' })).toEqual({
    state: 'mismatch',
    commune: 'b2025:00123',
  });
  expect(readFilter({ cause: 12, site: ['a'] })).toEqual({ state: 'mismatch' });
  expect(readFilter(null)).toEqual({ state: 'mismatch' });
});

it('the office is asked for every state by naming none', () => {
  expect(askedFilter(readFilter({ state: 'all', cause: 'typed' }))).toEqual({ cause: 'typed' });
  expect(askedFilter(readFilter({}))).toEqual({ state: 'mismatch' });
});

it('one field is set or cleared, the others stay', () => {
  expect(withFilter({ state: 'mismatch' }, 'cause', 'typed')).toEqual({
    state: 'mismatch',
    cause: 'typed',
  });
  expect(withFilter({ state: 'mismatch', cause: 'typed' }, 'cause', null)).toEqual({
    state: 'mismatch',
  });
});
