import { chainHash as sharedChainHash } from '@khop/shared/entry';
import { foldedKey } from '@khop/shared/name';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainHash } from './chain.ts';
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
      expect(chainHash('ab'.repeat(32), text)).toBe(sharedChainHash('ab'.repeat(32), text));
    }),
  );
});

test('a key column never holds what PostgreSQL refuses', () => {
  expect(columnOf('site\0-\ud800x')).toBe('site-\ufffdx');
});
