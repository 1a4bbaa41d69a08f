import { expect, it, vi } from 'vitest';
import { allowOwnWorkers, type PolicyMaker } from './script-policy.ts';

type Rules = Parameters<PolicyMaker['createPolicy']>[1];

function rulesAt(origin: string): Rules {
  let made: Rules | null = null;
  allowOwnWorkers(
    {
      createPolicy(name, rules) {
        expect(name).toBe('default');
        made = rules;
      },
    },
    origin,
  );
  if (made === null) throw new Error('no policy was made');
  return made;
}

it('[A24] empties an element and makes no markup', () => {
  const { createHTML } = rulesAt('https://khop.example');
  expect(createHTML('')).toBe('');
  for (const text of [' ', 'x', '<b>x</b>', '<img src=x onerror=alert(1)>']) {
    expect(createHTML(text)).toBeNull();
  }
});

it('[A24] starts workers of the app’s own files only', () => {
  vi.stubEnv('DEV', false);
  const { createScriptURL } = rulesAt('https://khop.example');
  for (const url of ['/sw.js', 'https://khop.example/assets/decoder.worker-Ab_1-.js']) {
    expect(createScriptURL(url)).toBe(url);
  }
  const foreign = [
    'https://evil.example/sw.js',
    '//evil.example/assets/a.js',
    'data:text/javascript,1',
    'blob:https://khop.example/1',
    'javascript:1',
    '/api/sites',
    '/assets/../api/x.js',
    '/assets/a.js/b',
    '/sw.js/../x',
  ];
  for (const url of foreign) expect(createScriptURL(url), url).toBeNull();
  vi.unstubAllEnvs();
});

it('where the browser has no Trusted Types nothing is needed', () => {
  expect(() => allowOwnWorkers(undefined, 'https://khop.example')).not.toThrow();
});
