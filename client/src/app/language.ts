import { i18n, type Messages } from '@lingui/core';
import type { Language } from './preferences.ts';

const catalogs: Record<Language, () => Promise<{ messages: Messages }>> = {
  vi: () => import('../locales/vi.po'),
  en: () => import('../locales/en.po'),
};

/** Loads the one catalog that is shown. Rejects when it cannot be had; the old one then stays. */
export async function speak(language: Language): Promise<void> {
  const { messages } = await catalogs[language]();
  i18n.loadAndActivate({ locale: language, messages });
}
