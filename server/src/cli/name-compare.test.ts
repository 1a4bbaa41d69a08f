import { expect, test } from 'vitest';
import { run } from './name-compare.ts';

test('[N5] [Z2] each line is a pair of names and gets its comparison', async () => {
  async function* stdin() {
    yield '["hoà","hòa"]\n["Đặng","Dang"]\n["An","Bình"]\n["a"]\n["a",1]\nx\n';
  }
  const out: string[] = [];
  expect(await run([], { stdin: stdin(), stdout: { write: (text) => out.push(text) } })).toBe(0);
  expect(
    out
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { strict: true, folded: true },
    { strict: false, folded: true },
    { strict: false, folded: false },
    { strict: false, folded: false, problem: 'not-a-pair' },
    { strict: false, folded: false, problem: 'not-a-pair' },
    { strict: false, folded: false, problem: 'not-json' },
  ]);
});
