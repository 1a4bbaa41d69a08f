import { i18n, type Messages } from '@lingui/core';
import type { Language } from './preferences.ts';

const catalogs: Record<Language, () => Promise<{ messages: Messages }>> = {
  vi: () => import('../locales/vi.po'),
  en: () => import('../locales/en.po'),
};

let wanted: Language | undefined;

/**
 * Loads the one catalog that is shown. The last language asked for wins, whichever arrives last.
 * When a catalog cannot be had the present language stays.
 */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  if (i18n.locale === language) return;
  const { messages } = await catalogs[language]();
  if (wanted === language) i18n.loadAndActivate({ locale: language, messages });
}
