import { i18n } from '@lingui/core';
import type { Language } from '../app/preferences.ts';

/** The language on the screen, for figures and durations outside of components. */
export function language(): Language {
  return i18n.locale === 'en' ? 'en' : 'vi';
}
