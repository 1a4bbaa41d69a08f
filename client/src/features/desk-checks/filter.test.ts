import { expect, it } from 'vitest';
import { readFilter, withFilter } from './filter.ts';

it('[UX28] a filter in the address is codes; a name typed there is dropped', () => {
  expect(readFilter({ state: 'mismatch', cause: 'dob-swap', site: 'site-1', sort: 'x' })).toEqual({
    state: 'mismatch',
    cause: 'dob-swap',
    site: 'site-1',
  });
  expect(readFilter({ state: 'Nguyễn Thị Ánh', commune: 'b2025:00123' })).toEqual({
    commune: 'b2025:00123',
  });
  expect(readFilter({ cause: 12, site: ['a'] })).toEqual({});
  expect(readFilter(null)).toEqual({});
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
