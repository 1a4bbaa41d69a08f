import { expect, it } from 'vitest';
import { filesFor, pagesOf, precachedBy } from './chunks.ts';

const manifest = {
  'index.html': { file: 'index.js', css: ['index.css'], imports: ['_react.js'] },
  '_react.js': { file: 'react.js', imports: ['_shared.js'] },
  '_shared.js': { file: 'shared.js', imports: ['_react.js'] },
  'src/features/home/home-page.tsx': {
    file: 'home.js',
    imports: ['_shared.js'],
    css: ['home.css'],
  },
  'src/features/desk/desk.tsx': { file: 'desk.js' },
};

it('a route costs all it imports, once, in circles too', () => {
  expect(filesFor(manifest, ['index.html'])).toEqual(
    new Set(['index.js', 'index.css', 'react.js', 'shared.js']),
  );
  expect(filesFor(manifest, ['index.html', 'src/features/home/home-page.tsx']).size).toBe(6);
});

it('a module that was not built is an error, not zero bytes', () => {
  expect(() => filesFor(manifest, ['src/gone.tsx'])).toThrow('src/gone.tsx');
});

it('knows the screens', () => {
  expect(pagesOf(manifest)).toEqual(['src/features/home/home-page.tsx']);
});

it('reads what the worker keeps', () => {
  const worker =
    'f([{"revision":"60adf1","url":"index.html"},{"revision":null,"url":"assets/a.js"}])';
  expect(precachedBy(worker)).toEqual(['index.html', 'assets/a.js']);
});
