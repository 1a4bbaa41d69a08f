import { defineConfig } from 'vitest/config';
import { textPlugins } from './client/macros.ts';

const tests = ['**/*.test.ts', '**/*.test.tsx'];

export default defineConfig({
  test: {
    // Left to itself the runner keeps one of two cores for a person at the machine.
    maxWorkers: '100%',
    // Two cores may be shared; a test is judged by what it finds, not by how soon.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'shared', root: './shared', include: tests } },
      { extends: true, test: { name: 'server', root: './server', include: tests } },
      {
        extends: true,
        plugins: textPlugins(),
        test: { name: 'client', root: './client', include: tests },
      },
      {
        extends: true,
        plugins: textPlugins(),
        // journeys/ belongs to Playwright.
        test: {
          name: 'e2e-house',
          root: './e2e',
          include: ['{house,faults,gate,size}/**/*.test.ts'],
        },
      },
    ],
  },
});
