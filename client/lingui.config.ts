import { readdirSync } from 'node:fs';
import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

const features = `${import.meta.dirname}/src/features`;
const desk = readdirSync(features)
  .filter((name) => name.startsWith('desk-'))
  .map((name) => `<rootDir>/src/features/${name}`);

export default defineConfig({
  sourceLocale: 'vi',
  locales: ['vi', 'en'],
  // Until its English is written a text shows in Vietnamese; `pnpm build` refuses such a catalog.
  fallbackLocales: { en: ['vi'] },
  // The desk's texts apart: every text is fetched before the screen it stands on.
  catalogs: [
    {
      path: '<rootDir>/src/locales/{locale}',
      include: ['<rootDir>/src'],
      exclude: ['<rootDir>/src/features/desk-*/**'],
    },
    { path: '<rootDir>/src/locales/desk/{locale}', include: desk },
  ],
  // No places in the files: a moved line is no new text, and catalogs of two people merge.
  format: formatter({ origins: false }),
});
