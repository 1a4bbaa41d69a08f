import { i18n, type Messages } from '@lingui/core';
import type { Language } from './preferences.ts';

type Book = Record<Language, () => Promise<{ messages: Messages }>>;

const tablet: Book = {
  vi: () => import('../locales/vi.po'),
  en: () => import('../locales/en.po'),
};

/** The desk's texts: no tablet fetches them before its lock screen. */
const desk: Book = {
  vi: () => import('../locales/desk/vi.po'),
  en: () => import('../locales/desk/en.po'),
};

const open = new Set<Book>([tablet]);
let wanted: Language | undefined;

async function read(language: Language): Promise<void> {
  const books = await Promise.all([...open].map((book) => book[language]()));
  if (wanted !== language) return;
  const messages: Messages = Object.assign({}, ...books.map((book) => book.messages));
  i18n.loadAndActivate({ locale: language, messages });
}

/**
 * Loads the one language that is shown. The last one asked for wins, whichever arrives last. When its
 * texts cannot be had the present language stays.
 */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  if (i18n.locale !== language) await read(language);
}

/** Adds the desk's texts to what is shown, in whatever language that is. */
export async function openDeskTexts(): Promise<void> {
  open.add(desk);
  if (wanted !== undefined) await read(wanted);
}
