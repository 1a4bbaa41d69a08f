import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './step.ts';

// [I14] No path deletes an entry above `safe`. So there is one place that deletes what was recorded,
// `freeBodies`, with its guard and its tests; a further one is refused here before it is argued about.

/** Calls on the tables of what was recorded, through however many `where(…)` on the way. */
const CHAIN = String.raw`(?:\s*\.\s*\w+\((?:[^()]|\([^()]*\))*\))*`;
const RECORDED = new RegExp(
  String.raw`\b(?:entries|bodies|journals)\b${CHAIN}\s*\.\s*(?:delete|bulkDelete|clear)\(`,
  'g',
);
/** Whole databases, and collections: a Map's delete has an argument. */
const WHOLE =
  /\b(?:deleteDatabase|Dexie\.delete)\(|\.delete\(\)|objectStore\([^)]*\)\.(?:delete|clear)\(/g;

const found = (source: string, pattern: RegExp) =>
  [...source.matchAll(pattern)].map(([text]) => text.replace(/\s+/g, ''));

function findAll(pattern: RegExp): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const file of globSync('client/src/**/*.{ts,tsx}', { cwd: root })) {
    if (/\.test\.tsx?$/.test(file)) continue;
    const places = found(readFileSync(join(root, file), 'utf8'), pattern);
    if (places.length > 0) all[file] = places;
  }
  return all;
}

test('[I14] what was recorded is deleted in one place, which has its guard', () => {
  expect(findAll(RECORDED)).toEqual({ 'client/src/data/entries.ts': ['bodies.delete('] });
  const source = readFileSync(join(root, 'client/src/data/entries.ts'), 'utf8');
  const [, guarded = ''] = source.split('export async function freeBodies(');
  expect(found(guarded, RECORDED)).toEqual(['bodies.delete(']);
});

test('[I14] no database and no run of rows is deleted but those that hold nothing recorded', () => {
  expect(findAll(WHOLE)).toEqual({
    // Rows of no meaning.
    'client/src/turn-log.ts': ['deleteDatabase('],
    // The wraps of a tablet whose right has ended; its entries stay and go on being sent.
    'client/src/data/erase.ts': ['.delete()'],
  });
});

test('the search itself finds what it is for', () => {
  const planted = [
    'await db.entries.clear();',
    "await db.bodies\n  .where('[journal+seq]')\n  .between([a, b], [c, f(d)])\n  .delete();",
    'open.journals.bulkDelete(ids)',
  ];
  for (const each of planted) expect(found(each, RECORDED)).toHaveLength(1);
  expect(found('waitingById.delete(id); seen.clear(); db.bodies.get(key)', RECORDED)).toEqual([]);
  for (const each of ['indexedDB.deleteDatabase(LEDGER)', 'rows.delete()', "Dexie.delete('x')"]) {
    expect(found(each, WHOLE)).toHaveLength(1);
  }
});
