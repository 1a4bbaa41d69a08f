import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './step.ts';

// UX… are the numbered rules of the experience design; all others are sentences of shared/SPEC.md.
const isLaw = (id: string) => !id.startsWith('UX');

function quotedIds(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync('{shared,client,server,e2e}/**/*.test.{ts,tsx}', { cwd: root })) {
    if (file.includes('node_modules')) continue;
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, id = ''] of text.matchAll(/\(\s*['"`]\[([A-Z]{1,2}\d+)\]/g)) found.set(id, file);
  }
  return found;
}

const spec = readFileSync(join(root, 'shared/SPEC.md'), 'utf8');
const ruleIds = [...spec.matchAll(/^- \*\*([A-Z]{1,2}\d+)\*\*/gm)].map(([, id]) => id ?? '');

test('no number is given to two sentences', () => {
  expect(ruleIds.length).toBeGreaterThan(50);
  expect(ruleIds.filter((id, index) => ruleIds.indexOf(id) !== index)).toEqual([]);
});

test('every number a test quotes is a sentence of the law', () => {
  const unknown = [...quotedIds()].filter(([id]) => isLaw(id) && !ruleIds.includes(id));
  expect(unknown).toEqual([]);
});
