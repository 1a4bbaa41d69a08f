import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { type Root, readPreferences, savePreferences, showPreferences } from './preferences.ts';

function shelfWith(text: string | null) {
  const kept = new Map<string, string>();
  if (text !== null) kept.set('khop.preferences', text);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

function newRoot(): Root {
  return { dataset: {}, lang: '' };
}

const firstPaint = readFileSync(`${import.meta.dirname}/../../public/first-paint.js`, 'utf8');

const saved = [
  null,
  '',
  'null',
  '[]',
  '"dark"',
  '{not json',
  '{"theme":"dark"}',
  '{"theme":"sepia","language":"fr"}',
  '{"theme":"light","contrast":"outdoor","language":"en"}',
  '{"theme":"dark","contrast":"outdoor"}',
  '{"theme":"auto","contrast":"auto","language":"vi"}',
];

describe('preferences', () => {
  for (const text of saved)
    for (const asksForContrast of [false, true])
      it(`the first paint shows what the app shows: ${text}, more contrast ${asksForContrast}`, () => {
        const early = newRoot();
        runInNewContext(firstPaint, {
          localStorage: shelfWith(text),
          document: { documentElement: early },
          matchMedia: () => ({ matches: asksForContrast }),
        });
        const late = newRoot();
        showPreferences(late, readPreferences(shelfWith(text)), asksForContrast);
        expect(early).toEqual(late);
      });

  it('[UX36] obeys prefers-contrast until a person chooses', () => {
    const root = newRoot();
    showPreferences(root, readPreferences(shelfWith(null)), true);
    expect(root.dataset.contrast).toBe('outdoor');
    showPreferences(root, readPreferences(shelfWith('{"contrast":"normal"}')), true);
    expect(root.dataset.contrast).toBe('normal');
  });

  it('keeps a choice', () => {
    const shelf = shelfWith(null);
    savePreferences(shelf, { theme: 'dark', contrast: 'outdoor', language: 'en' });
    expect(readPreferences(shelf)).toEqual({ theme: 'dark', contrast: 'outdoor', language: 'en' });
  });

  it('a storage that refuses costs nothing but the choice', () => {
    const refusing = {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('full');
      },
    };
    savePreferences(refusing, { theme: 'dark', contrast: 'auto', language: 'vi' });
    expect(readPreferences(refusing).language).toBe('vi');
  });
});
