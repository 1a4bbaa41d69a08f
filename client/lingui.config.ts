import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'vi',
  locales: ['vi', 'en'],
  // Until its English is written a text shows in Vietnamese; `pnpm build` refuses such a catalog.
  fallbackLocales: { en: ['vi'] },
  catalogs: [{ path: '<rootDir>/src/locales/{locale}', include: ['<rootDir>/src'] }],
  // No places in the files: a moved line is no new text, and catalogs of two people merge.
  format: formatter({ origins: false }),
});
