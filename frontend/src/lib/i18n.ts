import { i18n, type Messages } from '@lingui/core';

export type Language = 'ru' | 'en';

type Catalog = { messages: Messages };

// Russian comes with the first load, because nearly everyone reads it; English is fetched when it is chosen.
const russian = import.meta.glob<Catalog>(['../features/*/locales/ru.ts', './locales/ru.ts'], { eager: true });
const english = import.meta.glob<Catalog>(['../features/*/locales/en.ts', './locales/en.ts']);

const REMEMBERED = 'parta.language';

export function rememberedLanguage(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  if (remembered === 'ru' || remembered === 'en') return remembered;
  return navigator.language.startsWith('en') ? 'en' : 'ru';
}

export async function speak(language: Language): Promise<void> {
  i18n.loadAndActivate({ locale: language, messages: await wordsIn(language) });
  localStorage.setItem(REMEMBERED, language);
  document.documentElement.lang = language;
}

async function wordsIn(language: Language): Promise<Messages> {
  const catalogs = language === 'ru' ? Object.values(russian) : await Promise.all(Object.values(english).map((load) => load()));
  return Object.assign({}, ...catalogs.map((catalog) => catalog.messages));
}

export { i18n };
