import { expect, test } from 'vitest';
import { simulate } from './simulate-process.ts';

test('one seed is one history: every act, request, reply, entry and the office at the end', async () => {
  const run = (seed: string) => simulate(['--seed', seed, '--ops', '400']);
  const [first, again, other] = [await run('3'), await run('3'), await run('4')];
  expect(first.broken).toEqual([]);
  expect(again.digest).toBe(first.digest);
  expect(other.digest).not.toBe(first.digest);
});
