import { chainHash, digestOf } from '@khop/shared/entry';
import { foldedKey } from '@khop/shared/name';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf } from './chain.ts';
import { columnOf, foldedName } from './record-row.ts';

test('[N4] folding a name by syllables is folding the name', () => {
  const vietnamese = fc.array(
    fc.constantFrom('Nguyễn', 'THỊ', 'Hoà', 'hòa', 'Đặng', 'Ý', 'Nhi', 'ŉ', '', "H'Mai", 'y\u0302'),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        vietnamese.map((words) => words.join(' ')),
        fc.string({ unit: 'binary' }),
      ),
      (name) => {
        expect(foldedName(name)).toBe(foldedKey(name));
      },
    ),
    { numRuns: 2000 },
  );
});

test('[E3] the office hashes as the law says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const previous = 'ab'.repeat(32);
      const by = { key: 'k', sig: 's' };
      expect(hashOf(previous, { text, ...by })).toBe(chainHash(previous, digestOf(text), by));
      const own = { text, key: null, sig: null };
      expect(hashOf(previous, own)).toBe(chainHash(previous, digestOf(text), null));
    }),
  );
});

test('a key column never holds what PostgreSQL refuses', () => {
  expect(columnOf('site\0-\ud800x')).toBe('site-\ufffdx');
});
