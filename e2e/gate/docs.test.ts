import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './step.ts';

test.each(['docs/asvs.md', 'docs/operate.md'])('every file %s names is there', (doc) => {
  const text = readFileSync(join(root, doc), 'utf8');
  const named = [...text.matchAll(/`((?:client|server|shared|e2e)\/[\w./-]+)`/g)].map(
    ([, file = '']) => file,
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('every sentence the list of ASVS quotes is in a test it names', () => {
  const text = readFileSync(join(root, 'docs/asvs.md'), 'utf8');
  const quoted = [...text.matchAll(/`([\w./-]+)`((?: \[A\d+\])+)/g)];
  expect(quoted.length).toBeGreaterThan(5);
  for (const [, file = '', ids = ''] of quoted) {
    const test = readFileSync(join(root, file), 'utf8');
    for (const [id] of ids.matchAll(/\[A\d+\]/g)) expect(test, `${file} ${id}`).toContain(id);
  }
});
